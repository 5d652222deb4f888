import { useRef, useState, type KeyboardEvent } from 'react';
import { SegmentedControl } from '@/components';
import type { Class, RunReport } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { cellFilter } from './filters';
import classes from './Summary.module.css';

type Shown = 'count' | 'row' | 'column';

export interface ConfusionMatrixProps {
  report: Pick<RunReport, 'confusion' | 'classes' | 'class_ids'>;
  classes: readonly Class[];
  /** The cell whose rows are shown is marked. */
  filter: string;
  onCell: (reference: string, predicted: string) => void;
  /** Given, the names of rows and columns open all rows of that label or prediction. */
  onReference?: (key: string) => void;
  onPredicted?: (key: string) => void;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** One cell has the tab stop; arrows move, Enter or Space opens its rows. */
export function ConfusionMatrix({ report, classes: known, filter, onCell, onReference, onPredicted }: ConfusionMatrixProps) {
  const [shown, setShown] = useState<Shown>('count');
  const [active, setActive] = useState<readonly [number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const { confusion, classes: keys, class_ids: ids } = report;
  const size = keys.length;
  const nameOf = (at: number): string => known.find(({ id }) => id === ids[at])?.name ?? keys[at] ?? '';
  const rowTotals = confusion.map(sum);
  const columnTotals = keys.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)));
  const n = (row: number, column: number): number => confusion[row]?.[column] ?? 0;
  const share = (row: number, column: number): number => {
    const whole = shown === 'row' ? rowTotals[row] : shown === 'column' ? columnTotals[column] : undefined;
    return whole ? n(row, column) / whole : 0;
  };
  const mostErrors = Math.max(1, ...confusion.flatMap((row, at) => row.filter((_, column) => column !== at)));
  const mostRight = Math.max(1, ...keys.map((_, at) => n(at, at)));

  /** How strongly a cell is shaded: errors against the most frequent error. */
  const strength = (row: number, column: number): number => {
    if (shown !== 'count') return share(row, column) ** 0.6;
    return (n(row, column) / (row === column ? mostRight : mostErrors)) ** 0.6;
  };
  const text = (row: number, column: number): string => {
    const count = n(row, column);
    if (count === 0) return '·';
    return shown === 'count' ? formatCount(count) : String(Math.round(share(row, column) * 100));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const [row, column] = active;
    const to: Record<string, readonly [number, number]> = {
      ArrowUp: [Math.max(0, row - 1), column],
      ArrowDown: [Math.min(size - 1, row + 1), column],
      ArrowLeft: [row, Math.max(0, column - 1)],
      ArrowRight: [row, Math.min(size - 1, column + 1)],
      Home: [row, 0],
      End: [row, size - 1],
    };
    const next = to[event.key];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    setActive(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.join('-')}"]`)?.focus();
  };

  return (
    <section className={classes.section}>
      <header className={classes.title}>
        <h3>{t('errors.confusion.title')}</h3>
        <SegmentedControl<Shown>
          label={t('errors.confusion.by')}
          hideLabel
          value={shown}
          onChange={setShown}
          options={(['count', 'row', 'column'] as const).map((value) => ({ value, label: t(`errors.confusion.${value}`) }))}
        />
      </header>
      <div className={classes.scroll}>
        <table ref={table} className={classes.matrix} onKeyDown={onKeyDown} data-testid="confusion">
          <caption className="visually-hidden">{t('errors.confusion.caption')}</caption>
          <thead>
            <tr>
              <td className={classes.corner} />
              <th colSpan={size} scope="colgroup" className={classes.axis}>
                {t('errors.confusion.predicted')}
              </th>
            </tr>
            <tr>
              <th className={classes.axisRow} scope="col">
                {t('errors.confusion.reference')}
              </th>
              {keys.map((key, column) => (
                <th key={key} scope="col" title={nameOf(column)} className={classes.column}>
                  <Name name={nameOf(column)} testId={`column-${key}`} open={onPredicted && (() => onPredicted(key))} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((reference, row) => (
              <tr key={reference}>
                <th scope="row" title={nameOf(row)}>
                  <Name name={nameOf(row)} testId={`row-${reference}`} open={onReference && (() => onReference(reference))} />
                </th>
                {keys.map((predicted, column) => (
                  <td key={predicted}>
                    <button
                      type="button"
                      className={cx(classes.cell, row === column && classes.diagonal)}
                      style={{ '--strength': `${Math.round(strength(row, column) * 55)}%` } as React.CSSProperties}
                      tabIndex={active[0] === row && active[1] === column ? 0 : -1}
                      data-cell={`${row}-${column}`}
                      data-empty={n(row, column) === 0 ? '' : undefined}
                      data-testid={`cell-${reference}-${predicted}`}
                      aria-current={filter === cellFilter(reference, predicted) ? 'true' : undefined}
                      aria-label={t('errors.confusion.cell', { reference: nameOf(row), predicted: nameOf(column), n: n(row, column) })}
                      onFocus={() => setActive([row, column])}
                      onClick={() => onCell(reference, predicted)}
                    >
                      {text(row, column)}
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Name({ name, testId, open }: { name: string; testId: string; open?: () => void }) {
  if (!open) return <bdi>{name}</bdi>;
  return (
    <button type="button" className={classes.name} data-testid={testId} onClick={open}>
      <bdi>{name}</bdi>
    </button>
  );
}
