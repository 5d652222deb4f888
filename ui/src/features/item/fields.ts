/** How the fields of an item are laid out; no React, so that it can be tested by itself. */

export type Shown =
  | { kind: 'text'; name: string; text: string }
  | { kind: 'json'; name: string; text: string }
  /** A word or a number: a line of its own would be too much. */
  | { kind: 'fact'; name: string; text: string };

export interface Layout {
  /** Two texts to be compared stand side by side where there is room. */
  pair: readonly [Shown, Shown] | null;
  texts: readonly Shown[];
  facts: readonly Shown[];
}

const FACT_LENGTH = 40;

function shownField(name: string, value: unknown): Shown {
  if (typeof value === 'string') {
    const fact = value.length <= FACT_LENGTH && !/\s\S+\s/.test(value);
    return { kind: fact ? 'fact' : 'text', name, text: value };
  }
  if (value === null || value === undefined) return { kind: 'fact', name, text: '' };
  if (typeof value === 'object') return { kind: 'json', name, text: JSON.stringify(value, null, 2) };
  return { kind: 'fact', name, text: String(value) };
}

export function layoutOf(fields: Readonly<Record<string, unknown>>): Layout {
  let all = Object.entries(fields).map(([name, value]) => shownField(name, value));
  // An item that is one word, or two short texts to compare, is shown as text all the same.
  if (all.length <= 2 || all.every(({ kind }) => kind === 'fact')) {
    const strings = all.filter(({ name }) => typeof fields[name] === 'string');
    if (strings.length > 0 && strings.length <= 2) {
      all = all.map((field) => (strings.includes(field) ? { ...field, kind: 'text' } : field));
    }
  }
  const texts = all.filter(({ kind }) => kind !== 'fact');
  const facts = all.filter(({ kind }) => kind === 'fact');
  const [first, second, ...more] = texts;
  if (first?.kind === 'text' && second?.kind === 'text' && more.length === 0) {
    return { pair: [first, second], texts: [], facts };
  }
  return { pair: null, texts, facts };
}

/** A field called `text` beside nothing else needs no heading. */
export const needsName = (layout: Layout): boolean =>
  layout.pair !== null || layout.texts.length + layout.facts.length > 1;
