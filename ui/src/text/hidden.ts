/**
 * People's text on a screen: which characters would be invisible or turn a line around, and what is shown in their place.
 * Nothing here changes a text that is kept: it is for eyes only.
 */

/** Controls, invisible characters, and marks that turn the order of a line; a tab and a line's end have their own looks. */
const HIDDEN =
  '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B-\\u200F' +
  '\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\uFFFE\\uFFFF\\u{E0000}-\\u{E007F}';
const RTL = '\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC\\u{10800}-\\u{10FFF}\\u{1E800}-\\u{1EFFF}';
/** Scripts that are written with joiners, or have no spaces between words. */
const JOINED = '\\u0590-\\u1FFF\\uA800-\\uABFF';

/**
 * Where such a character does its work: a joiner in an emoji or between letters that join, a word's end in a script without
 * spaces, a soft hyphen in a word, the letters of a flag, and the isolates that sentences of this program put around a name.
 */
const AT_WORK = [
  '\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F}',
  '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F]\\u200D',
  `[${JOINED}][\\u200B-\\u200D]`,
  '\\p{L}\\u00AD(?=\\p{L})',
].join('|');

const ISOLATE = `\\u2068[^${HIDDEN}]*\\u2069`;

const ANY_RTL = new RegExp(`[${RTL}]`, 'u');
const ANY = new RegExp(`[${HIDDEN}${RTL}]|\\r(?!\\n)`, 'u');
const TOKENS = new RegExp(`${ISOLATE}|(?<hidden>(?:[${HIDDEN}]|\\r(?!\\n))+)|${AT_WORK}`, 'gu');

/** The names that Unicode gives for short; others are shown as U+ and their number. */
const SHORT =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(' ');
const NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(SHORT.entries()),
  0x7f: 'DEL', 0x85: 'NEL', 0xad: 'SHY', 0x61c: 'ALM',
  0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM',
  0x2028: 'LSEP', 0x2029: 'PSEP', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO',
  0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};

const codes = (text: string): number[] => Array.from(text, (c) => c.codePointAt(0) ?? 0);
const nameOf = (code: number): string => NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** So many characters in a row are named; of more, the number is told. */
const NAMED = 4;

/** A row of hidden characters by name: `ESC`, `RLO LRI`, `ZWJ ×60`. */
export function nameOfHidden(text: string): string {
  const all = codes(text);
  const names = all.map(nameOf);
  if (names.length > 1 && names.every((name) => name === names[0])) return `${names[0]} ×${names.length}`;
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(' ')} +${more}` : names.join(' ');
}

export interface Piece {
  text: string;
  hidden: boolean;
}

/** Whether a text needs more than to be written down: the quick question, as it is asked of every text. */
export const needsCare = (text: string): boolean => ANY.test(text);
export const isRightToLeft = (text: string): boolean => ANY_RTL.test(text);

/** Binary rubbish in a text must not become as many elements as it has characters. */
const MOST_PIECES = 1000;

/** A text in pieces, of which some are hidden characters; joined they are the text. Past the first thousand it is one piece. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(TOKENS)) {
    const hidden = found.groups?.hidden;
    if (hidden === undefined) continue;
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), hidden: false });
    if (pieces.length >= MOST_PIECES) {
      at = found.index;
      pieces.push({ text: text.slice(at), hidden: true });
      return pieces;
    }
    pieces.push({ text: hidden, hidden: true });
    at = found.index + hidden.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hidden: false });
  return pieces;
}

/** What a text hides, each name once; empty where it hides nothing. For fields, which show their text as it is. */
export function hiddenIn(text: string): string {
  if (!needsCare(text)) return '';
  const names = new Set(piecesOf(text).filter(({ hidden }) => hidden).map((piece) => nameOfHidden(piece.text)));
  return [...names].slice(0, NAMED).join(', ') + (names.size > NAMED ? ' and more' : '');
}

const escaped = (text: string): string => codes(text).map((code) => `\\u{${code.toString(16)}}`).join('');

/** For where only letters go, such as a tool tip or a drawing: hidden characters as their codes, as in the terminal. */
export const inLetters = (text: string): string =>
  needsCare(text) ? text.replace(TOKENS, (all, hidden?: string) => (hidden === undefined ? all : escaped(hidden))) : text;

/** A name inside a sentence: it may neither hide anything nor turn the words around it. */
export function inSentence(text: string): string {
  const told = inLetters(text);
  return isRightToLeft(told) && !told.includes('\u2068') ? `\u2068${told}\u2069` : told;
}
