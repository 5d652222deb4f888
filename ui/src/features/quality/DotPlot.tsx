import type { Figure } from '@/generated/commands';
import { intervalOf } from './figure';
import classes from './Quality.module.css';

/** A share as a dot, its interval as a bar, from 0 to 1. */
export function DotPlot({ figure }: { figure: Figure }) {
  const interval = intervalOf(figure);
  return (
    <span className={classes.plot} aria-hidden>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <span key={tick} className={classes.tick} style={{ left: `${tick * 100}%` }} />
      ))}
      {interval && (
        <span className={classes.range} style={{ left: `${interval[0] * 100}%`, width: `${(interval[1] - interval[0]) * 100}%` }} />
      )}
      {figure.value !== null && <span className={classes.dot} style={{ left: `${figure.value * 100}%` }} />}
    </span>
  );
}
