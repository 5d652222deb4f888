import { useEffect, useRef, useState } from 'react';
import { notify } from '@/components';
import type { Exported, Run } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call, pickSave, useJob } from '@/platform';

/** Asks where to, and writes the priorities of a run as CSV. */
export function useSaveTable(): { save: (run: Run) => void; saving: boolean } {
  const [job, setJob] = useState<string | null>(null);
  const told = useRef<string | null>(null);
  const { running, result, error } = useJob<Exported>(job);
  useEffect(() => {
    if (job === null || told.current === job) return;
    if (result) notify({ kind: 'ok', text: t('priorities.saved', { file: result.file.name, n: result.rows }) });
    else if (error) notify({ kind: 'error', text: error.message });
    else return;
    told.current = job;
  }, [job, result, error]);
  const save = async (run: Run) => {
    try {
      const file = await pickSave(`priorities ${run.name}.csv`);
      if (file) setJob((await call('export_start', { what: 'priorities', exact: false, file: file.handle, replace: file.bytes > 0, run: run.id })).job);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  return { save: (run) => void save(run), saving: running };
}
