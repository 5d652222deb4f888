import { useQuery } from '@tanstack/react-query';
import { AccuracyCurve } from '@/charts/AccuracyCurve';
import { InlineNotice, Table, type TableColumn } from '@/components';
import type { MonitorPoint, MonitorRule, QualificationPlanned, QualificationRule, TestPoint } from '@/generated/commands';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Training.module.css';
import { useDebounced } from './useDebounced';

const isWhole = (rule: object): boolean => Object.values(rule).every((value) => Number.isFinite(value));

/** Never 0 or 100 for what is only nearly so. */
function percent(chance: number): string {
  if (chance > 0 && chance < 0.0005) return t('training.plan.under');
  if (chance < 1 && chance > 0.9995) return t('training.plan.over');
  return formatPercent(chance, 1);
}

/** What a test would do, exactly; asked again at each change. */
export function TestPlan({ rule, name }: { rule: QualificationRule; name: string }) {
  const settled = useDebounced(rule);
  const plan = useQuery({
    queryKey: ['qualification_plan', settled],
    queryFn: () => call('qualification_plan', settled),
    enabled: isWhole(settled),
    placeholderData: (before) => before,
    retry: false,
  });
  if (plan.error) return <InlineNotice kind="warn">{AssayError.from(plan.error).message}</InlineNotice>;
  if (!plan.data) return <p className={classes.hint}>{t('training.plan.computing')}</p>;
  return <TestPlanned plan={plan.data} attempts={settled.attempts} name={name} />;
}

function TestPlanned({ plan, attempts, name }: { plan: QualificationPlanned; attempts: number; name: string }) {
  const { acceptable, unacceptable, longest, gold } = plan;
  const rows = [
    { id: 'acceptable' as const, point: acceptable },
    { id: 'unacceptable' as const, point: unacceptable },
    { id: 'longest' as const, point: longest },
  ];
  const line = (chance: (point: TestPoint) => number) => plan.curve.map((point) => [point.accuracy, chance(point)] as const);
  const short = gold.there !== null && gold.there < gold.needed;
  return (
    <div className={classes.plan} data-testid="test-plan">
      <div className={classes.words}>
        <p>{t('training.plan.words', { right: plan.right_in_a_row, wrong: plan.wrong_in_a_row })}</p>
        <Table label={t('training.policy.test')} columns={TEST_COLUMNS} rows={rows} rowKey={({ id }) => id} />
        {attempts > 1 && (
          <p>{t('training.plan.all', { n: attempts, fail: percent(acceptable.fail_in_all), pass: percent(unacceptable.pass_in_all) })}</p>
        )}
        <p data-testid="gold-need">
          {gold.there === null
            ? t('training.plan.needUnknown', { needed: gold.needed })
            : t('training.plan.need', { needed: gold.needed, p95: acceptable.p95_golds, there: gold.there })}
        </p>
        {short && <InlineNotice kind="warn">{t('training.plan.short')}</InlineNotice>}
      </div>
      <AccuracyCurve
        title={t('training.plan.curve')}
        label={t('training.plan.curveLabel')}
        name={`${name} qualification`}
        testId="test-curve"
        lines={[
          { id: 'pass', name: t('training.plan.passLine'), points: line(({ pass }) => pass) },
          { id: 'fail', name: t('training.plan.failLine'), points: line(({ fail }) => fail), second: true },
        ]}
        marks={[
          { at: unacceptable.accuracy, name: t('training.plan.below') },
          { at: acceptable.accuracy, name: t('training.plan.meets') },
        ]}
      />
    </div>
  );
}

type TestRow = { id: 'acceptable' | 'unacceptable' | 'longest'; point: TestPoint };

const TEST_COLUMNS: TableColumn<TestRow>[] = [
  {
    id: 'accuracy',
    title: t('training.plan.accuracy'),
    cell: ({ id, point }) => (
      <>
        {percent(point.accuracy)} <span className={classes.quiet}>{t(`training.plan.${id}`)}</span>
      </>
    ),
  },
  { id: 'pass', title: t('training.plan.pass'), align: 'end', cell: ({ point }) => percent(point.pass) },
  { id: 'fail', title: t('training.plan.fail'), align: 'end', cell: ({ point }) => percent(point.fail) },
  { id: 'undecided', title: t('training.plan.undecided'), align: 'end', cell: ({ point }) => percent(point.undecided) },
  { id: 'golds', title: t('training.plan.golds'), align: 'end', cell: ({ point }) => formatNumber(point.expected_golds, 1) },
];

/** What the watch would do, exactly. */
export function MonitorPlan({ rule, share, name }: { rule: MonitorRule; share: number; name: string }) {
  const settled = useDebounced(rule);
  const plan = useQuery({
    queryKey: ['monitor_plan', settled],
    queryFn: () => call('monitor_plan', settled),
    enabled: isWhole(settled),
    placeholderData: (before) => before,
    retry: false,
  });
  if (plan.error) return <InlineNotice kind="warn">{AssayError.from(plan.error).message}</InlineNotice>;
  if (!plan.data) return <p className={classes.hint}>{t('training.plan.computing')}</p>;
  const { acceptable, unacceptable, limit, wrong, right, curve } = plan.data;
  const rows = [
    { id: 'acceptable' as const, point: acceptable },
    { id: 'unacceptable' as const, point: unacceptable },
  ];
  const line = (chance: (point: MonitorPoint) => number) => curve.map((point) => [point.accuracy, chance(point)] as const);
  return (
    <div className={classes.plan} data-testid="monitor-plan">
      <div className={classes.words}>
        <p>{t('training.plan.monitorWords', { wrong: formatNumber(wrong), right: formatNumber(right), limit: formatNumber(limit) })}</p>
        <Table label={t('training.policy.monitor')} columns={MONITOR_COLUMNS} rows={rows} rowKey={({ id }) => id} />
        {share > 0 && (
          <p>
            {t('training.plan.delay', {
              delay: formatNumber(unacceptable.run_length, 1),
              items: formatCount(Math.round(unacceptable.run_length / share)),
            })}
          </p>
        )}
      </div>
      <AccuracyCurve
        title={t('training.plan.monitorCurve')}
        label={t('training.plan.monitorLabel')}
        name={`${name} monitor`}
        testId="monitor-curve"
        lines={[
          { id: '100', name: t('training.plan.hundred'), points: line(({ within_100 }) => within_100) },
          { id: '500', name: t('training.plan.fiveHundred'), points: line(({ within_500 }) => within_500), second: true },
        ]}
        marks={[
          { at: unacceptable.accuracy, name: t('training.plan.below') },
          { at: acceptable.accuracy, name: t('training.plan.meets') },
        ]}
      />
    </div>
  );
}

type MonitorRow = { id: 'acceptable' | 'unacceptable'; point: MonitorPoint };

const MONITOR_COLUMNS: TableColumn<MonitorRow>[] = [
  {
    id: 'accuracy',
    title: t('training.plan.accuracy'),
    cell: ({ id, point }) => (
      <>
        {percent(point.accuracy)} <span className={classes.quiet}>{t(`training.plan.${id}`)}</span>
      </>
    ),
  },
  { id: 'run', title: t('training.plan.runLength'), align: 'end', cell: ({ point }) => formatNumber(point.run_length, 1) },
  { id: '100', title: t('training.plan.within', { n: 100 }), align: 'end', cell: ({ point }) => percent(point.within_100) },
  { id: '500', title: t('training.plan.within', { n: 500 }), align: 'end', cell: ({ point }) => percent(point.within_500) },
];
