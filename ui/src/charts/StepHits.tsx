import { useState, type KeyboardEvent } from 'react';
import classes from './StepHits.module.css';

export interface StepHitsProps {
  n: number;
  /** Where a step begins, and how wide it is. */
  place: (step: number) => { x: number; width: number };
  top: number;
  height: number;
  /** What a step says when it is pointed at or focused. */
  said: (step: number) => string;
  open: (step: number) => void;
  testId: string;
}

/** The steps of a chart as buttons: one stop for Tab, the arrow keys move among them, Enter opens. */
export function StepHits({ n, place, top, height, said, open, testId }: StepHitsProps) {
  const [at, setAt] = useState(n - 1);
  const current = Math.min(at, n - 1);
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -n, End: n }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(current);
    } else if (by !== undefined) {
      event.preventDefault();
      const next = Math.min(n - 1, Math.max(0, current + by));
      setAt(next);
      event.currentTarget.querySelector<SVGElement>(`[data-step="${next}"]`)?.focus();
    }
  };
  return (
    <g onKeyDown={onKeyDown}>
      {Array.from({ length: n }, (_, step) => {
        const { x, width } = place(step);
        return (
          <rect
            key={step}
            role="button"
            aria-label={said(step)}
            tabIndex={step === current ? 0 : -1}
            data-step={step}
            data-testid={`${testId}-${step}`}
            className={classes.hit}
            x={x}
            y={top}
            width={Math.max(1, width)}
            height={height}
            onClick={() => {
              setAt(step);
              open(step);
            }}
          >
            <title>{said(step)}</title>
          </rect>
        );
      })}
    </g>
  );
}
