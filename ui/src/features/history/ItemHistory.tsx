import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Badge, Button, TextField } from '@/components';
import { ItemContent } from '@/features/item';
import { Trouble, Words } from '@/features/project/Trouble';
import type { Overview, Person, Step } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './History.module.css';
import { PastView } from './PastView';
import { parseMoment, writeMoment } from './moments';

/** Everything that happened to an item, and the item as it was after any of it. */
export function ItemHistory({ item, project }: { item: number; project: Overview }) {
  const steps = useQuery({ queryKey: ['item_history', item], queryFn: () => call('item_history', { item }), staleTime: 0 });
  const view = useQuery({ queryKey: ['item_history', item, 'now'], queryFn: () => call('item_get', { item }), staleTime: 0 });
  // A step of the list, or a moment that someone wrote.
  const [place, setPlace] = useState<number | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const known = steps.data ?? [];
  const chosen = place ?? known.length - 1;
  const event = known[chosen]?.event.event;
  const past = useQuery({
    queryKey: ['item_as_of', item, at ?? 0, at === null ? (event?.id ?? 0) : 0],
    queryFn: () => call('item_as_of', at === null ? { item, event: event?.id ?? 0 } : { item, at }),
    enabled: steps.isSuccess,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (!steps.data) return <Trouble error={steps.error} />;
  const go = (to: number) => {
    setAt(null);
    setPlace(to);
  };
  return (
    <div className={classes.item}>
      <section className={classes.steps} aria-label={t('history.item.steps')}>
        <MomentLine
          proposal={at ?? event?.made_at ?? null}
          onShow={(moment) => {
            setAt(moment);
            setPlace(lastUntil(known, moment));
          }}
        />
        <input
          type="range"
          className={classes.slider}
          aria-label={t('history.item.slider')}
          aria-valuetext={event ? `${formatTime(event.made_at)}: ${event.summary}` : t('history.item.before')}
          min={0}
          max={Math.max(0, known.length - 1)}
          value={Math.max(0, chosen)}
          onChange={(change) => go(Number(change.target.value))}
          data-testid="item-slider"
        />
        <Steps steps={known} chosen={chosen} people={project.people} onChoose={go} />
      </section>
      <section className={classes.then} data-testid="item-then">
        {view.data && <ItemContent item={view.data.item} compact />}
        <Trouble error={past.error} />
        {past.data && <PastView past={past.data} />}
      </section>
    </div>
  );
}

function lastUntil(steps: readonly Step[], moment: number): number {
  return steps.findLastIndex((step) => step.event.event.made_at <= moment);
}

function MomentLine({ proposal, onShow }: { proposal: number | null; onShow: (moment: number) => void }) {
  const [text, setText] = useState('');
  // It follows the list and the slider until someone writes in it.
  useEffect(() => setText(proposal === null ? '' : writeMoment(proposal)), [proposal]);
  const moment = parseMoment(text, true);
  const show = () => moment && onShow(moment);
  return (
    <div className={classes.moment}>
      <TextField
        label={t('history.item.at')}
        mono
        value={text}
        onChange={setText}
        onEnter={show}
        error={moment === undefined ? t('history.filter.momentFault') : null}
        testId="item-at"
      />
      <Button onPress={show} isDisabled={!moment} data-testid="item-at-show">
        {t('history.item.show')}
      </Button>
    </div>
  );
}

interface StepsProps {
  steps: readonly Step[];
  chosen: number;
  people: readonly Person[];
  onChoose: (place: number) => void;
}

function Steps({ steps, chosen, people, onChoose }: StepsProps) {
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [chosen]);
  const nameOf = (id: number | null) => people.find((person) => person.id === id)?.name ?? t('project.history.nobody');
  return (
    <ol className={classes.list} data-testid="item-steps">
      {steps.map((step, at) => {
        const { event } = step.event;
        return (
          <li key={event.id} ref={at === chosen ? current : undefined}>
            <button
              type="button"
              className={classes.step}
              aria-current={at === chosen ? 'step' : undefined}
              onClick={() => onChoose(at)}
              data-testid={`step-${at}`}
              data-command={event.command}
            >
              <span className={classes.stepText}>
                <Words text={event.summary || event.command} />
              </span>
              <span className={classes.quiet}>
                {nameOf(event.person)}, {formatTime(event.made_at)}
              </span>
              {step.reference_changed && (
                <Badge tone={step.reference === null ? 'warn' : 'accent'}>
                  {step.reference === null
                    ? t('history.item.lost')
                    : t('history.item.becomes', { name: step.reference_name ?? '?' })}
                </Badge>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
