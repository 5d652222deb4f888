import type { Figure as WorkbenchFigure } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Figure.module.css';
import { Icon } from './Icon';

export interface FigureProps {
  /** None where the number is undefined; `reason` then says why. */
  value: number | null;
  interval?: readonly [low: number, high: number] | null;
  n?: number | null;
  reason?: string;
  digits?: number;
  size?: 'inline' | 'large';
  /** Shown above a large figure. */
  label?: string;
  /** Why the number should not be leaned on, though it is defined. */
  caution?: string | null;
}

/** A number as Assay shows numbers: `0.81 [0.78, 0.84] n 800`. */
export function Figure({ value, interval, n, reason, digits = 2, size = 'inline', label, caution }: FigureProps) {
  return (
    <span className={cx(classes.figure, size === 'large' && classes.large)} data-selectable>
      {label && <span className={classes.label}>{label}</span>}
      {value === null ? (
        <span className={classes.undefined} title={reason}>
          <span className={classes.word}>{t('components.figure.undefined')}</span>
          {reason && <span className={classes.reason}>{reason}</span>}
        </span>
      ) : (
        <span className={classes.line}>
          <span className={classes.value}>{formatNumber(value, digits)}</span>
          {interval && (
            <span className={classes.interval}>{formatInterval(interval[0], interval[1], digits)}</span>
          )}
          {n !== undefined && n !== null && (
            <span className={classes.n}>
              {t('components.figure.n')} {formatCount(n)}
            </span>
          )}
          {caution && (
            <span className={classes.caution} title={caution}>
              <Icon name="warning" size={12} />
              <span className="visually-hidden">{caution}</span>
            </span>
          )}
        </span>
      )}
    </span>
  );
}

type Looks = Pick<FigureProps, 'digits' | 'size' | 'label'>;

/** The figure as the workbench gives it. */
export function FigureOf({ figure, ...looks }: Looks & { figure: WorkbenchFigure }) {
  const { value, lower, upper, n, undefined_because, unreliable_because } = figure;
  return (
    <Figure
      {...looks}
      value={value}
      interval={lower !== null && upper !== null ? [lower, upper] : null}
      n={n}
      reason={undefined_because ?? undefined}
      caution={unreliable_because}
    />
  );
}
