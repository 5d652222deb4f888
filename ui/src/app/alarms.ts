import { useQuery } from '@tanstack/react-query';
import type { ActiveAlarms, Overview, Person } from '@/generated/commands';
import { call } from '@/platform';
import { queries } from './queries';
import { mayActAs } from './roles';

/** Alarms follow the work at this distance; where none is set the question costs nothing. */
const FOLLOW_EVERY = 5 * 60_000;

/** Where this machine's days begin, in minutes east of UTC. */
export const utcOffset = (): number => -new Date().getTimezoneOffset();

const alarmsOf = (project: Overview) => ['dashboard', 'alarms', project.uid] as const;

/** What a look at the dashboard has found, so that the navigation says the same. */
export const alarmsSeen = (project: Overview, active: number): void => void queries.setQueryData<ActiveAlarms>(alarmsOf(project), { active });

/** Active alarms, for the navigation of a lead; 0 for everyone else. */
export function useActiveAlarms(project: Overview, me: Person | null): number {
  const { data } = useQuery({
    queryKey: alarmsOf(project),
    queryFn: () => call('dashboard_alarms', { utc_offset_minutes: utcOffset() }),
    enabled: mayActAs('lead', me),
    refetchInterval: FOLLOW_EVERY,
  });
  return data?.active ?? 0;
}
