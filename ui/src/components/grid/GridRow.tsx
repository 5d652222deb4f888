import { memo, type CSSProperties } from 'react';
import { cx } from '@/lib/cx';
import type { PlacedColumn } from './columns';
import classes from './DataGrid.module.css';

export interface GridRowProps<R> {
  gridId: string;
  index: number;
  row: R | undefined;
  /** From the start of the block the row is drawn in. */
  offset: number;
  height: number;
  frozen: readonly PlacedColumn<R>[];
  visible: readonly PlacedColumn<R>[];
  frozenWidth: number;
  /** The column of the active cell, -1 where another row has it. */
  activeColumn: number;
  selected: boolean;
  selectable: boolean;
  tone: string | undefined;
}

export const cellId = (gridId: string, row: number, column: number): string =>
  `${gridId}-${row}-${column}`;

function Row<R>(props: GridRowProps<R>) {
  const { index, row, offset, height, frozen, visible, frozenWidth, selected, selectable, tone } = props;
  const gap = (visible[0]?.left ?? frozenWidth) - frozenWidth;
  return (
    <div
      role="row"
      className={classes.row}
      style={{ top: offset, height }}
      data-row={index}
      data-tone={tone}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-busy={row === undefined ? true : undefined}
    >
      {row === undefined ? (
        // One cell for all while a row is awaited: a fling draws nothing but such rows.
        <div role="gridcell" className={classes.awaited} aria-colindex={1} />
      ) : (
        <>
          {frozen.map((each) => drawCell(props, row, each, { width: each.width, left: each.left }))}
          {visible.map((each, at) =>
            drawCell(props, row, each, { width: each.width, marginLeft: at === 0 ? gap : 0 }),
          )}
        </>
      )}
    </div>
  );
}

export const GridRow = memo(Row) as typeof Row;

/**
 * Not a component: a scroll draws some five hundred cells a frame, and each component costs.
 * For the same reason only the active cell has an id.
 */
function drawCell<R>(props: GridRowProps<R>, row: R, place: PlacedColumn<R>, style: CSSProperties) {
  const { column, index: at } = place;
  const { index } = props;
  const active = props.activeColumn === at;
  return (
    <div
      key={at}
      role="gridcell"
      id={active ? cellId(props.gridId, index, at) : undefined}
      className={cx(
        classes.cell,
        column.align && classes[column.align],
        column.frozen && classes.frozen,
        column.locked !== undefined && classes.locked,
        active && classes.active,
      )}
      style={style}
      dir={column.align === undefined ? "auto" : undefined}
      data-column={at}
      aria-colindex={at + 1}
      aria-readonly={column.locked === undefined ? undefined : true}
      title={column.locked}
    >
      {column.cell(row, index)}
    </div>
  );
}
