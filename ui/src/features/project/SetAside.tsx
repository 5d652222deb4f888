import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged } from '@/app/project';
import { Button, Dialog, Select, notify } from '@/components';
import type { Person } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './AssignmentFields.module.css';
import { Trouble } from './Trouble';

const DAY = 86_400_000;
const SPANS = { all: null, day: DAY, week: 7 * DAY, month: 30 * DAY } as const;
type Span = keyof typeof SPANS;

/** Sets a person's judgments aside, after telling how many. */
export function SetAside({ person }: { person: Person }) {
  const [opened, setOpened] = useState<number | null>(null);
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        aria-label={t('assignment.setAside.of', { name: person.name })}
        onPress={() => setOpened(Date.now())}
        data-testid={`set-aside-${person.name}`}
      >
        {t('assignment.setAside.open')}
      </Button>
      {opened !== null && <Ask person={person} now={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Ask({ person, now, onClose }: { person: Person; now: number; onClose: () => void }) {
  const [span, setSpan] = useState<Span>('all');
  const length = SPANS[span];
  const request = { person: person.uid, ...(length === null ? {} : { since: now - length }) };
  const preview = useQuery({
    queryKey: ['set_aside', request],
    queryFn: () => call('judgments_set_aside_preview', request),
    staleTime: 0,
  });
  const act = useMutation({
    mutationFn: () => call('judgments_set_aside', request),
    onSuccess: async ({ judgments }) => {
      await everythingChanged();
      notify({ kind: 'ok', text: t('assignment.setAside.done', { n: judgments }) });
      onClose();
    },
  });
  const n = preview.data?.judgments ?? 0;
  return (
    <Dialog
      title={t('assignment.setAside.of', { name: person.name })}
      open
      onClose={onClose}
      width="narrow"
      testId="set-aside"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="danger" isDisabled={n === 0 || act.isPending} onPress={() => act.mutate()} data-testid="set-aside-go">
            {t('assignment.setAside.go', { n })}
          </Button>
        </>
      }
    >
      <div className={classes.rule}>
        <p>{t('assignment.setAside.text')}</p>
        <Select
          label={t('assignment.setAside.which')}
          options={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: t(`assignment.setAside.${value}`) }))}
          value={span}
          onChange={setSpan}
          testId="set-aside-span"
        />
        {preview.data && <p data-testid="set-aside-count">{t('assignment.setAside.count', { n })}</p>}
        <Trouble error={act.error ?? preview.error} />
      </div>
    </Dialog>
  );
}
