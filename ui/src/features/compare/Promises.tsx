import { useId, useState, type FormEvent } from 'react';
import { Button, Checkbox, Dialog, FigureOf, Table, TextArea, type TableColumn } from '@/components';
import { usePriorities } from '@/features/errors/data';
import type { GainedTag, PriorityRow, PromiseKept, Promise as Promised, Run, RunComparison } from '@/generated/commands';
import { formatInterval, formatNumber, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import { Points } from './Board';
import classes from './Compare.module.css';
import { VerdictOf } from './VerdictOf';
import { usePromises, useRunChange } from './data';

interface PromisesProps {
  project: string;
  run: Run;
  found: RunComparison;
  readOnly: boolean;
}

/** What ceilings of the earlier run promised against what this run gained, and promises for the next one. */
export function Promises({ project, run, found, readOnly }: PromisesProps) {
  const own = usePromises(project, run.id).data ?? [];
  const change = useRunChange(project);
  const [making, setMaking] = useState(false);
  const earlier = found.a.run.name;
  const drop = ({ id }: Promised) => void change(() => call('promise_delete', { promise: id }), t('compare.promise.removed'));
  return (
    <section className={classes.section} data-testid="promises">
      <header className={classes.head}>
        <div>
          <h2>{t('compare.promise.title')}</h2>
          <p>{t(found.promises.length > 0 ? 'compare.promise.text' : 'compare.promise.none', { name: earlier })}</p>
        </div>
        <Button size="small" icon="plus" isDisabled={readOnly} onPress={() => setMaking(true)} data-testid="promise-new">
          {t('compare.promise.make', { name: run.name })}
        </Button>
      </header>
      {found.promises.map((kept) => (
        <Kept key={kept.promise.id} kept={kept} now={found.reference_revision} />
      ))}
      {own.length > 0 && <h3>{t('compare.promise.own')}</h3>}
      {own.map((promise) => (
        <div key={promise.id} className={classes.bar} data-testid={`promise-${promise.id}`}>
          <span className={classes.quiet}>{madeOf(promise)}</span>
          <span>{promise.tags.map(({ name, ceiling, lower, upper }) => `${name} ${pointsOf(ceiling, lower, upper)}`).join(' · ')}</span>
          {promise.note && <bdi>{promise.note}</bdi>}
          <Button size="small" variant="quiet" isDisabled={readOnly} onPress={() => drop(promise)} data-testid={`promise-drop-${promise.id}`}>
            {t('compare.promise.remove')}
          </Button>
        </div>
      ))}
      {making && <Make project={project} run={run} onClose={() => setMaking(false)} />}
    </section>
  );
}

const madeOf = ({ made_at, errors, n }: Promised): string => t('compare.promise.made', { when: formatTime(made_at), errors, n });

function pointsOf(value: number | null, lower: number | null, upper: number | null): string {
  if (value === null) return t('priorities.notEstimable');
  const interval = lower === null || upper === null ? '' : ` ${formatInterval(lower * 100, upper * 100, 1)}`;
  return `${formatNumber(value * 100, 1)}${interval}`;
}

function Kept({ kept: { promise, reference_changed, tags }, now }: { kept: PromiseKept; now: number }) {
  return (
    <div className={classes.section}>
      <p className={classes.quiet}>
        {madeOf(promise)} {promise.note && <bdi>· {promise.note}</bdi>}
      </p>
      {reference_changed && <p className={classes.warn}>{t('compare.promise.changed', { then: promise.reference_revision, now })}</p>}
      <Table label={t('compare.promise.title')} columns={COLUMNS()} rows={tags} rowKey={({ name }) => name} />
    </div>
  );
}

const COLUMNS = (): TableColumn<GainedTag>[] => [
  { id: 'tag', title: t('compare.promise.tag'), cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  { id: 'promised', title: t('compare.promise.promised'), cell: ({ promised }) => <Points figure={promised} />, sortBy: ({ promised }) => promised.value },
  {
    id: 'gained',
    title: t('compare.promise.gained'),
    cell: ({ gained, verdict }) => (
      <span className={classes.named}>
        <Points figure={gained} /> {gained.value !== null && <VerdictOf verdict={verdict} />}
      </span>
    ),
    sortBy: ({ gained }) => gained.value,
  },
  {
    id: 'fixed',
    title: t('compare.promise.fixed'),
    cell: ({ errors_fixed }) => <FigureOf figure={errors_fixed} />,
    sortBy: ({ errors_fixed }) => errors_fixed.value,
  },
];

function Make({ project, run, onClose }: { project: string; run: Run; onClose: () => void }) {
  const rows = usePriorities(project, run.id).data?.rows;
  const change = useRunChange(project);
  const form = useId();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = chosen.length > 0 && !busy;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    if (await change(() => call('promise_set', { run: run.id, tags: [...chosen], note }), t('compare.promise.saved'))) onClose();
    else setBusy(false);
  };
  const toggle = ({ tag: { id } }: PriorityRow) => (on: boolean) =>
    setChosen((now) => (on ? [...now, id] : now.filter((each) => each !== id)));
  return (
    <Dialog
      title={t('compare.promise.dialog')}
      open
      onClose={onClose}
      testId="promise-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!ready} data-testid="promise-save">
            {t('compare.promise.save', { n: chosen.length })}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void save(event)}>
        <p className={classes.quiet}>{t('compare.promise.dialogText')}</p>
        {rows?.length === 0 && <p>{t('compare.promise.noTags')}</p>}
        <div className={classes.tags} role="group" aria-label={t('compare.promise.tags')}>
          {rows?.map((row) => (
            <Checkbox key={row.tag.id} selected={chosen.includes(row.tag.id)} onChange={toggle(row)} testId={`promise-tag-${row.tag.id}`}>
              <bdi>{row.tag.name}</bdi>{' '}
              <span className={classes.quiet}>
                {pointsOf(row.zero_error_ceiling.value, row.zero_error_ceiling.lower, row.zero_error_ceiling.upper)}
                {row.zero_error_ceiling.value !== null && ` ${t('compare.points')}`}
              </span>
            </Checkbox>
          ))}
        </div>
        <TextArea label={t('compare.promise.note')} value={note} onChange={setNote} rows={2} testId="promise-note" />
      </form>
    </Dialog>
  );
}
