export { DataGrid, nextSort, type DataGridProps } from './DataGrid';
export { HEADER } from './columns';
export { NONE, allRows, countRows, includesRow, type RowSpan, type RowSpans } from './selection';
export type {
  CellKeyEvent,
  CellPosition,
  GridColumn,
  GridHandle,
  GridSort,
  GridSource,
  MoveColumn,
} from './types';
