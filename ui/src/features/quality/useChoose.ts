import { useEffect, useRef, useState } from 'react';
import { everythingChanged } from '@/app/project';
import { notify } from '@/components';
import { t } from '@/messages';
import { AssayError, call, useJob } from '@/platform';
import { methodName, type Method } from './method';

/** Takes the project's consensus from a method: a job, because a fit may take a while. */
export function useChoose(): { choose: (method: Method) => void; choosing: boolean } {
  const [job, setJob] = useState<{ id: string; method: Method } | null>(null);
  const told = useRef<string | null>(null);
  const { running, status, error } = useJob(job?.id ?? null);
  const done = status?.state === 'done';
  useEffect(() => {
    if (!job || told.current === job.id || !(done || error)) return;
    told.current = job.id;
    if (error) notify({ kind: 'error', text: error.message });
    else void everythingChanged().then(() => notify({ kind: 'ok', text: t('quality.consensus.chosen', { method: methodName(job.method) }) }));
  }, [job, done, error]);
  const choose = (method: Method) => {
    call('consensus_choose', { method }).then(
      ({ job: id }) => setJob({ id, method }),
      (thrown: unknown) => notify({ kind: 'error', text: AssayError.from(thrown).message }),
    );
  };
  return { choose, choosing: running };
}
