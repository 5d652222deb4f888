import { useQuery } from '@tanstack/react-query';
import type { Overview, Person } from '@/generated/commands';
import { call } from '@/platform';
import { mayActAs } from './roles';

/** Alarms follow the work at this distance; where none is set the question costs nothing. */
const FOLLOW_EVERY = 5 * 60_000;

/** Where this machine's days begin, in minutes east of UTC. */
export const utcOffset = (): number => -new Date().getTimezoneOffset();

/** Active alarms, for the navigation of a lead; 0 for everyone else. */
export function useActiveAlarms(project: Overview, me: Person | null): number {
  const { data } = useQuery({
    queryKey: ['dashboard', 'alarms', project.uid],
    queryFn: () => call('dashboard_alarms', { utc_offset_minutes: utcOffset() }),
    enabled: mayActAs('lead', me),
    refetchInterval: FOLLOW_EVERY,
  });
  return data?.active ?? 0;
}
