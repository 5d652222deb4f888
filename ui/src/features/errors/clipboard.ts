/** Rows as a spreadsheet takes them, and blocks of marks as it gives them. */
import type { Mark, SheetRow, Tag } from '@/generated/commands';
import { t } from '@/messages';
import type { Column } from './columns';

export const COPY_LIMIT = 20_000;
export const PASTE_LIMIT = 20_000;

const headerOf = (column: Column): string => column.tag?.name ?? column.title;

/** Text of strangers must not become a formula where it is pasted. */
const harmless = (text: string): string => (/^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);

function cellText(text: string): string {
  const safe = harmless(text);
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Tab-separated, as it is shown; a line of titles first where wanted. */
export function toTsv(rows: readonly SheetRow[], columns: readonly Column[], header: boolean): string {
  const lines = rows.map((row) => columns.map((column) => cellText(column.plain(row))));
  if (header) lines.unshift(columns.map((column) => cellText(headerOf(column))));
  return lines.map((line) => line.join('\t')).join('\n');
}

/** Lines of cells; a cell in quotes may hold tabs and line ends. */
export function fromTsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) {
      // A quote in the middle of a cell: it means itself.
      cell.lastIndex = from;
      const end = text.slice(from).search(/[\t\r\n]|$/) + from;
      line.push(text.slice(from, end));
      const separator = /\t|\r\n|\n|\r|$/y;
      separator.lastIndex = end;
      const [by] = separator.exec(text) ?? [''];
      if (by !== '\t') lines.push(line.splice(0));
      cell.lastIndex = end + (by?.length ?? 0);
      if (by === '') break;
      continue;
    }
    line.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\t') {
      if (cell.lastIndex === text.length) line.push('');
      continue;
    }
    lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

export function markOfText(text: string): Mark | null {
  switch (text.trim().toLowerCase()) {
    case 'yes':
    case 'y':
    case '1':
    case 'x':
      return 'yes';
    case 'no':
    case 'n':
    case '0':
      return 'no';
    case '':
    case 'unseen':
      return 'unseen';
    default:
      return null;
  }
}

export interface Block {
  readonly tags: readonly Tag[];
  readonly rows: readonly (readonly Mark[])[];
}

export type Pasted = { readonly ok: true; readonly block: Block } | { readonly ok: false; readonly fault: string };

const fault = (text: string): Pasted => ({ ok: false, fault: text });

/** The tag of each column of the block; none where a column is passed over. */
type Heads = readonly (Tag | null)[];

/** A block from the clipboard: under the names of its first line, else from the active column on. */
export function readBlock(text: string, columns: readonly Column[], active: number): Pasted {
  const lines = fromTsv(text);
  if (lines.length === 0) return fault(t('sheet.paste.empty'));
  if (lines.length > PASTE_LIMIT) return fault(t('sheet.paste.tooMany', { n: PASTE_LIMIT, rows: lines.length }));
  const named = headsIn(lines[0] ?? [], columns);
  if (typeof named === 'string') return fault(named);
  const heads = named ?? headsFrom(columns, active, Math.max(...lines.map(({ length }) => length)));
  if (typeof heads === 'string') return fault(heads);
  const ruled = heads.find((tag) => tag && tag.rule !== null);
  if (ruled) return fault(t('sheet.paste.ruled', { name: ruled.name }));
  const first = named ? 1 : 0;
  const rows: Mark[][] = [];
  for (const [at, line] of lines.slice(first).entries()) {
    const number = at + first + 1;
    if (line.length !== heads.length) return fault(t('sheet.paste.ragged', { line: number, n: line.length, wanted: heads.length }));
    const marks: Mark[] = [];
    for (const [column, cell] of line.entries()) {
      if (!heads[column]) continue;
      const mark = markOfText(cell);
      if (mark === null) return fault(t('sheet.paste.cell', { line: number, column: column + 1, text: cell.slice(0, 40) }));
      marks.push(mark);
    }
    rows.push(marks);
  }
  if (rows.length === 0) return fault(t('sheet.paste.empty'));
  return { ok: true, block: { tags: heads.filter((tag) => tag !== null), rows } };
}

/** The tags that the first line names; none where it is a line of marks, words where it is neither. */
function headsIn(line: readonly string[], columns: readonly Column[]): Heads | string | null {
  if (line.every((cell) => markOfText(cell) !== null)) return null;
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
  const tags = columns.flatMap(({ tag }) => tag ?? []);
  const heads = line.map((cell) => tags.find(({ name }) => same(name, cell)) ?? null);
  const isTitle = (cell: string) => columns.some((column) => same(headerOf(column), cell));
  const unknown = line.find((cell, at) => heads[at] === null && !isTitle(cell));
  if (heads.every((tag) => tag === null)) return null;
  if (unknown !== undefined) return t('sheet.paste.unknown', { name: unknown.slice(0, 40) });
  const twice = heads.find((tag, at) => tag && heads.indexOf(tag) < at);
  return twice ? t('sheet.paste.twice', { name: twice.name }) : heads;
}

function headsFrom(columns: readonly Column[], active: number, width: number): Heads | string {
  if (!columns[active]?.tag) return t('sheet.paste.noTag');
  const tags: Tag[] = [];
  for (const { tag } of columns.slice(active)) {
    if (!tag) break;
    tags.push(tag);
  }
  if (width > tags.length) return t('sheet.paste.tooWide', { n: width, tags: tags.length });
  return tags.slice(0, width);
}
