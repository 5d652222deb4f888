import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { t, tExact } from '@/messages';
import { hiddenIn, inLetters, inSentence, nameOfHidden, needsCare, piecesOf } from './hidden';

const marked = (text: string): string => piecesOf(text).map((piece) => (piece.hidden ? `[${nameOfHidden(piece.text)}]` : piece.text)).join('');

test.each([
  ['an escape', '\u001b[31mred', '[ESC][31mred'],
  ['what ends a text in C', 'a\u0000b', 'a[NUL]b'],
  ['rub out', 'a\u007fb', 'a[DEL]b'],
  ['a control of the second kind', 'a\u0085b\u009bc', 'a[NEL]b[U+009B]c'],
  ['what turns a line', 'abc\u202e123', 'abc[RLO]123'],
  ['isolates that are not closed', '\u2066\u2067x', '[LRI RLI]x'],
  ['spaces without a width', 'a\u200bb\ufeff', 'a[ZWSP]b[BOM]'],
  ['a joiner between nothing', 'a\u200db', 'a[ZWJ]b'],
  ['a row of the same', `a${'\u200c'.repeat(60)}`, 'a[ZWNJ ×60]'],
  ['a row of many', '\u0001\u0002\u0003\u0004\u0005\u0006', '[SOH STX ETX EOT +2]'],
  ['letters of tags, with which text is smuggled', 'x\u{e0041}\u{e0042}', 'x[U+E0041 U+E0042]'],
  ['no characters', '\uffff\ufffe', '[U+FFFF U+FFFE]'],
  ['a return alone', 'a\rb', 'a[CR]b'],
  ['an isolate that hides an override', '\u2068a\u202eb\u2069', '[FSI]a[RLO]b[PDI]'],
])('%s is shown by name', (_, text, shown) => {
  expect(needsCare(text)).toBe(true);
  expect(marked(text)).toBe(shown);
  expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text);
});

test.each([
  ['words', 'plain words, “quoted” – 100 %'],
  ['line ends and tabs', 'a\r\nb\tc\nd'],
  ['a family', '👨‍👩‍👧 👩🏽‍💻 ❤️‍🔥'],
  ['a flag', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['Persian', 'می‌خواهم'],
  ['a conjunct', 'क्‍ष'],
  ['Khmer, with its ends of words', 'ភាសា​ខ្មែរ'],
  ['a soft hyphen in a word', 'Silben\u00adtrennung'],
  ['accents', 'Z\u0335\u0489a\u0301'],
  ['Hebrew', 'שלום'],
])('%s stays as it is', (_, text) => {
  expect(marked(text)).toBe(text);
  expect(inLetters(text)).toBe(text);
});

test('rubbish becomes no more than a thousand pieces', () => {
  const text = 'a\u0000'.repeat(100_000);
  const pieces = piecesOf(text);
  expect(pieces.length).toBeLessThan(1010);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
});

test('a sentence is not turned by a name in it, and names of files keep each character', () => {
  expect(inSentence('שלום')).toBe('\u2068שלום\u2069');
  expect(inSentence('a\u202eb')).toBe('a\\u{202e}b');
  expect(inSentence(inSentence('שלום'))).toBe('\u2068שלום\u2069');
  expect(t('app.window', { project: 'a\u202eb' })).not.toContain('\u202e');
  expect(tExact('quality.raters.file', { rater: 'א\u202eb' })).toContain('א\u202eb');
});

test('a field tells what its text hides, each once', () => {
  expect(hiddenIn('plain שלום')).toBe('');
  expect(hiddenIn('a\u202eb\u202ec\u200b')).toBe('RLO, ZWSP');
});

const html = renderToStaticMarkup;

test('an element shows what a text hides, and keeps the text', () => {
  expect(html(<p>{'a\u202eb'}</p>)).toBe(
    '<p><bdi>a<span class="hidden-text" data-shown="RLO"><span>\u202e</span></span>b</bdi></p>',
  );
  expect(html(<p dir="auto">{'a\u200fb'}</p>)).toBe(
    '<p dir="auto">a<span class="hidden-text" data-shown="RLM" data-acts="true"><span>\u200f</span></span>b</p>',
  );
});

test('a text from right to left is isolated from its neighbours', () => {
  expect(html(<p>{'שלום'} · {7}</p>)).toBe('<p><bdi>שלום</bdi> · 7</p>');
  expect(html(<bdi>{'שלום'}</bdi>)).toBe('<bdi>שלום</bdi>');
  expect(html(<p dir="auto">{'שלום'}</p>)).toBe('<p dir="auto">שלום</p>');
  expect(html(<ul>{['שלום', 'a'].map((text) => text)}</ul>)).toBe('<ul><bdi>שלום</bdi>a</ul>');
});

test('tool tips, drawings and names for those who listen get letters', () => {
  expect(html(<b title={'a\u202eb'} aria-label={'\u001b'} />)).toBe('<b title="a\\u{202e}b" aria-label="\\u{1b}"></b>');
  expect(html(<svg><text>{'a\u202eb'}</text></svg>)).toBe('<svg><text>a\\u{202e}b</text></svg>');
});

test('what is given to a component reaches it whole', () => {
  const Named = ({ name, children }: { name: string; children: React.ReactNode }) => <p data-name={name}>{children}</p>;
  expect(html(<Named name={'a\u202eb'}>plain</Named>)).toBe('<p data-name="a\u202eb">plain</p>');
});
