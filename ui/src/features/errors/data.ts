/** What these screens ask the workbench, and what has to be asked again after a change. */
import { useEffect, useRef } from 'react';
import { useQuery, useQueryClient, type keepPreviousData, type QueryClient } from '@tanstack/react-query';
import type { Run } from '@/generated/commands';
import { newestRun } from '@/lib/runs';
import { call } from '@/platform';
import { useChosenRun } from './state';

// Labels, decisions and imports made on other screens change these figures, so each
// visit asks anew; what is known already is shown meanwhile.
const FRESH = { staleTime: 0 } as const;

/** The topic of notices that offer to take back the newest step in the sheet or on tags. */
export const NEWEST_STEP = 'newest step';

export const useRuns = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'runs'], queryFn: () => call('run_list', null), ...FRESH });

export const useReport = (project: string, run: number) =>
  useQuery({ queryKey: ['errors', project, 'report', run], queryFn: () => call('run_report', { run }), ...FRESH });

export const useTags = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'tags'], queryFn: () => call('tag_list', null), ...FRESH });

export const useFields = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'fields'], queryFn: () => call('field_list', null), ...FRESH });

export const useItem = (project: string, item: number | null, placeholderData?: typeof keepPreviousData) =>
  useQuery({
    queryKey: ['errors', project, 'item', item],
    queryFn: () => call('item_get', { item: item ?? 0 }),
    enabled: item !== null,
    placeholderData,
    gcTime: 30_000,
    ...FRESH,
  });

export const useScores = (project: string, run: number, item: number) =>
  useQuery({
    queryKey: ['errors', project, 'scores', run, item],
    queryFn: () => call('prediction_scores', { run, item }),
    gcTime: 30_000,
    ...FRESH,
  });

const priorities = (project: string, run: number) => ({
  queryKey: ['errors', project, 'priorities', run],
  queryFn: () => call('priorities_get', { run }),
  ...FRESH,
});

export const usePriorities = (project: string, run: number) => useQuery(priorities(project, run));

/** Has the figures of the tags made once the rows are there: of a million rows they take a second or two the first time. */
export function usePrioritiesAhead(project: string, run: number, ready: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (ready) void client.prefetchQuery(priorities(project, run));
  }, [client, project, run, ready]);
}

/** Asks again for what marks and tags change. */
export function refreshTags(client: QueryClient, project: string): Promise<void> {
  void client.invalidateQueries({ queryKey: ['errors', project, 'priorities'] });
  return client.invalidateQueries({ queryKey: ['errors', project, 'tags'] });
}

export function useRefreshTags(project: string): () => Promise<void> {
  const client = useQueryClient();
  return () => refreshTags(client, project);
}

/**
 * The run a person chose, else the one that came in last; an archived one only where there is no other. What is shown
 * stays while it is looked at: a run that others bring in meanwhile takes nobody's rows away.
 */
export function useRun(project: string, runs: readonly Run[]): Run | undefined {
  const chosen = useChosenRun(project);
  const shown = useRef<number | null>(null);
  const run = runs.find(({ id }) => id === chosen) ?? runs.find(({ id }) => id === shown.current) ?? newestRun(runs);
  shown.current = run?.id ?? null;
  return run;
}
