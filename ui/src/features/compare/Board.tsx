import { Badge, Button, FigureOf, InlineNotice, Table, type TableColumn } from '@/components';
import { ShareRows } from '@/charts/ShareRows';
import { signedPoints } from '@/charts/DifferenceRows';
import { chooseRun } from '@/features/errors/state';
import { useSaveCsv } from '@/features/quality/useSave';
import type { Figure, Leaderboard, LeaderRow, Run } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatInterval, formatPercent, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './Compare.module.css';
import { VerdictOf } from './VerdictOf';
import { useLeaderboard } from './data';

/** All runs by accuracy, each against the best, with what is known of them. */
export function Board({ project, run }: { project: string; run: Run }) {
  const board = useLeaderboard(project);
  const data = board.data;
  const { save, saving } = useSaveCsv();
  return (
    <section className={classes.section} data-testid="leaderboard">
      <header className={classes.head}>
        <div>
          <h2>{t('compare.board.title')}</h2>
          {data && data.pairs > 0 && <p>{t('compare.board.text', { n: data.pairs })}</p>}
        </div>
        {data && data.rows.length > 0 && (
          <Button size="small" icon="download" isDisabled={saving} onPress={() => save('runs', `${t('compare.board.file')}.csv`)} data-testid="leaderboard-save">
            {t('compare.board.save')}
          </Button>
        )}
      </header>
      {board.error && <InlineNotice kind="error">{AssayError.from(board.error).message}</InlineNotice>}
      {data && (
        <>
          {data.rows.length > 1 && <Chart data={data} project={project} />}
          <Table
            label={t('compare.board.title')}
            columns={columns(project, data.rows)}
            rows={data.rows}
            rowKey={(row) => row.run.id}
            selectedKey={run.id}
            empty={t('compare.board.none')}
          />
          {data.unscored.length > 0 && <p className={classes.quiet}>{t('compare.board.unscored', { n: data.unscored.length })}</p>}
          {data.archived > 0 && <p className={classes.quiet}>{t('compare.board.archived', { n: data.archived })}</p>}
        </>
      )}
    </section>
  );
}

function Chart({ data, project }: { data: Leaderboard; project: string }) {
  return (
    <ShareRows
      title={t('compare.board.chartTitle')}
      label={t('compare.board.chart')}
      name={t('compare.board.file')}
      testId="leaderboard-chart"
      note={data.baseline ? t('compare.board.baseline', { name: data.baseline.name }) + `: ${shown(data.baseline.level)}` : undefined}
      rows={data.rows.map((row) => ({
        id: String(row.run.id),
        name: row.run.name,
        figure: row.accuracy,
        beside: data.baseline?.level ?? null,
        value: row.accuracy.value === null ? '' : `${formatPercent(row.accuracy.value, 1)} · ${row.bands}`,
        open: () => chooseRun(project, row.run.id),
      }))}
    />
  );
}

function shown({ value, lower, upper }: Figure): string {
  if (value === null) return '';
  return `${formatPercent(value, 1)}${lower !== null && upper !== null ? ` ${formatInterval(lower * 100, upper * 100, 1)}` : ''}`;
}

/** What is written down of no run has no column. */
const columns = (project: string, rows: readonly LeaderRow[]): TableColumn<LeaderRow>[] => [
  {
    id: 'run',
    title: t('compare.board.run'),
    cell: ({ run }) => (
      <button type="button" className={classes.link} title={t('compare.board.show', { name: run.name })} onClick={() => chooseRun(project, run.id)}>
        <bdi>{run.name}</bdi>
      </button>
    ),
    sortBy: ({ run }) => run.name,
  },
  { id: 'bands', title: t('compare.board.band'), cell: ({ bands }) => <Badge>{bands}</Badge>, sortBy: ({ bands }) => bands },
  { id: 'accuracy', title: t('compare.board.accuracy'), cell: ({ accuracy }) => <FigureOf figure={accuracy} digits={3} />, sortBy: ({ accuracy }) => accuracy.value },
  {
    id: 'best',
    title: t('compare.board.best'),
    cell: ({ to_best }) =>
      to_best === null ? (
        <span className={classes.quiet}>{t('compare.board.isBest')}</span>
      ) : (
        <span className={classes.named}>
          <Points figure={to_best.difference} /> <VerdictOf verdict={to_best.verdict} />
        </span>
      ),
    sortBy: ({ to_best }) => to_best?.difference.value ?? 0,
  },
  { id: 'macro_f1', title: t('compare.board.macro_f1'), cell: ({ macro_f1 }) => <FigureOf figure={macro_f1} digits={3} />, sortBy: ({ macro_f1 }) => macro_f1.value },
  {
    id: 'coverage',
    title: t('compare.board.coverage'),
    align: 'end',
    cell: ({ coverage }) => (coverage.value === null ? '' : formatPercent(coverage.value, coverage.value === 1 ? 0 : 1)),
    sortBy: ({ coverage }) => coverage.value,
  },
  ...RECORD.filter((part) => rows.some(({ run }) => run[part] !== '')).map(
    (part): TableColumn<LeaderRow> => ({
      id: part,
      title: t(`compare.board.${TITLES[part]}`),
      cell: ({ run }) => (
        <span className={classes.clip} title={run[part]}>
          {run[part]}
        </span>
      ),
      sortBy: ({ run }) => run[part] || null,
    }),
  ),
  { id: 'made', title: t('compare.board.made'), cell: ({ run }) => <span className={cx(classes.quiet, classes.whole)}>{formatTime(run.made_at)}</span>, sortBy: ({ run }) => run.made_at },
];

const RECORD = ['version', 'code_commit', 'dataset_version', 'hyperparameters'] as const;

const TITLES = { version: 'version', code_commit: 'commit', dataset_version: 'data', hyperparameters: 'parameters' } as const;

/** A difference in points with its interval. */
export function Points({ figure }: { figure: Figure }) {
  if (figure.value === null) {
    return (
      <span className={classes.quiet} title={figure.undefined_because ?? undefined}>
        –
      </span>
    );
  }
  const interval = figure.lower !== null && figure.upper !== null ? formatInterval(figure.lower * 100, figure.upper * 100, 1) : '';
  return (
    <span className={classes.whole}>
      {signedPoints(figure.value)} <span className={classes.interval}>{interval}</span>
    </span>
  );
}
