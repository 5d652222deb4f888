/** The classes as a person edits them: rows of text, some of them still empty. */
import type { Class, ClassDraft, SchemeDraft } from '@/generated/commands';

export interface ClassRow {
  /** Names the row while it is edited; never sent. */
  row: number;
  /** The class that this row changes, where there is one. */
  id?: number;
  name: string;
  key: string;
  hotkey: string;
  colour: string;
  description: string;
}

/** Distinct in both themes; what else is wanted is typed in. */
export const COLOURS = [
  '#2f6fd0',
  '#d5710b',
  '#1d8a63',
  '#b3438c',
  '#8a6d00',
  '#5a52c7',
  '#c23b3b',
  '#0c86a3',
  '#6b7280',
  '#7a4b1e',
] as const;

let lastRow = 0;

export function newRow(given: Partial<ClassRow> = {}): ClassRow {
  lastRow += 1;
  return { name: '', key: '', hotkey: '', colour: '', description: '', ...given, row: lastRow };
}

export const rowsOf = (classes: readonly Class[]): ClassRow[] =>
  classes.map(({ id, name, key, hotkey, colour, description }) =>
    newRow({ id, name, key, hotkey: hotkey ?? '', colour, description }),
  );

/** A row that says nothing counts as not there. */
export const isBlank = (row: ClassRow): boolean =>
  row.id === undefined && [row.name, row.key, row.description].every((text) => text.trim() === '');

export const filledRows = (rows: readonly ClassRow[]): ClassRow[] => rows.filter((row) => !isBlank(row));

export function draftOf(question: string, rows: readonly ClassRow[]): SchemeDraft {
  const given = (text: string): string | undefined => text.trim() || undefined;
  const classes = filledRows(rows).map(
    (row): ClassDraft => ({
      id: row.id,
      name: given(row.name),
      key: given(row.key),
      hotkey: given(row.hotkey),
      colour: given(row.colour),
      description: given(row.description),
    }),
  );
  return { question: given(question), classes };
}

export function changeRow(rows: readonly ClassRow[], row: number, change: Partial<ClassRow>): ClassRow[] {
  return rows.map((each) => (each.row === row ? { ...each, ...change } : each));
}

export function moveRow(rows: readonly ClassRow[], from: number, by: -1 | 1): ClassRow[] {
  const to = from + by;
  const [a, b] = [rows[from], rows[to]];
  if (!a || !b) return [...rows];
  return rows.with(from, b).with(to, a);
}

/**
 * Several lines become several classes, the first in place of the row pasted into. What
 * follows a tab on a line (two columns of a spreadsheet) is the description.
 */
export function pasteInto(rows: readonly ClassRow[], at: number, text: string): ClassRow[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const into = rows[at];
  if (lines.length < 2 || !into) return null;
  const parts = lines.map((line) => {
    const [name = '', ...rest] = line.split('\t');
    return { name: name.trim(), description: rest.join(' ').trim() };
  });
  const [first, ...others] = parts;
  const head = { ...into, name: into.name + first!.name, description: first!.description || into.description };
  // Empty rows below are filled rather than pushed down.
  const below = rows.slice(at + 1);
  const filled = below.findIndex((row) => !isBlank(row));
  const spare = filled < 0 ? below.length : filled;
  const kept = below.slice(Math.min(spare, others.length));
  return [...rows.slice(0, at), head, ...others.map((part) => newRow(part)), ...kept];
}
