import { useMemo, useState } from 'react';
import { Matrix } from '@/charts/Matrix';
import { Button, ComboBox, Table, type TableColumn } from '@/components';
import type { Class, RaterConfusion } from '@/generated/commands';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { t, tExact } from '@/messages';
import classes from './Quality.module.css';

export interface RaterConfusionsProps {
  raters: readonly RaterConfusion[];
  /** Class keys, in the order of the matrices. */
  keys: readonly string[];
  classes: readonly Class[];
}

/** What the fitted model says of each rater: how often a true class is answered as which. */
export function RaterConfusions({ raters, keys, classes: all }: RaterConfusionsProps) {
  const sorted = useMemo(() => raters.toSorted((a, b) => a.accuracy - b.accuracy), [raters]);
  const [chosen, setChosen] = useState<string | null>(null);
  const rater = sorted.find((each) => each.rater === chosen) ?? sorted[0];
  const names = keys.map((key) => all.find((each) => each.key === key)?.name ?? key);
  const columns: TableColumn<RaterConfusion>[] = [
    {
      id: 'rater',
      title: t('quality.gold.rater'),
      cell: (row) => (
        <Button size="small" variant="quiet" onPress={() => setChosen(row.rater)}>
          {row.rater}
        </Button>
      ),
      sortBy: (row) => row.rater,
    },
    { id: 'accuracy', title: t('quality.raters.accuracy'), cell: (row) => formatPercent(row.accuracy, 1), sortBy: (row) => row.accuracy, align: 'end' },
    { id: 'n', title: t('quality.perClass.labels'), cell: (row) => formatCount(row.n), sortBy: (row) => row.n, align: 'end' },
  ];
  return (
    <div className={classes.raters} data-testid="rater-confusions">
      <div className={classes.raterList}>
        <h3>{t('quality.raters.title')}</h3>
        <p className={classes.quiet}>{t('quality.raters.text')}</p>
        <div className={classes.tall}>
          <Table
            label={t('quality.raters.title')}
            columns={columns}
            rows={sorted}
            rowKey={(row) => row.rater}
            initialSort={{ column: 'accuracy', descending: false }}
          />
        </div>
      </div>
      {rater && (
        <div className={classes.raterMatrix}>
          <ComboBox
            label={t('quality.gold.rater')}
            options={sorted.map((each) => ({ value: each.rater, label: each.rater }))}
            value={rater.rater}
            onChange={(name) => name !== null && setChosen(name)}
            testId="rater-chosen"
          />
          <Matrix
            label={t('quality.raters.matrix', { rater: rater.rater })}
            name={tExact('quality.raters.file', { rater: rater.rater })}
            rows={names}
            columns={names}
            cell={(row, column) => {
              const value = rater.matrix[row]?.[column] ?? null;
              return { value, text: value === null ? '–' : formatNumber(value) };
            }}
            detail={(row, column) =>
              t('quality.raters.cell', {
                truth: names[row] ?? '?',
                label: names[column] ?? '?',
                share: formatPercent(rater.matrix[row]?.[column] ?? 0, 1),
              })
            }
            hint={t('quality.raters.hint')}
            legend={{ zero: '0', high: '1' }}
          />
        </div>
      )}
    </div>
  );
}
