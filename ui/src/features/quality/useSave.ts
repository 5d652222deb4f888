import { useEffect, useRef, useState } from 'react';
import { notify } from '@/components';
import type { AgreementWeights, ExportWhat, Exported } from '@/generated/commands';
import { t } from '@/messages';
import { NAMING, pseudonyms } from '@/features/export/pseudonyms';
import { AssayError, call, pickSave, useJob } from '@/platform';

/** Asks where to, and writes one of the project's tables as CSV. */
export function useSaveCsv(): { save: (what: ExportWhat, name: string, weights?: AgreementWeights, draw?: number) => void; saving: boolean } {
  const hidden = useRef(false);
  const [job, setJob] = useState<string | null>(null);
  const told = useRef<string | null>(null);
  const { running, result, error } = useJob<Exported>(job);
  useEffect(() => {
    if (job === null || told.current === job) return;
    if (result) notify({ kind: 'ok', text: t(hidden.current ? 'quality.savedHidden' : 'quality.saved', { file: result.file.name, n: result.rows }) });
    else if (error) notify({ kind: 'error', text: error.message });
    else return;
    told.current = job;
  }, [job, result, error]);
  const save = async (what: ExportWhat, name: string, weights?: AgreementWeights, draw?: number) => {
    try {
      const file = await pickSave(name);
      if (!file) return;
      hidden.current = pseudonyms.get() && NAMING.includes(what);
      setJob((await call('export_start', { what, exact: false, file: file.handle, replace: file.bytes > 0, pseudonyms: pseudonyms.get(), ...(weights && { weights }), ...(draw !== undefined && { draw }) })).job);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  return { save: (what, name, weights, draw) => void save(what, name, weights, draw), saving: running };
}
