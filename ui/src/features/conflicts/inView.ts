/** Which item of a list is before the lead, whatever others do to the list meanwhile. */
import { useState } from 'react';
import type { Conflict, ConflictFilter, ConflictQueue } from '@/generated/commands';

export interface InView {
  item: number;
  /** The list it was looked at in; null where it was asked for by itself, whatever list comes. */
  list: string | null;
  /** Where it last stood there; -1 where it never did. */
  at: number;
}

const placeOf = (rows: readonly Conflict[], item: number | undefined): number => rows.findIndex((row) => row.item === item);

/** What is in view once a list has come: an item stays, though others take it out of its list; another list begins with its first. */
export function settle(now: InView | null, rows: readonly Conflict[], list: string): InView | null {
  if (now && (now.list ?? list) === list) {
    const found = placeOf(rows, now.item);
    const at = found < 0 ? now.at : found;
    return now.list === list && now.at === at ? now : { item: now.item, list, at };
  }
  const [row] = rows;
  return row ? { item: row.item, list, at: 0 } : null;
}

/** The row after or before the item in view; where it has left the list, the one next to its gap. */
export function beside(rows: readonly Conflict[], { item, at }: InView, by: 1 | -1): Conflict | undefined {
  const found = placeOf(rows, item);
  if (found >= 0) return rows[found + by];
  return rows[Math.min(rows.length - 1, Math.max(0, by > 0 ? at : at - 1))];
}

const named = (item: number): InView => ({ item, list: null, at: -1 });

interface Asked {
  data: ConflictQueue | undefined;
  isFetching: boolean;
}

/** The item in view of a list, and the ways on from it. `first` is shown though it may be in no list: another screen asked for it. */
export function useInView(list: Asked, filter: ConflictFilter, first: number | null) {
  const rows = list.data?.conflicts ?? [];
  const key = JSON.stringify(filter);
  const [before, set] = useState<InView | null>(first === null ? null : named(first));
  // Not while the list is on its way: what is known of it may be over.
  const inView = !list.data || list.isFetching ? before : settle(before, rows, key);
  if (inView !== before) set(inView);
  const at = placeOf(rows, inView?.item);
  /** Others have taken it out of the list since. */
  const left = inView !== null && inView.list === key && inView.at >= 0 && at < 0;
  const seen = (item: number | null) => (item === null ? null : { item, list: key, at: placeOf(rows, item) });
  const to = (by: 1 | -1) => (inView ? beside(rows, inView, by) : rows[0])?.item ?? null;
  const [next, previous] = [to(1), to(-1)];
  return {
    rows,
    shown: inView?.item ?? null,
    at,
    left,
    next,
    previous,
    choose: (item: number | null) => set(seen(item)),
    /** Shows it though it may be in no list. */
    show: (item: number) => set(named(item)),
    /** On from the item decided on, unless the lead looks at another by then. */
    goOn: (from: number, item: number | null) => set((now) => (now?.item === from ? seen(item) : now)),
    move: (by: 1 | -1) => {
      const item = by > 0 ? next : previous;
      if (item !== null || left) set(seen(item));
    },
  };
}
