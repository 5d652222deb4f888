/** Which keys an action has now: the standard ones, or what the person chose. */
import { createStoredStore } from '@/lib/store';
import { splitKeys, type Keys } from './keys';
import { actions, type Action, type Scope } from './table';

export type Overrides = Readonly<Record<string, readonly Keys[]>>;

export const overrides = createStoredStore<Overrides>('assay.keys', {}, readOverrides);

function readOverrides(raw: unknown): Overrides | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const strings = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'string');
  return Object.fromEntries(Object.entries(raw).filter(([, keys]) => strings(keys)));
}

export const keysFor = (action: Action, now: Overrides = overrides.get()): readonly Keys[] =>
  now[action.id] ?? action.keys;

/** Two scopes overlap when one is everywhere or holds the other. */
export function overlap(a: Scope, b: Scope): boolean {
  return a === b || a === 'app' || b === 'app' || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

export interface Clash {
  keys: Keys;
  first: Action;
  second: Action;
}

/** Every pair of actions that would answer to the same keys in the same place. */
export function findClashes(table: readonly Action[], now: Overrides = {}): Clash[] {
  const clashes: Clash[] = [];
  table.forEach((first, at) => {
    for (const second of table.slice(at + 1)) {
      if (!overlap(first.scope, second.scope)) continue;
      const taken = new Set(keysFor(first, now));
      const shared = keysFor(second, now).filter((keys) => taken.has(keys));
      clashes.push(...shared.map((keys) => ({ keys, first, second })));
    }
  });
  return clashes;
}

export type Remapped =
  | { ok: true }
  | { ok: false; reason: 'clash'; keys: Keys; other: Action }
  | { ok: false; reason: 'unusable'; keys: Keys };

/** Tab, Enter, Escape and the like belong to the controls themselves. */
const RESERVED = /^(?:Shift\+)?(?:Tab|Enter|Escape|Space|F[0-9]+|Arrow\w+|Home|End|Page\w+)$/;

/** Gives an action other keys, unless another action has them. */
export function remap(
  action: Action,
  keys: readonly Keys[],
  table: readonly Action[] = actions,
): Remapped {
  const unusable = keys.find((each) => RESERVED.test(each) || splitKeys(each).length === 0);
  if (unusable) return { ok: false, reason: 'unusable', keys: unusable };
  const next = { ...overrides.get(), [action.id]: keys };
  const clash = findClashes(table, next).find(
    ({ first, second }) => first.id === action.id || second.id === action.id,
  );
  if (clash) {
    const other = clash.first.id === action.id ? clash.second : clash.first;
    return { ok: false, reason: 'clash', keys: clash.keys, other };
  }
  overrides.set(next);
  return { ok: true };
}

/** Back to the standard keys; refused where another action was given them meanwhile. */
export function resetKeys(action: Action, table: readonly Action[] = actions): Remapped {
  const result = remap(action, action.keys, table);
  if (result.ok) {
    const { [action.id]: _, ...rest } = overrides.get();
    overrides.set(rest);
  }
  return result;
}

export const resetAllKeys = (): void => overrides.set({});
