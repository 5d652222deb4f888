import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { DataGridProps } from './DataGrid';
import { HEADER, moveBy, sameColumn, type Bounds, type Layout } from './columns';
import type { PageCache } from './pages';
import { NONE, afterClick, allRows, extendTo, noSelection, type Selection } from './selection';
import type { CellPosition, GridColumn } from './types';
import type { Scroller } from './useScroller';

interface Options<R> {
  grid: DataGridProps<R>;
  bounds: Bounds;
  cache: PageCache<R>;
  scroller: Scroller;
  layout: Layout<R>;
  showColumn: (index: number) => void;
  sortBy: (column: GridColumn<R>, add: boolean) => void;
  resize: (column: GridColumn<R>, width: number) => void;
}

const WIDTH_STEP = 16;
const START: CellPosition = { row: 0, column: 0 };

/** The active cell and the selection, by keys and by mouse, after the W3C grid pattern. */
export function useGridInput<R>(options: Options<R>) {
  const { grid, bounds } = options;
  const latest = useRef(options);
  latest.current = options;

  const [active, setActive] = useState<CellPosition>(START);
  const [own, setOwn] = useState<Selection>(noSelection);
  const now = useRef({ active, own });
  const spans = grid.selection ?? own.spans;

  const select = useCallback((next: Selection) => {
    now.current.own = next;
    setOwn(next);
    latest.current.grid.onSelectionChange?.(next.spans);
  }, []);

  const goTo = useCallback((position: CellPosition) => {
    const { scroller, showColumn, grid: props } = latest.current;
    now.current.active = position;
    setActive(position);
    if (position.row !== HEADER) scroller.showRow(position.row);
    showColumn(position.column);
    props.onActiveChange?.(position);
  }, []);

  const position = useCallback(() => now.current.active, []);

  // Other rows: what was active or selected was something else.
  const seen = useRef(grid.viewKey);
  useEffect(() => {
    if (seen.current === grid.viewKey) return;
    seen.current = grid.viewKey;
    latest.current.scroller.scrollToRow(0);
    goTo({ row: 0, column: now.current.active.column });
    select(noSelection);
  }, [grid.viewKey, goTo, select]);

  // Columns came, went or moved: the active cell stays in its own, and the view where it is.
  const { columns } = grid;
  const drawn = useRef(columns);
  useEffect(() => {
    const at = now.current.active;
    const column = sameColumn(drawn.current, columns, at.column);
    drawn.current = columns;
    if (column === at.column) return;
    now.current.active = { ...at, column };
    setActive(now.current.active);
  }, [columns]);

  // Fewer rows or columns than before: the active cell stays among them.
  const { rowCount, columnCount } = bounds;
  useEffect(() => {
    const { row, column } = now.current.active;
    if (row < rowCount && column < columnCount) return;
    const inside = { row: Math.max(0, Math.min(row, rowCount - 1)), column: Math.min(column, columnCount - 1) };
    now.current.active = inside;
    setActive(inside);
  }, [rowCount, columnCount]);

  const selection = (): Selection => ({
    spans: latest.current.grid.selection ?? now.current.own.spans,
    anchor: now.current.own.anchor,
  });

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const { grid: props, bounds: within, cache } = latest.current;
      if (event.nativeEvent.isComposing || isControl(event.target)) return;
      const mod = event.ctrlKey || event.metaKey;
      const from = now.current.active;
      const selectable = props.onSelectionChange !== undefined;
      const used = (): void => {
        event.preventDefault();
        event.stopPropagation();
      };

      if (from.row === HEADER && headerKey(event, from, latest.current)) return used();
      const to = event.altKey ? null : moveBy(event.key, mod, from, within);
      if (to) {
        used();
        if (event.shiftKey && selectable && to.row !== from.row && to.row !== HEADER) {
          const start = { ...selection(), anchor: now.current.own.anchor ?? Math.max(0, from.row) };
          select(extendTo(start, to.row));
        } else if (!event.shiftKey) {
          now.current.own = { ...now.current.own, anchor: null };
        }
        if (to.row !== from.row || to.column !== from.column) goTo(to);
        return;
      }
      if (selectable && mod && event.key.toLowerCase() === 'a') {
        used();
        return select({ spans: allRows(within.rowCount), anchor: 0 });
      }
      if (selectable && event.shiftKey && event.key === ' ') {
        used();
        return select(afterClick(selection(), from.row, { shift: false, mod: true }));
      }
      const row = cache.row(from.row);
      const column = props.columns[from.column];
      if (column && from.row !== HEADER && props.onCellKey?.({ position: from, column, row, event })) {
        return used();
      }
      if (event.key === 'Enter' && !mod && row !== undefined && props.onOpenRow) {
        used();
        return props.onOpenRow(from.row, row);
      }
      if (event.key === 'Escape' && selectable && selection().spans.length > 0) {
        used();
        select({ spans: NONE, anchor: null });
      }
    },
    [goTo, select],
  );

  const onMouseDown = useCallback(
    (event: MouseEvent) => {
      const at = cellAt(event.target);
      if (!at || event.button !== 0 || isControl(event.target)) return;
      const { grid: props, cache } = latest.current;
      const mod = event.ctrlKey || event.metaKey;
      if (event.shiftKey) event.preventDefault(); // No text is selected between the two rows.
      if (props.onSelectionChange && (event.shiftKey || mod || selection().spans.length > 0)) {
        const anchor = now.current.own.anchor ?? now.current.active.row;
        const start = { ...selection(), anchor: Math.max(0, anchor) };
        select(afterClick(start, at.row, { shift: event.shiftKey, mod }));
      } else {
        now.current.own = { ...now.current.own, anchor: at.row };
      }
      goTo(at);
      const row = cache.row(at.row);
      if (row !== undefined && !event.shiftKey && !mod) props.onCellClick?.(at, row);
    },
    [goTo, select],
  );

  const onDoubleClick = useCallback((event: MouseEvent) => {
    const at = cellAt(event.target);
    const row = at && latest.current.cache.row(at.row);
    if (at && row !== undefined && row !== null && !isControl(event.target)) {
      latest.current.grid.onOpenRow?.(at.row, row);
    }
  }, []);

  return { active, spans, goTo, position, handlers: { onKeyDown, onMouseDown, onDoubleClick, onMouseOver } };
}

