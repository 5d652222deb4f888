import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@/components';
import { Trouble } from '@/features/project/Trouble';
import type { Overview } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import { EventTable } from './EventTable';
import classes from './History.module.css';

/** What a person did, and what others did with the person or the person's judgments. */
export function PersonHistory({ uid, project }: { uid: string; project: Overview }) {
  const pages = useInfiniteQuery({
    queryKey: ['person_history', uid],
    queryFn: ({ pageParam }) => call('person_history', { uid, limit: 100, ...(pageParam && { before: pageParam }) }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? last.events.at(-1)?.event.id : undefined),
    staleTime: 0,
  });
  const first = pages.data?.pages[0];
  if (!first) return <Trouble error={pages.error} />;
  const { judgments, skips, decisions, last_active: last } = first.activity;
  const when = last === null ? t('history.person.never') : formatTime(last);
  return (
    <div className={classes.stack}>
      <p className={classes.quiet}>{t('history.person.facts', { judgments, skips, decisions, when })}</p>
      <EventTable
        label={t('history.person.title', { name: first.activity.person.name })}
        rows={pages.data?.pages.flatMap((page) => page.events) ?? []}
        people={project.people}
        fixed={project.read_only}
      />
      {pages.hasNextPage && (
        <Button onPress={() => void pages.fetchNextPage()} isDisabled={pages.isFetching} className={classes.older}>
          {t('history.older')}
        </Button>
      )}
    </div>
  );
}
