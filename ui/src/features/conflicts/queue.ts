/** Which conflicts the lead looks at, in which order and how: kept while deciding and when the screen is left. */
import type { Class, ConflictFilter, ConflictOrder } from '@/generated/commands';
import { createStore, createStoredStore } from '@/lib/store';

export interface QueueFilter {
  order: ConflictOrder;
  field: number | null;
  first: number | null;
  second: number | null;
  rater: number | null;
  from: number | null;
  to: number | null;
  text: string;
  /** Every item on which raters differ, conflict or not. */
  differing: boolean;
}

export const NO_FILTER: QueueFilter = {
  order: 'entropy',
  field: null,
  first: null,
  second: null,
  rater: null,
  from: null,
  to: null,
  text: '',
  differing: false,
};

/** By project. */
const filters = createStore<Readonly<Record<string, QueueFilter>>>({});

export const filterStore = filters;

export const setFilter = (project: string, edit: (now: QueueFilter) => QueueFilter): void =>
  filters.set((now) => ({ ...now, [project]: edit(now[project] ?? NO_FILTER) }));

/** Whether judgments stay hidden until the decision, by person. */
export const blindStore = createStoredStore<Readonly<Record<string, boolean>>>('assay.blind', {}, (raw) =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, boolean>) : undefined,
);

/** How many narrow the list. */
export const narrowing = ({ first, second, rater, from, to, text, differing }: QueueFilter): number =>
  [first !== null && second !== null, rater !== null, from !== null || to !== null, text.trim() !== '', differing].filter(Boolean).length;

/** What the workbench is asked for. */
export function requestOf(tab: 'open' | 'decided', filter: QueueFilter): ConflictFilter {
  const pair = filter.first !== null && filter.second !== null ? ([filter.first, filter.second] as [number, number]) : undefined;
  return {
    list: tab === 'decided' ? 'decided' : filter.differing ? 'differing' : 'open',
    order: filter.order === 'field' && filter.field === null ? 'entropy' : filter.order,
    field: filter.order === 'field' ? (filter.field ?? undefined) : undefined,
    pair,
    rater: filter.rater ?? undefined,
    from_version: filter.from ?? undefined,
    to_version: filter.to ?? undefined,
    text: filter.text.trim() || undefined,
  };
}

/** The same filter for another screen to open: what it leaves out does not narrow. */
export const asFilter = (wanted: Partial<QueueFilter>): QueueFilter => ({ ...NO_FILTER, ...wanted });

export const nameOf = (classes: readonly Class[], id: number): string => classes.find((each) => each.id === id)?.name ?? '?';
