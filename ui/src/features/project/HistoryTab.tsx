import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button, InlineNotice, Select, TextField } from '@/components';
import { EventTable } from '@/features/history/EventTable';
import styles from '@/features/history/History.module.css';
import { parseMoment } from '@/features/history/moments';
import type { EventFilter, Overview } from '@/generated/commands';
import { t, type MessageKey } from '@/messages';
import { call } from '@/platform';
import { Section } from './Section';
import { Trouble } from './Trouble';
import { useDebounced } from './useDebounced';

interface Fields {
  person: string;
  kind: string;
  text: string;
  from: string;
  until: string;
}

const ALL: Fields = { person: 'all', kind: 'all', text: '', from: '', until: '' };

const FOLLOW_EVERY = 4000;

/** The kinds of change that have a word of their own; others show their command. */
const kindName = (command: string): string => {
  const key = `history.kind.${command}`;
  const text = t(key as MessageKey & 'history.none');
  return text === key ? command.replaceAll('_', ' ') : text;
};

function filterOf(fields: Fields): EventFilter {
  const from = parseMoment(fields.from);
  const until = parseMoment(fields.until, true);
  return {
    commands: fields.kind === 'all' ? [] : [fields.kind],
    ...(fields.person !== 'all' && { person: Number(fields.person) }),
    ...(fields.text.trim() !== '' && { text: fields.text.trim() }),
    ...(typeof from === 'number' && { from }),
    ...(typeof until === 'number' && { until }),
  };
}

/** What was done in the project, newest first, and what of it can be taken back. */
export function HistoryTab({ project, allowed }: { project: Overview; allowed: boolean }) {
  const [fields, setFields] = useState(ALL);
  const settled = useDebounced(fields, 200);
  const filter = useMemo(() => filterOf(settled), [settled]);
  const pages = useInfiniteQuery({
    queryKey: ['event_list', filter],
    queryFn: ({ pageParam }) => call('event_list', { filter, limit: 100, ...(pageParam && { before: pageParam }) }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? last.events.at(-1)?.event.id : undefined),
    placeholderData: keepPreviousData,
    enabled: allowed,
    staleTime: 0,
    // Others work on the file too; whoever looks further back is left alone.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : FOLLOW_EVERY),
  });
  if (!allowed) return <InlineNotice kind="info">{t('project.history.leadOnly')}</InlineNotice>;
  const first = pages.data?.pages[0];
  if (!first) return <Trouble error={pages.error} />;
  const rows = pages.data?.pages.flatMap((page) => page.events) ?? [];
  const set = (change: Partial<Fields>) => setFields((now) => ({ ...now, ...change }));
  const fault = (text: string) => (parseMoment(text) === undefined ? t('history.filter.momentFault') : null);
  return (
    <Section title={t('project.tabs.history')} hint={t('project.history.hint')}>
      <div className={styles.filters} role="search" aria-label={t('history.filter.title')}>
        <Select
          label={t('history.filter.person')}
          options={[
            { value: 'all', label: t('history.filter.anyone') },
            ...project.people.map((person) => ({ value: String(person.id), label: person.name })),
          ]}
          value={fields.person}
          onChange={(person) => set({ person })}
          testId="history-person"
        />
        <Select
          label={t('history.filter.kind')}
          options={[
            { value: 'all', label: t('history.filter.anything') },
            ...first.kinds.map(({ command }) => ({ value: command, label: kindName(command) })),
          ]}
          value={fields.kind}
          onChange={(kind) => set({ kind })}
          testId="history-kind"
        />
        <TextField
          type="search"
          label={t('history.filter.text')}
          value={fields.text}
          onChange={(text) => set({ text })}
          testId="history-text"
        />
        <TextField
          label={t('history.filter.from')}
          mono
          placeholder={t('history.filter.moment')}
          value={fields.from}
          error={fault(fields.from)}
          onChange={(from) => set({ from })}
          testId="history-from"
        />
        <TextField
          label={t('history.filter.until')}
          mono
          placeholder={t('history.filter.moment')}
          value={fields.until}
          error={fault(fields.until)}
          onChange={(until) => set({ until })}
          testId="history-until"
        />
        <Button variant="quiet" onPress={() => setFields(ALL)} data-testid="history-clear">
          {t('history.filter.clear')}
        </Button>
      </div>
      <Trouble error={pages.error} />
      <div className={styles.stack} data-testid="history">
        <EventTable
          label={t('project.tabs.history')}
          rows={rows}
          people={project.people}
          fixed={project.read_only}
          leaving={settled !== fields || pages.isPlaceholderData}
        />
        <p className={styles.quiet} data-testid="history-shown">
          {pages.hasNextPage ? t('history.shownMore', { n: rows.length }) : t('history.shown', { n: rows.length })}
        </p>
        {pages.hasNextPage && (
          <Button
            onPress={() => void pages.fetchNextPage()}
            isDisabled={pages.isFetching}
            className={styles.older}
            data-testid="history-older"
          >
            {t('history.older')}
          </Button>
        )}
      </div>
    </Section>
  );
}
