/** What this screen asks the workbench beside the priorities themselves. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '@/platform';

export const usePrioritySettings = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'priorities', 'settings'], queryFn: () => call('priorities_settings', null), staleTime: 0 });

// Under the key of the priorities, so that whatever refreshes these refreshes it.
export const useWhatIf = (project: string, run: number, tags: readonly number[], suspects: boolean) =>
  useQuery({
    queryKey: ['errors', project, 'priorities', run, 'if', tags, suspects],
    queryFn: () => call('priorities_if', { run, tags: [...tags], suspects }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
