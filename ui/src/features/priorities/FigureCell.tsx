import type { Figure } from '@/generated/commands';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Priorities.module.css';

export interface FigureCellProps {
  /** None where it cannot be asked for yet; `missing` then says so. */
  figure: Figure | null;
  /** In points of accuracy rather than percent; both are times 100. */
  points?: boolean;
  signed?: boolean;
  missing?: string;
  note?: string;
  testId: string;
}

/** A figure over its interval; n and method on hover. */
export function FigureCell({ figure, points = false, signed = false, missing, note, testId }: FigureCellProps) {
  const digits = points ? 2 : 1;
  const text = (value: number): string => (signed && value > 0 ? '+' : '') + formatNumber(value * 100, digits);
  if (!figure) {
    return (
      <td className={classes.number} data-testid={testId}>
        <span className={classes.missing}>{missing}</span>
      </td>
    );
  }
  if (figure.value === null) {
    return (
      <td className={classes.number} data-testid={testId} title={figure.undefined_because ?? undefined}>
        <span className={classes.missing} role="img" aria-label={t('priorities.notEstimable')}>
          –
        </span>
      </td>
    );
  }
  const { value, lower, upper } = figure;
  const hasInterval = lower !== null && upper !== null;
  const n = formatCount(figure.n);
  const hover = [
    hasInterval
      ? t('priorities.hover', { value: text(value), low: text(lower), high: text(upper), n })
      : t('priorities.hoverPlain', { value: text(value), n }),
    !hasInterval && figure.unreliable_because ? figure.unreliable_because : null,
    figure.method,
    note,
  ].filter(Boolean);
  return (
    <td className={classes.number} data-testid={testId} data-value={value} title={hover.join('\n')}>
      <span className={classes.value}>{text(value)}</span>
      {hasInterval && (
        <span className={classes.interval}>
          [{text(lower)}, {text(upper)}]
        </span>
      )}
    </td>
  );
}
