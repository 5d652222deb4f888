/** What comparing runs asks the workbench, and what a change of a run touches. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { attempt } from '@/app/attempt';
import { notify } from '@/components';
import type { Run } from '@/generated/commands';
import { listedRuns } from '@/lib/runs';
import { call } from '@/platform';

export interface Wanted {
  a: number;
  b: number;
  filter: string;
  field: number | null;
}

export const useComparison = (project: string, { a, b, filter, field }: Wanted) =>
  useQuery({
    queryKey: ['errors', project, 'compare', a, b, filter, field],
    queryFn: () => call('runs_compare', { a, b, ...(filter && { filter }), ...(field !== null && { field }) }),
    staleTime: 0,
    retry: false,
    placeholderData: (before) => before,
  });

export const useLeaderboard = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'leaderboard'], queryFn: () => call('runs_leaderboard', null), staleTime: 0 });

export const usePromises = (project: string, run: number) =>
  useQuery({ queryKey: ['errors', project, 'promises', run], queryFn: () => call('promise_list', { run }), staleTime: 0 });

/** Does something to runs, tells it, and asks again for what hangs on it. */
export function useRunChange(project: string): (change: () => Promise<unknown>, said: string) => Promise<boolean> {
  const client = useQueryClient();
  return async (change, said) => {
    if (!(await attempt(change))) return false;
    void client.invalidateQueries({ queryKey: ['errors', project] });
    notify({ kind: 'ok', text: said });
    return true;
  };
}

/** The run that came in right before this one, else any other; archived ones only where nothing else is left. */
export function previousOf(run: Run, runs: readonly Run[]): Run | undefined {
  const others = runs.filter(({ id }) => id !== run.id);
  const listed = listedRuns(others, 'left out');
  const among = listed.length > 0 ? listed : others;
  const before = among.filter(({ id }) => id < run.id);
  return (before.length > 0 ? before : among).at(-1);
}
