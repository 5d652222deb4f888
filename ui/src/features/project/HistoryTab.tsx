import { useQuery } from '@tanstack/react-query';
import { InlineNotice, Table } from '@/components';
import type { Person } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './ProjectScreen.module.css';
import { Section } from './Section';
import { formatTime } from './time';
import { Trouble, Words } from './Trouble';

/** What was done in the project, newest first. */
export function HistoryTab({ people, allowed }: { people: readonly Person[]; allowed: boolean }) {
  const events = useQuery({
    queryKey: ['event_list'],
    queryFn: () => call('event_list', null),
    enabled: allowed,
    staleTime: 0,
  });
  if (!allowed) return <InlineNotice kind="info">{t('project.history.leadOnly')}</InlineNotice>;
  if (!events.data) return <Trouble error={events.error} />;
  const names = new Map(people.map((person) => [person.id, person.name]));
  return (
    <Section title={t('project.tabs.history')} hint={t('project.history.newest', { n: events.data.length })}>
      <div data-testid="history">
        <Table
          label={t('project.tabs.history')}
          rows={events.data}
          rowKey={(event) => event.id}
          empty={t('project.history.none')}
          columns={[
            {
              id: 'when',
              title: t('project.history.when'),
              width: 150,
              cell: (event) => <span className={classes.nowrap}>{formatTime(event.made_at)}</span>,
            },
            {
              id: 'who',
              title: t('project.history.who'),
              cell: (event) => (event.person === null ? t('project.history.nobody') : names.get(event.person)),
            },
            { id: 'what', title: t('project.history.what'), cell: (event) => <Words text={event.summary} /> },
          ]}
        />
      </div>
    </Section>
  );
}
