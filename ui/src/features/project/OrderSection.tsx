import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { everythingChanged } from '@/app/project';
import { Button, Progress, Select, notify } from '@/components';
import type { ItemOrder, OrderBy, Sureness } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { listedRuns } from '@/lib/runs';
import { t } from '@/messages';
import { AssayError, call, useJob } from '@/platform';
import classes from './AssignmentFields.module.css';
import { Section } from './Section';
import { formatTime } from './time';
import { Trouble } from './Trouble';

const KINDS = ['random', 'import', 'priority', 'disagreement', 'model'] as const;
type Kind = (typeof KINDS)[number];

/** In which order open items are offered. */
export function OrderSection({ editable }: { editable: boolean }) {
  const order = useQuery({ queryKey: ['item_order'], queryFn: () => call('order_get', null) });
  const [kind, setKind] = useState<Kind>('random');
  const [field, setField] = useState<string | null>(null);
  const [run, setRun] = useState<string | null>(null);
  const [measure, setMeasure] = useState<Sureness>('top_score');
  const [job, setJob] = useState<string | null>(null);
  const [refused, setRefused] = useState<AssayError | null>(null);
  const fields = useQuery({ queryKey: ['fields'], queryFn: () => call('field_list', null) });
  const runs = useQuery({ queryKey: ['runs'], queryFn: () => call('run_list', null) });
  const { status, running, cancelling, result, error, cancel } = useJob<ItemOrder>(job);

  useEffect(() => {
    if (!result) return;
    void everythingChanged();
    notify({ kind: 'ok', text: t('assignment.order.done', { n: result.items }) });
  }, [result]);

  const chosen = orderOf(kind, field, run, measure);
  const start = () => {
    if (!chosen) return;
    setRefused(null);
    call('order_set', { order: chosen }).then(
      (started) => setJob(started.job),
      (thrown: unknown) => setRefused(AssayError.from(thrown)),
    );
  };
  const now = order.data;
  const snapshot = now && (now.by.by === 'disagreement' || now.by.by === 'model');
  const options = (list: readonly { id: number; name: string }[] | undefined) =>
    (list ?? []).map((each) => ({ value: String(each.id), label: each.name }));
  return (
    <Section title={t('assignment.order.title')} hint={t('assignment.order.hint')} testId="order">
      <p data-testid="order-now">
        {now
          ? t('assignment.order.inForce', { order: t(`assignment.order.${now.by.by}`), items: formatCount(now.items), when: formatTime(now.made_at) })
          : t('assignment.order.seeded')}
        {now && now.came_since > 0 && ` ${t('assignment.order.since', { n: now.came_since })}`}
        {snapshot && ` ${t('assignment.order.snapshot')}`}
      </p>
      {editable && !running && (
        <div className={classes.line} role="group" aria-label={t('assignment.order.by')}>
          <Select
            label={t('assignment.order.by')}
            options={KINDS.map((value) => ({ value, label: t(`assignment.order.${value}`), description: t(`assignment.order.${value}Text`) }))}
            value={kind}
            onChange={setKind}
            testId="order-by"
          />
          {kind === 'priority' && (
            <Select label={t('assignment.order.field')} options={options(fields.data)} value={field} onChange={setField} testId="order-field" />
          )}
          {kind === 'model' && (
            <>
              <Select label={t('assignment.order.run')} options={options(listedRuns(runs.data ?? [], 'left out', run === null ? null : Number(run)))} value={run} onChange={setRun} testId="order-run" />
              <Select
                label={t('assignment.order.measure')}
                options={[
                  { value: 'top_score', label: t('assignment.order.topScore') },
                  { value: 'margin', label: t('assignment.order.margin') },
                ]}
                value={measure}
                onChange={setMeasure}
                testId="order-measure"
              />
            </>
          )}
          <Button isDisabled={!chosen} onPress={start} data-testid="order-set">
            {t(now && now.by.by === kind ? 'assignment.order.again' : 'assignment.order.set')}
          </Button>
        </div>
      )}
      {running && (
        <Progress label={t('assignment.order.running')} done={status?.done ?? 0} total={status?.total} onCancel={cancel} cancelling={cancelling} />
      )}
      <Trouble error={refused ?? error} />
    </Section>
  );
}

function orderOf(kind: Kind, field: string | null, run: string | null, measure: Sureness): OrderBy | null {
  switch (kind) {
    case 'priority':
      return field === null ? null : { by: 'priority', field: Number(field) };
    case 'model':
      return run === null ? null : { by: 'model', run: Number(run), measure };
    default:
      return { by: kind };
  }
}
