/** What the errors and priorities screens remember while the person is elsewhere. */
import { createStore, createStoredStore, useStore } from '@/lib/store';
import type { GridSort } from '@/components/grid';

export interface Look {
  readonly filter: string;
  readonly sort: readonly GridSort[];
  /** The filter that another screen's took the place of. */
  readonly former?: string;
  /** Grows when the same filter is applied again. */
  readonly again: number;
}

const EVERYTHING: Look = { filter: '', sort: [], again: 0 };

/** The run, filter and order of each project, by its uid. */
const runs = createStore<Readonly<Record<string, number>>>({});
const looks = createStore<Readonly<Record<string, Look>>>({});

export function chooseRun(project: string, run: number): void {
  runs.set((now) => ({ ...now, [project]: run }));
}

export const useChosenRun = (project: string): number | undefined => useStore(runs)[project];

export function setLook(project: string, change: Partial<Look>): void {
  looks.set((now) => {
    const before = now[project] ?? EVERYTHING;
    const former = change.filter === undefined ? before.former : undefined;
    return { ...now, [project]: { ...before, former, ...change, again: before.again + 1 } };
  });
}

/** Back to what is still shown, without asking for it again. */
export const restoreLook = (project: string, look: Look): void => looks.set((now) => ({ ...now, [project]: look }));

/** A filter that another screen asks for; the one at hand can be had again. */
export function showFilter(project: string, filter: string): void {
  const { filter: now, former } = looks.get()[project] ?? EVERYTHING;
  setLook(project, { filter, former: now === filter ? former : now || undefined });
}

export const useLook = (project: string): Look => useStore(looks)[project] ?? EVERYTHING;

/** Which view of a run is open; see `views.tsx`. */
export const viewOpen = createStore<string>('sheet');

/** Whether the pane with the confusion matrix is open. */
export const summaryOpen = createStoredStore<boolean>('assay.errors.summary', true, (raw) =>
  typeof raw === 'boolean' ? raw : undefined,
);
