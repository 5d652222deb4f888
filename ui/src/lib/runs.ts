import type { Run } from '@/generated/commands';

/** The one place that says which runs are listed, and how: those that are not archived, oldest first, then the archived
 * ones where they may be chosen at all. `keep` is chosen now and stays in the list. */
export function listedRuns(runs: readonly Run[], archived: 'last' | 'left out', keep?: number | null): Run[] {
  const away = runs.filter(({ id, archived_at }) => archived_at !== null && (archived === 'last' || id === keep));
  return [...runs.filter(({ archived_at }) => archived_at === null), ...away];
}

/** The run that came in last; an archived one only where there is no other. */
export function newestRun(runs: readonly Run[]): Run | undefined {
  const newest = (among: readonly Run[]) =>
    among.reduce<Run | undefined>((best, run) => (best && best.made_at >= run.made_at ? best : run), undefined);
  return newest(listedRuns(runs, 'left out')) ?? newest(runs);
}
