/** How the buttons of the classes are laid out; no React, so that it can be tested by itself. */

/** Between two buttons, as in the style sheet. */
const GAP = 8;

export interface Buttons {
  columns: number;
  /** The least width of a button. */
  least: number;
}

/** Rows of the same length that fit the width; ten classes with short names are one row. */
export function buttonsOf(names: readonly string[], width: number): Buttons {
  const count = Math.max(1, names.length);
  const short = names.every((name) => name.length <= 3);
  const least = count <= 4 ? 148 : short ? 72 : 120;
  const fitting = width > 0 ? Math.max(1, Math.floor((width + GAP) / (least + GAP))) : count;
  const rows = Math.ceil(count / Math.min(fitting, short ? 12 : 5));
  return { columns: Math.ceil(count / rows), least };
}

/** A name in pieces, each ending where a line may: long names of several words often have no blank. */
export const pieces = (name: string): string[] => name.match(/[^._/:-]*[._/:-]+|[^._/:-]+/gu) ?? [name];
