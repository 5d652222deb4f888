import { useQuery } from '@tanstack/react-query';
import { Badge, FigureOf, Table, type TableColumn } from '@/components';
import { ShareRows } from '@/charts/ShareRows';
import { navigate } from '@/app/routes';
import { Points } from '@/features/compare/Board';
import classes from '@/features/compare/Compare.module.css';
import { Broken } from '@/features/errors/WithRun';
import type { Pipeline, PipelineReport, RunVerdict, StageReport, StageShares } from '@/generated/commands';
import { formatNumber, formatPercent } from '@/lib/format';
import { t, tExact } from '@/messages';
import { call } from '@/platform';

/** Cumulative accuracy, and each stage with its gain and its errors. */
export function Report({ project, pipeline }: { project: string; pipeline: Pipeline }) {
  const report = useQuery({
    // A pipeline that was changed is another question.
    queryKey: ['errors', project, 'pipeline', pipeline],
    queryFn: () => call('pipeline_report', { pipeline: pipeline.id }),
    staleTime: 0,
  });
  if (report.error) return <Broken error={report.error} />;
  if (!report.data) return null;
  const found = report.data;
  const open = (filter: string) => void navigate('errors', { run: found.base_id, filter });
  return (
    <>
      <div className={classes.says} data-testid="pipeline-facts">
        <p>{t('pipelines.facts', { base: found.base, errors: found.errors, n: found.n })}</p>
        {pipeline.note && <p className={classes.quiet}>{pipeline.note}</p>}
        {found.left_out > 0 && <p className={classes.warn}>{t('pipelines.leftOut', { n: found.left_out })}</p>}
      </div>
      <Steps found={found} />
      <section className={classes.section} data-testid="pipeline-stages">
        <Table label={t('pipelines.title')} columns={columns(found, open)} rows={rowsOf(found)} rowKey={({ id }) => id} />
        <p className={classes.quiet}>{found.note}</p>
        <p className={classes.quiet}>{t('pipelines.attribution')}</p>
        {found.over_orders_because && <p className={classes.quiet}>{found.over_orders_because}</p>}
      </section>
    </>
  );
}

function Steps({ found }: { found: PipelineReport }) {
  const shown = (value: number | null) => (value === null ? '' : formatPercent(value, 1));
  return (
    <ShareRows
      title={t('pipelines.chart.title')}
      label={t('pipelines.chart.label')}
      name={tExact('pipelines.chart.file', { name: found.pipeline.name })}
      testId="pipeline-chart"
      rows={[
        { id: 'base', name: t('pipelines.chart.base'), figure: found.accuracy, value: shown(found.accuracy.value) },
        ...found.stages.map(({ name, accuracy }) => ({ id: name, name: `+ ${name}`, figure: accuracy, beside: found.accuracy, value: shown(accuracy.value) })),
      ]}
    />
  );
}

interface Row {
  id: number;
  name: string;
  stage: StageReport | null;
  first: StageShares;
}

const rowsOf = (found: PipelineReport): Row[] => [
  ...found.stages.map((stage, id) => ({ id, name: stage.name, stage, first: stage.first })),
  { id: -1, name: t('pipelines.unexplained'), stage: null, first: found.unexplained },
];

const columns = (found: PipelineReport, open: (filter: string) => void): TableColumn<Row>[] => [
  { id: 'stage', title: t('pipelines.column.stage'), cell: ({ name, stage }) => (stage ? <bdi>{name}</bdi> : <em className={classes.quiet}>{name}</em>) },
  { id: 'run', title: t('pipelines.column.run'), cell: ({ stage }) => <bdi className={classes.quiet}>{stage?.run}</bdi> },
  { id: 'accuracy', title: t('pipelines.column.accuracy'), cell: ({ stage }) => stage && <FigureOf figure={stage.accuracy} digits={3} /> },
  { id: 'gain', title: t('pipelines.column.gain'), cell: ({ stage }) => stage && <Points figure={stage.gain} /> },
  { id: 'verdict', title: t('pipelines.column.verdict'), cell: ({ stage }) => stage && <GainIs verdict={stage.verdict} /> },
  {
    id: 'errors',
    title: t('pipelines.column.errors'),
    align: 'end',
    cell: ({ id, first }) => (
      <button
        type="button"
        className={classes.link}
        title={t('pipelines.open', { n: first.errors })}
        data-testid={`pipeline-errors-${id}`}
        onClick={() => open(first.filter)}
      >
        {formatNumber(first.errors, 0)}
      </button>
    ),
  },
  { id: 'share', title: t('pipelines.column.share'), cell: ({ first }) => <FigureOf figure={first.share_of_errors} /> },
  // Of one stage there is one order.
  ...(found.over_orders_because === null && found.stages.length > 1
    ? [
        {
          id: 'orders',
          title: t('pipelines.column.orders'),
          cell: ({ stage }: Row) =>
            stage?.over_orders &&
            t('pipelines.mean', { errors: formatNumber(stage.over_orders.errors, 1), share: formatPercent(stage.over_orders.share_of_errors.value ?? 0, 1) }),
        },
      ]
    : []),
];

const TONES = { better: 'ok', worse: 'danger', undecided: 'neutral' } as const;

function GainIs({ verdict }: { verdict: RunVerdict }) {
  return <Badge tone={TONES[verdict]}>{t(`pipelines.verdict.${verdict}`)}</Badge>;
}
