/** Which columns are shown, in what order: as a person left them, for each project. */
import { createStoredStore, useStore } from '@/lib/store';
import type { Column } from './columns';

/** One column, in the order in which they stand. */
export interface ColumnLook {
  readonly id: string;
  readonly hidden: boolean;
  readonly pinned: boolean;
  readonly width?: number | null;
}

export type Looks = readonly ColumnLook[];

/** Every column that there is now: those left somewhere there, new ones after the one they follow by themselves. */
export function complete(columns: readonly Column[], left: Looks): Looks {
  const known = new Set(columns.map(({ id }) => id));
  const placed: ColumnLook[] = left.filter(({ id }, at) => known.has(id) && left.findIndex((each) => each.id === id) === at);
  columns.forEach((column, at) => {
    if (placed.some(({ id }) => id === column.id)) return;
    const before = columns[at - 1]?.id;
    const place = before === undefined ? 0 : placed.findIndex(({ id }) => id === before) + 1;
    placed.splice(place, 0, { id: column.id, hidden: false, pinned: column.frozen === true });
  });
  return pinnedFirst(placed);
}

const pinnedFirst = (looks: Looks): Looks => [...looks.filter(({ pinned }) => pinned), ...looks.filter(({ pinned }) => !pinned)];

/** The columns to be drawn. One always stays, or there would be no header to bring the others back by. */
export function arrange(columns: readonly Column[], left: Looks): Column[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const shown = complete(columns, left).flatMap((look) => {
    const column = byId.get(look.id);
    return column && !look.hidden ? [{ ...column, frozen: look.pinned }] : [];
  });
  return shown.length > 0 ? shown : columns.slice(0, 1);
}

export function widthsOf(looks: Looks): Readonly<Record<string, number>> {
  return Object.fromEntries(looks.flatMap(({ id, width }) => (typeof width === 'number' ? [[id, width]] : [])));
}

const change = (looks: Looks, id: string, to: Partial<ColumnLook>): Looks =>
  pinnedFirst(looks.map((look) => (look.id === id ? { ...look, ...to } : look)));

export const withWidths = (looks: Looks, widths: Readonly<Record<string, number>>): Looks =>
  looks.map((look) => (widths[look.id] === undefined ? look : { ...look, width: widths[look.id] }));

export const hide = (looks: Looks, id: string, hidden: boolean): Looks => change(looks, id, { hidden });

export const pin = (looks: Looks, id: string, pinned: boolean): Looks => change(looks, id, { pinned });

/** Dropped on another column: it is pinned there if that one is. */
export function drop(looks: Looks, id: string, target: string, after: boolean): Looks {
  const moved = looks.find((look) => look.id === id);
  const at = looks.find((look) => look.id === target);
  if (!moved || !at || id === target) return looks;
  const rest = looks.filter((look) => look.id !== id);
  const place = rest.indexOf(at) + (after ? 1 : 0);
  return pinnedFirst(rest.toSpliced(place, 0, { ...moved, pinned: at.pinned }));
}

/** One place to the left or right, over what is hidden; pinned columns stay among themselves. */
export function step(looks: Looks, id: string, by: 1 | -1): Looks {
  const shown = looks.filter(({ hidden }) => !hidden);
  const at = shown.findIndex((look) => look.id === id);
  const [own, next] = [shown[at], shown[at + by]];
  if (!own || !next || own.pinned !== next.pinned) return looks;
  return drop(looks, id, next.id, by > 0);
}

/** A stored value, as far as it can be read. */
export function readLooks(raw: unknown): Looks {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((each: unknown): ColumnLook[] => {
    if (typeof each !== 'object' || each === null || !('id' in each) || typeof each.id !== 'string') return [];
    const { hidden, pinned, width } = each as Partial<Record<string, unknown>>;
    return [{ id: each.id, hidden: hidden === true, pinned: pinned === true, ...(typeof width === 'number' && { width }) }];
  });
}

/** By the uid of the project; marks of a column such as `tag-3` mean something else in another one. */
const kept = createStoredStore<Readonly<Record<string, Looks>>>('assay.errors.columns', {}, (raw) =>
  typeof raw === 'object' && raw !== null
    ? Object.fromEntries(Object.entries(raw).map(([project, looks]) => [project, readLooks(looks)]))
    : undefined,
);

const NO_LOOKS: Looks = [];

export const useLooks = (project: string): Looks => useStore(kept)[project] ?? NO_LOOKS;

export const setLooks = (project: string, looks: Looks): void => kept.set((now) => ({ ...now, [project]: looks }));
