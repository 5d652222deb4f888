import { useEffect, useRef, useState } from 'react';
import { notify } from '@/components';
import type { AgreementWeights, ExportWhat, Exported } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call, pickSave, useJob } from '@/platform';

/** Asks where to, and writes one of the project's tables as CSV. */
export function useSaveCsv(): { save: (what: ExportWhat, name: string, weights?: AgreementWeights) => void; saving: boolean } {
  const [job, setJob] = useState<string | null>(null);
  const told = useRef<string | null>(null);
  const { running, result, error } = useJob<Exported>(job);
  useEffect(() => {
    if (job === null || told.current === job) return;
    if (result) notify({ kind: 'ok', text: t('quality.saved', { file: result.file.name, n: result.rows }) });
    else if (error) notify({ kind: 'error', text: error.message });
    else return;
    told.current = job;
  }, [job, result, error]);
  const save = async (what: ExportWhat, name: string, weights?: AgreementWeights) => {
    try {
      const file = await pickSave(name);
      if (!file) return;
      setJob((await call('export_start', { what, exact: false, file: file.handle, ...(weights && { weights }) })).job);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  return { save: (what, name, weights) => void save(what, name, weights), saving: running };
}
