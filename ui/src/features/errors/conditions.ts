/** Conditions of one column, as they stand in the filter line; the line alone says what is shown. */
import { quote, tagColumn } from './filters';

/** What can be asked of a column. */
export type Question =
  | { readonly kind: 'choice'; readonly column: string; readonly options: readonly ChoiceOption[] }
  | { readonly kind: 'verdict' }
  | { readonly kind: 'number'; readonly column: string }
  | { readonly kind: 'text'; readonly column: string; readonly missing: boolean };

export interface ChoiceOption {
  /** As the line writes it. */
  readonly value: string;
  readonly label: string;
  readonly colour?: string;
}

export type Presence = 'any' | 'present' | 'missing';

const joined = (parts: readonly string[], word: 'and' | 'or'): string =>
  parts.length > 1 ? `(${parts.join(` ${word} `)})` : (parts[0] ?? '');

export const choiceIs = (column: string, values: readonly string[]): string =>
  joined(values.map((value) => `${column} = ${value}`), 'or');

/** Both ends belong to it. */
export function between(column: string, from: number | null, to: number | null): string {
  const parts = [...(from === null ? [] : [`${column} >= ${from}`]), ...(to === null ? [] : [`${column} <= ${to}`])];
  return joined(parts, 'and');
}

export const holds = (column: string, text: string, not: boolean): string =>
  text.trim() === '' ? '' : `${column} ${not ? '!~' : '~'} ${quote(text.trim())}`;

/** Every text holds the empty one; what is missing holds nothing. */
export const presence = (column: string, wanted: Presence): string =>
  wanted === 'any' ? '' : `${column} ${wanted === 'present' ? '~' : '!~'} ""`;

/** A metadata field, by a name that means itself. */
export const fieldColumn = (name: string): string => {
  const written = quote(name);
  return written.startsWith('"') || !/^-?[\d.]/.test(name) ? written : `"${name}"`;
};

interface Word {
  readonly text: string;
  readonly start: number;
  readonly depth: number;
  readonly quoted: boolean;
}

/** Words, operators and parentheses with their depth; as crates/model/src/filter.rs reads them. */
function words(line: string): Word[] | null {
  const found: Word[] = [];
  const token = /\s+|"(?:[^"\\]|""|\\["\\]|\\)*"|[()]|[!<>=]=|!~|[=<>~]|[^\s()=<>~!"]*:"(?:[^"\\]|""|\\["\\]|\\)*"|[^\s()=<>~!"]+/gy;
  let depth = 0;
  while (token.lastIndex < line.length) {
    const start = token.lastIndex;
    const text = token.exec(line)?.[0];
    if (text === undefined) return null;
    if (/^\s/.test(text)) continue;
    if (text === ')') depth -= 1;
    found.push({ text, start, depth, quoted: text.startsWith('"') });
    if (text === '(') depth += 1;
  }
  return depth === 0 ? found : null;
}

/** The conditions that all hold, one beside the other; the whole line where it cannot be taken apart. */
export function partsOf(line: string): string[] {
  const whole = line.trim();
  if (whole === '') return [];
  const found = words(whole);
  const top = found?.filter(({ depth, quoted }) => depth === 0 && !quoted) ?? [];
  if (!found || top.some(({ text }) => /^or$/i.test(text))) return [whole];
  const parts: string[] = [];
  let from = 0;
  for (const { text, start } of top) {
    if (!/^and$/i.test(text)) continue;
    parts.push(whole.slice(from, start).trim());
    from = start + text.length;
  }
  parts.push(whole.slice(from).trim());
  return parts.every((part) => part !== '') ? parts : [whole];
}

const OTHER_NAMES: Readonly<Record<string, string>> = { item: 'key', reference: 'label', prediction: 'pred', prob: 'score' };
const nameOf = (word: string): string => OTHER_NAMES[word] ?? word;

/** The columns that a condition speaks of: the words before an operator, and a column on its other side. */
function columnsOf(part: string): string[] {
  const found = words(part) ?? [];
  return found.flatMap(({ text }, at) => {
    const before = /^(?:[!<>=]=|!~|[=<>~])$/.test(found[at + 1]?.text ?? '');
    const verdict = /^(?:label|reference|pred|prediction)$/.test(text) && /^(?:!=|==?)$/.test(found[at - 1]?.text ?? '');
    return before || verdict ? [nameOf(text)] : [];
  });
}

/** The conditions about this column and no other. */
export const about = (line: string, question: Question): string[] => partsOf(line).filter((part) => isAbout(part, question));

function isAbout(part: string, question: Question): boolean {
  const columns = columnsOf(part);
  if (question.kind === 'verdict') return /^\(?\s*(?:pred|prediction)\s*(?:!=|==?)\s*(?:label|reference)\s*\)?$/.test(part);
  return columns.length > 0 && columns.every((each) => each === nameOf(question.column));
}

/** The line with another condition for this column; without one the column narrows nothing. */
export function withCondition(line: string, question: Question, condition: string): string {
  const others = partsOf(line).filter((part) => !isAbout(part, question));
  const parts = condition === '' ? others : [...others, condition];
  const bound = (part: string): string => (parts.length > 1 && hasTopOr(part) ? `(${part})` : part);
  return parts.map(bound).join(' and ');
}

const hasTopOr = (part: string): boolean =>
  words(part)?.some(({ text, depth, quoted }) => depth === 0 && !quoted && /^or$/i.test(text)) ?? true;

/** What a person set before, as far as this part of the screen wrote it. */
export function setBefore(line: string, question: Question): { values: string[]; from: number | null; to: number | null; text: string; not: boolean; presence: Presence } {
  const part = about(line, question)[0] ?? '';
  const number = (pattern: RegExp): number | null => {
    const found = pattern.exec(part)?.[1];
    return found === undefined || Number.isNaN(Number(found)) ? null : Number(found);
  };
  const contains = /(!?~)\s*(?:"((?:[^"\\]|""|\\["\\])*)"|([^\s()"]+))\)?$/.exec(part);
  const text = contains ? (contains[3] ?? contains[2] ?? '').replaceAll('""', '"').replaceAll('\\\\', '\\') : '';
  const empty = contains !== null && text === '';
  return {
    values: [...part.matchAll(/==?\s*("(?:[^"\\]|""|\\["\\])*"|[^\s()=]+)/g)].map((found) => found[1] ?? ''),
    from: number(/>=?\s*(-?[\d.]+)/),
    to: number(/<=?\s*(-?[\d.]+)/),
    text,
    not: contains?.[1] === '!~' && !empty,
    presence: !empty ? 'any' : contains?.[1] === '~' ? 'present' : 'missing',
  };
}

export { quote, tagColumn };
