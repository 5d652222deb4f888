import type { ExportFormat, ExportWhat } from '@/generated/commands';

/** As what a file is written: CSV in its two modes, or another format. */
export type WrittenAs = 'spreadsheet' | 'exact' | 'xlsx' | 'json' | 'html';

const TABLE = ['spreadsheet', 'exact'] as const;
const ANALYSIS = ['xlsx', 'spreadsheet', 'exact', 'json'] as const;

/** What each thing can be written as; the usual first. The workbench refuses anything else. */
export const FORMATS: Record<ExportWhat, readonly [WrittenAs, ...WrittenAs[]]> = {
  judgments: TABLE,
  labels: TABLE,
  raters: TABLE,
  agreement: TABLE,
  human: TABLE,
  sheet: ANALYSIS,
  priorities: ANALYSIS,
  runs: TABLE,
  report: ['html'],
};

/** The same in the words of the workbench. */
export function writtenAs(as: WrittenAs): { format: ExportFormat; exact: boolean } {
  if (as === 'spreadsheet' || as === 'exact') return { format: 'csv', exact: as === 'exact' };
  return { format: as, exact: false };
}

export function extensionOf(what: ExportWhat, as: WrittenAs): string {
  if (as === 'json') return what === 'sheet' ? 'jsonl' : 'json';
  return as === 'spreadsheet' || as === 'exact' ? 'csv' : as;
}
