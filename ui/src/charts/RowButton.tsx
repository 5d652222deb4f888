import type { ReactNode } from 'react';
import { inLetters } from '@/text/hidden';
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

/** Capitals that take the room of more than one letter, and what takes none. */
const roomOf = (letter: string): number => (/[WM@%mw]/.test(letter) ? 1.6 : /\p{M}/u.test(letter) ? 0.4 : 1);

/** A name that fits in about so many letters; a drawing has only letters to show what the name hides. */
export const short = (name: string, most = 18): string => {
  const letters = Array.from(inLetters(name));
  const room = (some: readonly string[]) => some.reduce((sum, letter) => sum + roomOf(letter), 0);
  if (room(letters) <= most) return letters.join('');
  while (letters.length > 1 && room(letters) > most - 1) letters.pop();
  return `${letters.join('')}…`;
};

/** As wide as the longest of these names needs, within bounds. */
export const nameWidth = (names: readonly string[], most: number): number =>
  Math.min(most, Math.max(40, 18 + 7 * Math.max(0, ...names.map((name) => Array.from(inLetters(name)).length))));
