import type { Attribute } from '@/generated/commands';

/** `language=es, expert=yes`. */
export const writeAttributes = (attributes: readonly Attribute[]): string =>
  attributes.map(({ name, value }) => `${name}=${value}`).join(', ');

/** Null where a part is no name with a value. */
export function readAttributes(text: string): Attribute[] | null {
  const found: Attribute[] = [];
  for (const part of text.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim();
    const value = part.slice(at + 1).trim();
    if (at < 0 || name === '' || value === '') return null;
    found.push({ name, value });
  }
  return found;
}
