/** Filter lines as the screen writes them; their grammar is in crates/model/src/filter.rs. */
import type { Mark } from '@/generated/commands';

export const WRONG = 'pred != label';
export const RIGHT = 'pred = label';
/** Rows drawn by chance, in any draw of the run. */
export const DRAWN = 'drawn = yes';
export const UNLABELLED = 'label = none';

/** Words that mean something else in a filter line when they stand without quotes. */
const RESERVED = new Set(
  'and or not in is missing present key item split label reference source pred prediction prob score text comment part none'.split(' '),
);

/** A value or a name as it must be written to mean itself. */
export function quote(value: string): string {
  if (/^[\p{L}\p{N}_.-]+$/u.test(value) && !RESERVED.has(value.toLowerCase())) return value;
  return quoted(value);
}

const quoted = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`;

export const tagColumn = (name: string): string =>
  /^[\p{L}\p{N}_.-]+$/u.test(name) ? `tag:${name}` : `tag:${quoted(name)}`;

export const tagIs = (name: string, mark: Mark): string => `${tagColumn(name)} = ${mark}`;

/** The rows behind a cell of the confusion matrix. */
export const cellFilter = (reference: string, predicted: string): string =>
  `label = ${quote(reference)} and pred = ${quote(predicted)}`;

export const errorsWithTag = (name: string): string => `${tagIs(name, 'yes')} and ${WRONG}`;

/** Adds a condition to a filter; a filter with `or` in it is put in parentheses first. */
export function narrow(filter: string, condition: string): string {
  const before = filter.trim();
  if (before === '') return condition;
  return `${/\bor\b/i.test(before) ? `(${before})` : before} and ${condition}`;
}

/** Wrong or right rows, when that is how the filter begins. */
export function verdictOf(filter: string): typeof WRONG | typeof RIGHT | '' {
  const line = filter.trim();
  return [WRONG, RIGHT].find((each) => line === each || line.startsWith(`${each} and `)) as typeof WRONG ?? '';
}

/** The text before the place of a fault, the character there, and the rest; places count code points. */
export function splitAt(line: string, at: number): [before: string, here: string, after: string] {
  const letters = Array.from(line);
  return [letters.slice(0, at).join(''), letters[at] ?? '', letters.slice(at + 1).join('')];
}

/** Columns whose names a metadata field may share; the fixed column is then what a sort means. */
export const isSortableField = (name: string): boolean => !RESERVED.has(name) && !name.startsWith('tag:');
