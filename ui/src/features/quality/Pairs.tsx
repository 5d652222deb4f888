import { useMemo, useState } from 'react';
import { Matrix } from '@/charts/Matrix';
import type { MatrixCell } from '@/charts/matrixDrawing';
import { SegmentedControl, Select } from '@/components';
import type { AgreementReport, PairView } from '@/generated/commands';
import { formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { PairList } from './PairList';
import { ShownFigure } from './figure';
import { PairIndex, mostOverlap } from './pairs';
import classes from './Quality.module.css';

export interface PairsProps {
  report: AgreementReport;
  pairs: readonly PairView[];
}

/** As many as fit with their values in view. */
const FEW = 12;
type View = 'overlap' | 'all' | 'list';
/** What a cell of the matrix says. */
const STATISTICS = ['kappa', 'agreement', 'pabak', 'max'] as const;
type Statistic = (typeof STATISTICS)[number];

const valueOf: Record<Statistic, (pair: PairView) => number | null> = {
  kappa: (pair) => pair.kappa.value,
  agreement: (pair) => pair.agreement,
  pabak: (pair) => pair.pabak,
  max: (pair) => pair.max_kappa,
};

export function Pairs({ report, pairs }: PairsProps) {
  const few = report.raters.length <= FEW;
  const [view, setView] = useState<View>('overlap');
  const [statistic, setStatistic] = useState<Statistic>('kappa');
  const options = [
    { value: 'overlap' as const, label: t(few ? 'quality.pairs.all' : 'quality.pairs.overlap') },
    ...(few ? [] : [{ value: 'all' as const, label: t('quality.pairs.all') }]),
    { value: 'list' as const, label: t('quality.pairs.list') },
  ];
  const counts = t('quality.pairs.counts', {
    defined: report.pairs_defined,
    total: report.pairs_total,
    undefined: report.pairs_undefined,
    apart: report.pairs_total - report.pairs_sharing,
  });
  const chosen = useMemo(
    () => (view === 'all' ? report.raters.map((_, at) => at) : mostOverlap(pairs, report.raters.length, FEW)),
    [view, pairs, report.raters],
  );
  if (report.pairs_sharing === 0) {
    return (
      <section className={classes.section} data-testid="pairs">
        <header className={classes.head}>
          <h2>{t('quality.pairs.title')}</h2>
        </header>
        <p className={classes.quiet}>{t('quality.pairs.none')}</p>
      </section>
    );
  }
  return (
    <section className={classes.section} data-testid="pairs">
      <header className={classes.head}>
        <h2>{t('quality.pairs.title')}</h2>
        <p>
          {counts} {!few && view === 'overlap' && t('quality.pairs.overlapHint', { n: chosen.length })}
        </p>
        {view !== 'list' && (
          <Select
            label={t('quality.pairs.statistic')}
            hideLabel
            // PABAK is for two classes.
            options={STATISTICS.filter((each) => each !== 'pabak' || report.classes.length === 2).map((value) => ({
              value,
              label: t(`quality.statistic.${value}`),
            }))}
            value={statistic}
            onChange={setStatistic}
            testId="pair-statistic"
          />
        )}
        <SegmentedControl label={t('quality.pairs.view')} hideLabel value={view} onChange={setView} options={options} testId="pairs-view" />
      </header>
      {view === 'list' ? (
        <PairList raters={report.raters} pairs={pairs} />
      ) : (
        <PairMatrix raters={report.raters} pairs={pairs} chosen={chosen} statistic={statistic} />
      )}
    </section>
  );
}

interface PairMatrixProps {
  raters: readonly string[];
  pairs: readonly PairView[];
  chosen: readonly number[];
  statistic: Statistic;
}

function PairMatrix({ raters, pairs, chosen, statistic }: PairMatrixProps) {
  const index = useMemo(() => new PairIndex(pairs, raters.length), [pairs, raters]);
  const names = useMemo(() => chosen.map((at) => raters[at] ?? '?'), [chosen, raters]);
  const cell = useMemo(
    () =>
      (row: number, column: number): MatrixCell | null => {
        if (row === column) return null;
        const pair = index.of(chosen[row] ?? -1, chosen[column] ?? -1);
        const value = pair ? valueOf[statistic](pair) : null;
        return { value, text: value === null ? '–' : formatNumber(value) };
      },
    [index, chosen, statistic],
  );
  const detail = (row: number, column: number) => {
    const [a, b] = [names[row] ?? '?', names[column] ?? '?'];
    if (row === column) return a;
    const pair = index.of(chosen[row] ?? -1, chosen[column] ?? -1);
    if (!pair) return t('quality.matrix.none', { a, b });
    return (
      <span className={classes.pair}>
        <strong dir="auto">{t('quality.matrix.pair', { a, b })}</strong>
        <ShownFigure figure={pair.kappa} n={pair.kappa.n} />
        <span>{t('quality.matrix.agreement', { share: formatPercent(pair.agreement, 1), chance: formatPercent(pair.by_chance, 1) })}</span>
        {pair.max_kappa !== null && <span>{t('quality.matrix.max', { max: formatNumber(pair.max_kappa) })}</span>}
        {pair.odd_because && <span>{t('quality.odd', { why: pair.odd_because })}</span>}
        {pair.pabak !== null && (
          <span>
            {t('quality.matrix.indices', {
              pabak: formatNumber(pair.pabak),
              prevalence: formatNumber(pair.prevalence_index ?? 0),
              bias: formatNumber(pair.bias_index ?? 0),
            })}
          </span>
        )}
      </span>
    );
  };
  return (
    <Matrix
      label={t('quality.matrix.label', { statistic: t(`quality.statistic.${statistic}`) })}
      name={t('quality.matrix.file')}
      rows={names}
      columns={names}
      cell={cell}
      detail={detail}
      hint={t('quality.matrix.hint')}
      legend={{
        low: t('quality.matrix.legend.low'),
        zero: t('quality.matrix.legend.zero'),
        high: t('quality.matrix.legend.high'),
        none: t('quality.matrix.legend.none'),
      }}
    />
  );
}

