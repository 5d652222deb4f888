import type { ReactNode } from 'react';
import classes from './RowButton.module.css';

export interface RowButtonProps {
  top: number;
  width: number;
  height: number;
  /** All that the row shows, in words. */
  said: string;
  /** None: the row opens nothing. */
  open?: () => void;
  testId?: string;
  children: ReactNode;
}

/** A row of a chart that opens what is behind it. */
export function RowButton({ top, width, height, said, open, testId, children }: RowButtonProps) {
  if (!open) {
    return (
      <g data-testid={testId}>
        <title>{said}</title>
        {children}
      </g>
    );
  }
  return (
    <g
      role="button"
      tabIndex={0}
      className={classes.row}
      data-testid={testId}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      <title>{said}</title>
      <rect x={0} y={top} width={width} height={height} rx={4} className={classes.hit} />
      {children}
    </g>
  );
}

/** A name that fits in about so many letters. */
export const short = (name: string, most = 18): string => {
  const letters = Array.from(name);
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`;
};

/** As wide as the longest of these names needs, within bounds. */
export const nameWidth = (names: readonly string[], most: number): number =>
  Math.min(most, Math.max(40, 18 + 7 * Math.max(0, ...names.map((name) => Array.from(name).length))));
