import { Figure } from '@/components';
import type { CoefficientFigure, Figure as Number } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Quality.module.css';

type Any = Pick<CoefficientFigure, 'value' | 'lower' | 'upper' | 'undefined_because' | 'unreliable_because'>;

export interface ShownFigureProps {
  figure: Any;
  n: number;
  label?: string;
  size?: 'inline' | 'large';
  digits?: number;
}

export const intervalOf = ({ lower, upper }: Any): readonly [number, number] | null =>
  lower === null || upper === null ? null : [lower, upper];

/** A number of the workbench with all that belongs to it. */
export function ShownFigure({ figure, n, label, size, digits }: ShownFigureProps) {
  return (
    <>
      <Figure
        label={label}
        size={size}
        value={figure.value}
        interval={intervalOf(figure)}
        n={n}
        digits={digits}
        reason={figure.undefined_because ?? undefined}
      />
      {figure.unreliable_because && (
        <span className={classes.unreliable}>{t('quality.unreliable', { why: figure.unreliable_because })}</span>
      )}
    </>
  );
}

export const inline = (figure: Number, digits = 2) => <ShownFigure figure={figure} n={figure.n} digits={digits} />;
