import type { Figure } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Metrics.module.css';

/** A figure in a table: the interval below the number, n and the method where it is pointed at. */
export function FigureCell({ figure, digits = 3 }: { figure: Figure; digits?: number }) {
  const { value, lower, upper, n, method } = figure;
  if (value === null) {
    return (
      <td className={classes.number} title={figure.undefined_because ?? undefined}>
        <span className={classes.undefined}>{t('components.figure.undefined')}</span>
      </td>
    );
  }
  const title = [`${t('components.figure.n')} ${formatCount(n)}`, method ?? figure.unreliable_because].filter(Boolean).join(', ');
  return (
    <td className={classes.number} title={title}>
      <span className={classes.value}>{formatNumber(value, digits)}</span>
      {lower !== null && upper !== null && <span className={classes.interval}>{formatInterval(lower, upper, digits)}</span>}
    </td>
  );
}
