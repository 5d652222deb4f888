/** What the checks screen asks the workbench. */
import { useQuery } from '@tanstack/react-query';
import { call } from '@/platform';

export const checksKey = (project: string) => ['errors', project, 'checks'] as const;

/** Labels that move make a look stale, so each visit asks anew. */
export const useChecks = (project: string, run: number) =>
  useQuery({ queryKey: [...checksKey(project), run], queryFn: () => call('checks_get', { run }), staleTime: 0 });
