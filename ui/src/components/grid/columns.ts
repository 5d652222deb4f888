/** Where columns are, and how far a key moves. */
import type { CellPosition, GridColumn } from './types';

export interface PlacedColumn<R> {
  readonly column: GridColumn<R>;
  readonly index: number;
  readonly width: number;
  /** From the left edge of all columns. */
  readonly left: number;
}

export interface Layout<R> {
  readonly frozen: readonly PlacedColumn<R>[];
  readonly loose: readonly PlacedColumn<R>[];
  readonly frozenWidth: number;
  readonly totalWidth: number;
}

export const MIN_WIDTH = 40;
const MAX_WIDTH = 1200;

export const clampWidth = <R>(column: GridColumn<R>, width: number): number =>
  Math.round(Math.min(MAX_WIDTH, Math.max(column.minWidth ?? MIN_WIDTH, width)));

export function layOut<R>(
  columns: readonly GridColumn<R>[],
  widths: Readonly<Record<string, number>>,
): Layout<R> {
  let left = 0;
  const placed = columns.map((column, index): PlacedColumn<R> => {
    const width = clampWidth(column, widths[column.id] ?? column.width);
    const here = { column, index, width, left };
    left += width;
    return here;
  });
  const frozen = placed.filter(({ column }) => column.frozen);
  return {
    frozen,
    loose: placed.filter(({ column }) => !column.frozen),
    frozenWidth: frozen.reduce((sum, { width }) => sum + width, 0),
    totalWidth: left,
  };
}

/** Where the column of this place is now; the same place where it is gone. */
export function sameColumn<R>(before: readonly GridColumn<R>[], after: readonly GridColumn<R>[], place: number): number {
  const id = before[place]?.id;
  const now = after.findIndex((each) => each.id === id);
  return now < 0 ? place : now;
}

/** The row of headers, when it holds the active cell. */
export const HEADER = -1;

export interface Bounds {
  rowCount: number;
  columnCount: number;
  rowsPerPage: number;
}

/** The cell a key leads to, or nothing where the key does not lead anywhere. */
export function moveBy(
  key: string,
  mod: boolean,
  { row, column }: CellPosition,
  { rowCount, columnCount, rowsPerPage }: Bounds,
): CellPosition | null {
  const lastRow = rowCount - 1;
  const lastColumn = columnCount - 1;
  const to = (nextRow: number, nextColumn: number): CellPosition => ({
    row: Math.max(HEADER, Math.min(lastRow, nextRow)),
    column: Math.max(0, Math.min(lastColumn, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return mod ? to(lastRow, column) : to(row + 1, column);
    case 'ArrowUp':
      return mod ? to(0, column) : to(row - 1, column);
    case 'ArrowLeft':
      return mod ? to(row, 0) : to(row, column - 1);
    case 'ArrowRight':
      return mod ? to(row, lastColumn) : to(row, column + 1);
    case 'PageDown':
      return to(Math.max(row, 0) + rowsPerPage, column);
    case 'PageUp':
      return to(Math.max(0, row - rowsPerPage), column);
    case 'Home':
      return mod ? to(0, 0) : to(row, 0);
    case 'End':
      return mod ? to(lastRow, lastColumn) : to(row, lastColumn);
    default:
      return null;
  }
}
