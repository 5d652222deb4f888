import type { ReactNode } from 'react';
import { navigate } from '@/app/routes';
import { formatDate } from '@/charts/timeAxis';
import { Badge, Table, type TableColumn } from '@/components';
import type { Figure as WorkFigure, RaterRow } from '@/generated/commands';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import classes from './Dashboard.module.css';
import type { ShowRows } from './rows';

/** Raters side by side, every share with its interval; each cell opens what is behind it. */
export function RaterTable({ raters, show }: { raters: readonly RaterRow[]; show: ShowRows }) {
  const judgments = (row: RaterRow, title: string, of: object) => show({ kind: 'judgments', title, of: { person: row.person, ...of } });
  const share = (id: 'skips' | 'unsure' | 'gold' | 'others' | 'repeats', open?: (row: RaterRow) => void): TableColumn<RaterRow> => ({
    id,
    title: t(`dashboard.raters.${id}`),
    cell: (row) => <Share figure={row[id]} open={open && (() => open(row))} />,
    sortBy: (row) => row[id].value,
  });
  const columns: TableColumn<RaterRow>[] = [
    {
      id: 'rater',
      title: t('dashboard.raters.rater'),
      cell: (row) => (
        <span className={classes.rater}>
          <Open open={() => judgments(row, t('dashboard.rows.of_rater', { rater: row.rater }), {})} testId={`rater-${row.person}`}>
            {row.rater}
          </Open>
          {row.simulated && !/simulated/i.test(row.rater) && <Badge>{t('dashboard.raters.simulated')}</Badge>}
        </span>
      ),
      sortBy: (row) => row.rater,
    },
    { id: 'judgments', title: t('dashboard.raters.judgments'), align: 'end', cell: (row) => <Open open={() => judgments(row, t('dashboard.rows.of_rater', { rater: row.rater }), {})}>{formatCount(row.judgments)}</Open>, sortBy: (row) => row.judgments },
    {
      id: 'time',
      title: t('dashboard.raters.time'),
      cell: (row) => <Seconds figure={row.time.median} />,
      sortBy: (row) => row.time.median.value,
    },
    share('gold', (row) => judgments(row, t('dashboard.rows.missed', { rater: row.rater }), { gold_missed: true })),
    share('others', () => void navigate('quality', { tab: 'agreement' })),
    share('repeats'),
    share('skips', (row) => judgments(row, t('dashboard.rows.skips', { rater: row.rater }), { skipped: true })),
    share('unsure', (row) => judgments(row, t('dashboard.rows.doubts', { rater: row.rater }), { unsure: true })),
    { id: 'last', title: t('dashboard.raters.last'), cell: (row) => (row.last_at === null ? '' : <span className={classes.nowrap}>{formatDate(row.last_at)}</span>), sortBy: (row) => row.last_at },
  ];
  return (
    <div className={classes.tall}>
      <Table label={t('dashboard.raters.title')} columns={columns} rows={raters} rowKey={(row) => row.person} initialSort={{ column: 'judgments', descending: true }} empty={t('dashboard.raters.empty')} />
    </div>
  );
}

/** What looks like text and opens something. */
export function Open({ open, testId, children }: { open: () => void; testId?: string; children: ReactNode }) {
  return (
    <button type="button" className={classes.link} data-testid={testId} onClick={open}>
      {children}
    </button>
  );
}

function Seconds({ figure }: { figure: WorkFigure }) {
  const { value, lower, upper, n } = figure;
  if (value === null) return <span className={classes.quiet}>–</span>;
  return (
    <span className={classes.stacked} title={figure.unreliable_because ?? undefined}>
      <span className={classes.shareValue}>{formatNumber(value, 1)}</span>
      <span className={classes.shareNote}>
        {lower !== null && upper !== null && `${formatNumber(lower, 1)}–${formatNumber(upper, 1)} · `}
        {t('components.figure.n')} {formatCount(n)}
      </span>
    </span>
  );
}

/** A share with its interval on a line from 0 to 1. */
function Share({ figure, open }: { figure: WorkFigure; open?: () => void }) {
  const { value, lower, upper, n, undefined_because } = figure;
  if (value === null) {
    return (
      <span className={classes.quiet} title={undefined_because ?? undefined}>
        –
      </span>
    );
  }
  const interval = lower === null || upper === null ? '' : `${formatNumber(lower * 100, 0)}–${formatNumber(upper * 100, 0)}`;
  const text = <span className={classes.shareValue}>{formatPercent(value)}</span>;
  return (
    <span className={classes.share}>
      {open ? <Open open={open}>{text}</Open> : text}
      <span className={classes.track} aria-hidden>
        {lower !== null && upper !== null && <span className={classes.range} style={{ left: `${lower * 100}%`, width: `${(upper - lower) * 100}%` }} />}
        <span className={classes.dot} style={{ left: `${value * 100}%` }} />
      </span>
      <span className={classes.shareNote}>
        {interval} · {t('components.figure.n')} {formatCount(n)}
      </span>
    </span>
  );
}
