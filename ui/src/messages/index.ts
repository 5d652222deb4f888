import { formatCount } from '@/lib/format';
import { inSentence } from '@/text/hidden';
import { en } from './en';

/** One text, or its singular and plural chosen by the parameter `n`. */
type Plural = { readonly one: string; readonly other: string };
type Leaf = string | Plural;

/** Every key of the catalogue, joined with dots. A key may itself hold dots. */
type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

type At<T, P extends string> = P extends keyof T
  ? T[P]
  : {
      [K in keyof T & string]: P extends `${K}.${infer Rest}` ? At<T[K], Rest> : never;
    }[keyof T & string];

type TextOf<L> = L extends string ? L : L extends Plural ? L['one'] | L['other'] : never;

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

export type MessageKey = KeysOf<typeof en>;

type NamesOf<K extends MessageKey> = Names<TextOf<At<typeof en, K>>>;

type Params<K extends MessageKey> = [NamesOf<K>] extends [never]
  ? []
  : [params: Record<NamesOf<K>, string | number>];

const plurals = new Intl.PluralRules('en');
const texts = flatten(en, '', new Map<string, Leaf>());

function isLeaf(node: object | string): node is Leaf {
  return typeof node === 'string' || ('one' in node && 'other' in node);
}

function flatten(node: object, prefix: string, into: Map<string, Leaf>): Map<string, Leaf> {
  for (const [key, child] of Object.entries(node)) {
    if (isLeaf(child)) into.set(prefix + key, child);
    else flatten(child, `${prefix}${key}.`, into);
  }
  return into;
}

/** The text for a key, with its parameters filled in; whole numbers get separators, names hide nothing and turn nothing. */
export const t = <K extends MessageKey>(key: K, ...rest: Params<K>): string => filled(key, rest[0], inSentence);

/** The same for what is kept rather than read, such as the proposed name of a file: each character stays. */
export const tExact = <K extends MessageKey>(key: K, ...rest: Params<K>): string => filled(key, rest[0], (text) => text);

function filled(key: MessageKey, params: Record<string, string | number> = {}, written: (text: string) => string): string {
  const leaf = texts.get(key) ?? key;
  const text =
    typeof leaf === 'string' ? leaf : leaf[plurals.select(Number(params.n)) === 'one' ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' && Number.isInteger(value) ? formatCount(value) : written(String(value));
  });
}
