/** Conditions of one column, as they stand in the filter line; the line alone says what is shown. */
import { quote } from './filters';

/** What can be asked of a column. */
export type Question =
  | { readonly kind: 'choice'; readonly column: string; readonly options: readonly ChoiceOption[] }
  | { readonly kind: 'verdict' }
  | { readonly kind: 'number'; readonly column: string; readonly missing: boolean }
  | { readonly kind: 'text'; readonly column: string; readonly missing: boolean };

export interface ChoiceOption {
  /** As the line writes it. */
  readonly value: string;
  readonly label: string;
  readonly colour?: string;
}

export type Presence = 'any' | 'present' | 'missing';

export function choiceIs(column: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  return values.length === 1 ? `${column} = ${values[0]}` : `${column} in (${values.join(', ')})`;
}

/** Both ends belong to it. */
export function between(column: string, from: number | null, to: number | null): string {
  const parts = [...(from === null ? [] : [`${column} >= ${from}`]), ...(to === null ? [] : [`${column} <= ${to}`])];
  return parts.length > 1 ? `(${parts.join(' and ')})` : (parts[0] ?? '');
}

export const holds = (column: string, text: string, not: boolean): string =>
  text.trim() === '' ? '' : `${column} ${not ? '!~' : '~'} ${quote(text.trim())}`;

export const presence = (column: string, wanted: Presence): string => (wanted === 'any' ? '' : `${column} is ${wanted}`);

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

/** Words, operators, commas and parentheses with their depth; as crates/model/src/filter reads them. */
function words(line: string): Word[] | null {
  const found: Word[] = [];
  const token = /\s+|"(?:[^"\\]|""|\\["\\]|\\)*"|[(),]|[!<>=]=|!~|[=<>~]|[^\s(),=<>~!"]*:"(?:[^"\\]|""|\\["\\]|\\)*"|[^\s(),=<>~!"]+/gy;
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
    const [next, second] = [found[at + 1]?.text ?? '', found[at + 2]?.text ?? ''];
    const asked = /^(?:[!<>=]=|!~|[=<>~]|in|is)$/i.test(next) || (/^not$/i.test(next) && /^in$/i.test(second));
    const before = asked && !/^(?:and|or|not)$/i.test(text);
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
  const found = words(part) ?? [];
  const list = found.findIndex(({ text }) => /^in$/i.test(text));
  const values = found.flatMap(({ text }, at) => {
    const listed = list >= 0 && at > list && !/^[(),]$/.test(text);
    return listed || /^==?$/.test(found[at - 1]?.text ?? '') ? [text] : [];
  });
  const is = /\bis\s+(not\s+missing|missing|present)\s*$/i.exec(part)?.[1]?.toLowerCase();
  const contains = /(!?~)\s*(?:"((?:[^"\\]|""|\\["\\])*)"|([^\s()"]+))\)?$/.exec(part);
  const text = contains ? (contains[3] ?? contains[2] ?? '').replaceAll('""', '"').replaceAll('\\\\', '\\') : '';
  return {
    values,
    from: number(/>=?\s*(-?[\d.]+)/),
    to: number(/<=?\s*(-?[\d.]+)/),
    text,
    not: contains?.[1] === '!~',
    presence: is === undefined ? 'any' : is === 'missing' ? 'missing' : 'present',
  };
}
