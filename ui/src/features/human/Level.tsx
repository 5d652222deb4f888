import { useQuery } from '@tanstack/react-query';
import { Badge, FigureOf, Select, Table, type TableColumn } from '@/components';
import { DotPlot } from '@/features/quality/DotPlot';
import { inline, ShownFigure } from '@/features/quality/figure';
import type { HumanReport, HumanRun, LevelPart, RaterLevels } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import { VerdictOf } from './VerdictOf';
import { Warnings } from './Warnings';
import classes from './Human.module.css';

export interface LevelProps {
  report: HumanReport;
  field: number | null;
  onField: (field: number) => void;
}

/** How often people are right: all, by rater, by class, tag and metadata, and runs beside them. */
export function Level({ report, field, onField }: LevelProps) {
  return (
    <>
      <div className={classes.cards}>
        <div className={classes.card} data-testid="human-pooled">
          <ShownFigure figure={report.pooled} n={report.judgments} label={t('human.level.pooled')} size="large" digits={3} />
          <p>{t('human.level.basis', { judgments: report.judgments, items: report.items })}</p>
        </div>
        <div className={classes.card} data-testid="human-others">
          <ShownFigure figure={report.others} n={report.others.n} label={t('human.level.others')} size="large" digits={3} />
          <p>
            {t('human.level.basis', { judgments: report.others.n, items: report.others_items })}. {t('human.level.othersNote')}
          </p>
        </div>
      </div>
      <Warnings warnings={report.warnings} />
      <section className={classes.section} data-testid="human-raters">
        <h2>{t('human.rater.title')}</h2>
        <Table label={t('human.rater.title')} columns={raterColumns} rows={report.raters} rowKey={({ rater }) => rater} initialSort={{ column: 'reference', descending: true }} />
      </section>
      <div className={classes.parts}>
        <Parts title={t('human.part.byClass')} of={t('human.part.class')} rows={report.classes} testId="human-classes" />
        <div className={classes.stack}>
          {report.tags.length > 0 && <Parts title={t('human.part.byTag')} of={t('human.part.tag')} rows={report.tags} testId="human-tags" />}
          <Values report={report} field={field} onField={onField} />
        </div>
      </div>
      <Runs runs={report.runs} />
    </>
  );
}

const raterColumns: TableColumn<RaterLevels>[] = [
  {
    id: 'rater',
    title: t('human.rater.name'),
    cell: (row) => (
      <span className={classes.named}>
        <bdi>{row.rater}</bdi> {row.simulated && <Badge>{t('human.rater.simulated')}</Badge>}
      </span>
    ),
    sortBy: (row) => row.rater,
  },
  { id: 'reference', title: t('human.rater.reference'), cell: (row) => inline(row.reference), sortBy: (row) => row.reference.value, width: 200 },
  { id: 'plot', title: t('quality.gold.plot'), cell: (row) => <DotPlot figure={row.reference} />, width: 260 },
  { id: 'others', title: t('human.rater.others'), cell: (row) => inline(row.others), sortBy: (row) => row.others.value, width: 200 },
  { id: 'plotOthers', title: t('quality.gold.plot'), cell: (row) => <DotPlot figure={row.others} />, width: 260 },
];

const partColumns = (of: string): TableColumn<LevelPart>[] => [
  { id: 'name', title: of, cell: (row) => row.name, sortBy: (row) => row.name },
  { id: 'level', title: t('human.part.level'), cell: (row) => <FigureOf figure={row.accuracy} />, sortBy: (row) => row.accuracy.value },
  { id: 'items', title: t('human.part.items'), cell: (row) => formatCount(row.items), sortBy: (row) => row.items, align: 'end' },
  { id: 'others', title: t('human.rater.others'), cell: (row) => <FigureOf figure={row.others} />, sortBy: (row) => row.others.value },
];

function Parts({ title, of, rows, testId }: { title: string; of: string; rows: readonly LevelPart[]; testId: string }) {
  return (
    <section className={classes.section} data-testid={testId}>
      <h2>{title}</h2>
      <Table label={title} columns={partColumns(of)} rows={rows} rowKey={(row) => row.id ?? row.name} />
    </section>
  );
}

/** By the values of a metadata field that a person chooses. */
function Values({ report, field, onField }: LevelProps) {
  const fields = useQuery({ queryKey: ['field_list'], queryFn: () => call('field_list', null) }).data ?? [];
  if (fields.length === 0) return null;
  return (
    <section className={classes.section} data-testid="human-values">
      <header className={classes.head}>
        <h2>{t('human.part.byValue')}</h2>
        <Select
          label={t('human.part.field')}
          hideLabel
          placeholder={t('human.part.chooseField')}
          value={field === null ? null : String(field)}
          options={fields.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(id) => onField(Number(id))}
          className={classes.field}
          testId="human-field"
        />
      </header>
      {report.slices_because && <p className={classes.quiet}>{report.slices_because}</p>}
      {field !== null && !report.slices_because && (
        <Table
          label={t('human.part.byValue')}
          columns={partColumns(t('human.part.value'))}
          rows={report.slices}
          rowKey={(row) => row.name}
        />
      )}
    </section>
  );
}

const runColumns: TableColumn<HumanRun>[] = [
  { id: 'run', title: t('human.run.run'), cell: (row) => row.name, sortBy: (row) => row.name },
  { id: 'human', title: t('human.run.human'), cell: (row) => inline(row.human, 3), sortBy: (row) => row.human.value },
  { id: 'model', title: t('human.run.model'), cell: (row) => inline(row.model, 3), sortBy: (row) => row.model.value },
  { id: 'gap', title: t('human.run.gap'), cell: (row) => inline(row.gap, 3), sortBy: (row) => row.gap.value },
  { id: 'stands', title: t('human.run.stands'), cell: (row) => <VerdictOf verdict={row.verdict} />, sortBy: (row) => row.verdict },
];

function Runs({ runs }: { runs: readonly HumanRun[] }) {
  const said = new Map(runs.flatMap(({ warnings }) => warnings).map((warning) => [warning.code + warning.n, warning]));
  return (
    <section className={classes.section} data-testid="human-runs">
      <h2>{t('human.run.title')}</h2>
      <p className={classes.quiet}>{runs.length === 0 ? t('human.run.none') : t('human.run.text')}</p>
      {runs.length > 0 && <Table label={t('human.run.title')} columns={runColumns} rows={runs} rowKey={({ run }) => run} />}
      <Warnings warnings={[...said.values()]} />
    </section>
  );
}
