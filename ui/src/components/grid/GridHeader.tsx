import { memo, useRef, type PointerEvent } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { Icon } from '../Icon';
import { HEADER, type PlacedColumn } from './columns';
import { beginDrag } from './columnDrag';
import classes from './DataGrid.module.css';
import { cellId } from './GridRow';
import type { GridColumn, GridSort, MoveColumn } from './types';

export interface GridHeaderProps<R> {
  gridId: string;
  frozen: readonly PlacedColumn<R>[];
  visible: readonly PlacedColumn<R>[];
  frozenWidth: number;
  totalWidth: number;
  height: number;
  sort: readonly GridSort[];
  activeColumn: number;
  onSort: (column: GridColumn<R>, add: boolean) => void;
  onResize: (column: GridColumn<R>, width: number) => void;
  onMove?: MoveColumn;
  onMenu?: (column: string) => void;
}

function Header<R>(props: GridHeaderProps<R>) {
  const { frozen, visible, frozenWidth, totalWidth, height } = props;
  const gap = (visible[0]?.left ?? frozenWidth) - frozenWidth;
  return (
    <div role="rowgroup" className={classes.header} style={{ width: totalWidth, height }}>
      <div role="row" aria-rowindex={1} className={classes.headerRow}>
        {frozen.map((each) => (
          <HeaderCell key={each.column.id} place={each} props={props} left={each.left} />
        ))}
        {visible.map((each, at) => (
          <HeaderCell key={each.column.id} place={each} props={props} margin={at === 0 ? gap : 0} />
        ))}
      </div>
    </div>
  );
}

export const GridHeader = memo(Header) as typeof Header;

interface HeaderCellProps<R> {
  place: PlacedColumn<R>;
  props: GridHeaderProps<R>;
  left?: number;
  margin?: number;
}

function HeaderCell<R>({ place, props, left, margin }: HeaderCellProps<R>) {
  const { column, index, width } = place;
  const at = props.sort.findIndex((each) => each.column === column.id);
  const sorted = props.sort[at];
  const active = props.activeColumn === index;
  const dragged = useRef(false);
  const { onMove, onMenu } = props;
  return (
    <div
      role="columnheader"
      id={cellId(props.gridId, HEADER, index)}
      className={cx(
        classes.headerCell,
        column.align && classes[column.align],
        column.sortable && classes.sortable,
        left !== undefined && classes.frozen,
        active && classes.active,
      )}
      style={left === undefined ? { width, marginLeft: margin } : { width, left }}
      title={column.locked === undefined ? column.title : `${column.title}\n${column.locked}`}
      data-header={index}
      data-id={column.id}
      data-testid={`column-${column.id}`}
      aria-colindex={index + 1}
      aria-sort={sorted && (sorted.descending ? 'descending' : 'ascending')}
      onPointerDown={(event) => {
        dragged.current = false;
        if (onMove) beginDrag(event, column.id, onMove, () => (dragged.current = true));
      }}
      onClick={(event) => !dragged.current && column.sortable && props.onSort(column, event.shiftKey)}
      onContextMenu={(event) => {
        if (!onMenu) return;
        event.preventDefault();
        onMenu(column.id);
      }}
    >
      <span className={classes.headerText} dir="auto">
        {column.header ?? column.title}
      </span>
      {sorted && (
        <span className={classes.sortMark}>
          <Icon name={sorted.descending ? 'arrow-down' : 'arrow-up'} size={12} />
          {props.sort.length > 1 && at + 1}
        </span>
      )}
      {column.marked && (
        <span className={classes.marked} title={t('grid.filtered')}>
          <Icon name="filter" size={12} />
        </span>
      )}
      {onMenu && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.menuButton}
          aria-label={t('grid.menu', { title: column.title })}
          data-testid={`column-menu-${column.id}`}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            onMenu(column.id);
          }}
        >
          <Icon name="chevron-down" size={12} />
        </button>
      )}
      <ResizeBar column={column} width={width} onResize={props.onResize} />
    </div>
  );
}

interface ResizeBarProps<R> {
  column: GridColumn<R>;
  width: number;
  onResize: (column: GridColumn<R>, width: number) => void;
}

/** Keys change the width as well: Alt and an arrow on the header cell. */
function ResizeBar<R>({ column, width, onResize }: ResizeBarProps<R>) {
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const bar = event.currentTarget;
    const from = event.clientX;
    bar.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) => onResize(column, width + move.clientX - from);
    const onEnd = () => bar.removeEventListener('pointermove', onMove);
    bar.addEventListener('pointermove', onMove);
    bar.addEventListener('lostpointercapture', onEnd, { once: true });
  };
  return (
    <span
      className={classes.resize}
      title={t('grid.resize', { title: column.title })}
      onPointerDown={onPointerDown}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => onResize(column, column.width)}
    />
  );
}
