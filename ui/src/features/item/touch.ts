import type { QueryClient } from '@tanstack/react-query';

/**
 * Judgments or decisions have changed: what other screens hold is out of date and will be
 * asked for again when they are shown; the numbers of the frame are asked for now.
 */
export function touchProject(client: QueryClient, keep: readonly string[] = []): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] !== 'project' && !keep.includes(String(queryKey[0])),
    refetchType: 'none',
  });
  void client.invalidateQueries({ queryKey: ['project'] });
}
