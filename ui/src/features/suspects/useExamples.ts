import { useEffect, useRef, useState } from 'react';
import { notify } from '@/components';
import type { Exported, ExamplesExport } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call, pickSave, useJob } from '@/platform';

type Which = Pick<ExamplesExport, 'wanted' | 'collection'>;

/** Asks where to, and writes items with text, picture, label and tags; the ending says whether as CSV or JSON lines. */
export function useExamples(): { save: (run: number, which: Which, name?: string) => void; saving: boolean } {
  const [job, setJob] = useState<string | null>(null);
  const told = useRef<string | null>(null);
  const { running, result, error } = useJob<Exported>(job);
  useEffect(() => {
    if (job === null || told.current === job) return;
    if (result) notify({ kind: 'ok', text: t('suspects.exported', { file: result.file.name, n: result.rows }) });
    else if (error) notify({ kind: 'error', text: error.message });
    else return;
    told.current = job;
  }, [job, result, error]);
  const save = async (run: number, which: Which, name = 'examples') => {
    try {
      const file = await pickSave(`${name}.csv`);
      if (!file) return;
      const format = file.name.toLowerCase().endsWith('.jsonl') ? 'jsonl' : 'csv';
      // The dialog has asked, where there is such a file.
      setJob((await call('examples_export', { run, ...which, format, file: file.handle, replace: true })).job);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  return { save: (run, which, name) => void save(run, which, name), saving: running };
}
