import type { ReactNode } from 'react';

/**
 * Rows as the grid reads them: a snapshot with a revision, asked for in pages. A new
 * revision means that what was fetched may be out of date.
 */
export interface GridSource<R> {
  readonly rowCount: number;
  readonly revision: string | number;
  fetch(start: number, count: number, signal: AbortSignal): Promise<readonly R[]>;
}

export interface GridColumn<R> {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  readonly minWidth?: number;
  /** Stays at the left edge; frozen columns come first. */
  readonly frozen?: boolean;
  readonly align?: 'start' | 'end' | 'center';
  readonly sortable?: boolean;
  /** What the cell shows; must depend on nothing but its arguments. */
  readonly cell: (row: R, rowIndex: number) => ReactNode;
  /** Shown in the header instead of the title. */
  readonly header?: ReactNode;
  /** Why its cells cannot be changed, and what can be done about it; shown where the pointer rests on one. */
  readonly locked?: string;
  /** The rows are narrowed by this column. */
  readonly marked?: boolean;
}

/** A column was dropped on another one: before it, or after it. */
export type MoveColumn = (column: string, target: string, after: boolean) => void;

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

export interface CellKeyEvent<R> {
  readonly position: CellPosition;
  readonly column: GridColumn<R>;
  /** None while its page is being fetched. */
  readonly row: R | undefined;
  readonly event: React.KeyboardEvent;
}

/** What a screen can ask of the grid. */
export interface GridHandle {
  focus(): void;
  /** Makes a cell the active one and brings it into view. */
  goTo(position: CellPosition): void;
  scrollToRow(row: number): void;
  active(): CellPosition;
  /** Forgets fetched rows where a change did not bring a new revision. */
  refresh(): void;
  /** The header of a column, where it is drawn. */
  header(column: string): HTMLElement | null;
}