/** Only a text that is cut off gets a tooltip, and only when it is pointed at. */
function onMouseOver(event: MouseEvent): void {
  const cell = event.target instanceof Element ? event.target.closest('[role=gridcell]') : null;
  if (!(cell instanceof HTMLElement)) return;
  const cut = cell.scrollWidth > cell.clientWidth;
  if (cut) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, textarea, select, button, a[href]') !== null;

function cellAt(target: EventTarget): CellPosition | null {
  if (!(target instanceof Element)) return null;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column;
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  return column === undefined || row === undefined ? null : { row: Number(row), column: Number(column) };
}

/** On a header: Enter or Space sorts, Alt and an arrow change the width, the menu key opens the menu. */
function headerKey<R>(event: KeyboardEvent, { column: at }: CellPosition, options: Options<R>): boolean {
  const column = options.grid.columns[at];
  if (!column) return false;
  if (event.key === 'Enter' || event.key === ' ') {
    if (column.sortable) options.sortBy(column, event.shiftKey);
    return true;
  }
  if (options.grid.onColumnMenu && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
    options.grid.onColumnMenu(column.id);
    return true;
  }
  const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!event.altKey || event.shiftKey || sign === undefined) return false;
  const { frozen, loose } = options.layout;
  const place = [...frozen, ...loose].find((each) => each.index === at);
  options.resize(column, (place?.width ?? column.width) + sign * WIDTH_STEP);
  return true;
}
