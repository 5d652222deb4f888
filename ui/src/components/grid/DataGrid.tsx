import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type CSSProperties,
  type ReactNode,
  type Ref,
} from 'react';
import { AssayError } from '@/platform';
import { t } from '@/messages';
import { Button } from '../Button';
import { InlineNotice } from '../Notices';
import { HEADER, clampWidth, layOut } from './columns';
import classes from './DataGrid.module.css';
import { GridHeader } from './GridHeader';
import { GridRow, cellId } from './GridRow';
import { PageCache } from './pages';
import { rowsPerPage } from './scroll';
import { includesRow, type RowSpans } from './selection';
import type { CellKeyEvent, CellPosition, GridColumn, GridHandle, GridSort, GridSource, MoveColumn } from './types';
import { useGridInput } from './useGridInput';
import { useScroller } from './useScroller';

const HEADER_HEIGHT = 30;
/** Rows that fly past are not fetched: after a jump over most of the view, so many milliseconds of rest come first. */
const SETTLE = 30;
const NO_SORT: readonly GridSort[] = [];

export interface DataGridProps<R> {
  /** What the rows are, for screen readers. */
  label: string;
  source: GridSource<R>;
  /** Keep this array (useMemo): a new one draws everything again. */
  columns: readonly GridColumn<R>[];
  rowHeight?: number;
  /** Another value means other rows: back to the top, nothing selected. */
  viewKey?: string | number;
  sort?: readonly GridSort[];
  onSort?: (sort: readonly GridSort[]) => void;
  /** Given, rows can be selected. */
  onSelectionChange?: (spans: RowSpans) => void;
  selection?: RowSpans;
  onActiveChange?: (position: CellPosition) => void;
  /** Keys that do not move: true says that the key was used. */
  onCellKey?: (event: CellKeyEvent<R>) => boolean;
  onCellClick?: (position: CellPosition, row: R) => void;
  /** Enter or a double click. */
  onOpenRow?: (rowIndex: number, row: R) => void;
  /** Marks a row through `data-tone`: 'danger', 'ok' or 'dim'. */
  rowTone?: (row: R) => 'danger' | 'ok' | 'dim' | undefined;
  widths?: Readonly<Record<string, number>>;
  onWidthsChange?: (widths: Readonly<Record<string, number>>) => void;
  /** Given, headers can be dragged to another place. */
  onMoveColumn?: MoveColumn;
  /** Given, headers have a menu: by a button, a right click, and a key on the header. */
  onColumnMenu?: (column: string) => void;
  /** Shown where there are no rows. */
  empty?: ReactNode;
  testId?: string;
  ref?: Ref<GridHandle>;
}

/** Up to a million rows and dozens of columns, of which only those in view are drawn. */
export function DataGrid<R>(props: DataGridProps<R>) {
  const { source, columns, rowHeight = 28, sort = NO_SORT, onSelectionChange, rowTone } = props;
  const gridId = useId();
  const element = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);

  const [ownWidths, setOwnWidths] = useState<Readonly<Record<string, number>>>({});
  const widths = props.widths ?? ownWidths;
  const layout = useMemo(() => layOut(columns, widths), [columns, widths]);

  const cache = usePages(source);
  const scroller = useScroller({
    scroller: element,
    layer,
    rowCount: source.rowCount,
    rowHeight,
    headerHeight: HEADER_HEIGHT,
  });
  const { range, base, extent } = scroller;

  const wanted = useRef(range);
  useEffect(() => {
    const before = wanted.current;
    wanted.current = range;
    const want = () => cache.want(range.first, range.end);
    const still = Math.min(range.end, before.end) - Math.max(range.first, before.first);
    if (2 * still >= range.end - range.first) return want();
    const timer = setTimeout(want, SETTLE);
    return () => clearTimeout(timer);
  }, [cache, source, range]);

  const visible = useVisibleColumns(element, layout);
  const bounds = {
    rowCount: source.rowCount,
    columnCount: columns.length,
    rowsPerPage: rowsPerPage(extent),
  };

  const onSort = props.onSort;
  const sortBy = useCallback(
    (column: GridColumn<R>, add: boolean) => onSort?.(nextSort(sort, column.id, add)),
    [onSort, sort],
  );
  const { onWidthsChange } = props;
  const resize = useCallback(
    (column: GridColumn<R>, width: number) => {
      const next = { ...widths, [column.id]: clampWidth(column, width) };
      setOwnWidths(next);
      onWidthsChange?.(next);
    },
    [widths, onWidthsChange],
  );

  const showColumn = useCallback(
    (index: number) => {
      const box = element.current;
      const place = layout.loose.find((each) => each.index === index);
      if (!box || !place) return;
      const start = place.left - layout.frozenWidth;
      const end = place.left + place.width - box.clientWidth;
      if (box.scrollLeft > start) box.scrollLeft = start;
      else if (box.scrollLeft < end) box.scrollLeft = Math.min(start, end);
    },
    [layout],
  );

  const input = useGridInput({ grid: props, bounds, cache, scroller, layout, showColumn, sortBy, resize });
  const { active, spans } = input;

  const { refresh } = cache;
  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => element.current?.focus({ preventScroll: true }),
      goTo: input.goTo,
      scrollToRow: scroller.scrollToRow,
      active: input.position,
      refresh,
      header: (column) => element.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(column)}"]`) ?? null,
    }),
    [input.goTo, input.position, scroller.scrollToRow, refresh],
  );

  // Slots are used again for other rows: text changes, elements stay.
  const slots = useRef(0);
  slots.current = Math.max(slots.current, range.end - range.first);
  const rows: ReactNode[] = [];
  for (let index = range.first; index < range.end; index += 1) {
    const row = cache.row(index);
    rows.push(
      <GridRow
        key={index % slots.current}
        gridId={gridId}
        index={index}
        row={row}
        offset={(index - base) * rowHeight}
        height={rowHeight}
        frozen={layout.frozen}
        visible={visible}
        frozenWidth={layout.frozenWidth}
        activeColumn={active.row === index ? active.column : -1}
        selected={includesRow(spans, index)}
        selectable={onSelectionChange !== undefined}
        tone={row === undefined ? undefined : rowTone?.(row)}
      />,
    );
  }

  const drawn = active.row === HEADER || (active.row >= range.first && active.row < range.end);
  const columnDrawn =
    layout.frozen.some(({ index }) => index === active.column) ||
    visible.some(({ index }) => index === active.column);
  return (
    <div className={classes.outer}>
      <div
        ref={element}
        role="grid"
        tabIndex={0}
        className={classes.grid}
        style={{ '--row': `${rowHeight}px` } as CSSProperties}
        data-testid={props.testId}
        aria-label={props.label}
        aria-rowcount={source.rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable={onSelectionChange !== undefined}
        aria-activedescendant={
          drawn && columnDrawn ? cellId(gridId, active.row, active.column) : undefined
        }
        {...input.handlers}
      >
        <GridHeader
          gridId={gridId}
          frozen={layout.frozen}
          visible={visible}
          frozenWidth={layout.frozenWidth}
          totalWidth={layout.totalWidth}
          height={HEADER_HEIGHT}
          sort={sort}
          activeColumn={active.row === HEADER ? active.column : -1}
          onSort={sortBy}
          onResize={resize}
          onMove={props.onMoveColumn}
          onMenu={props.onColumnMenu}
        />
        <div
          role="rowgroup"
          className={classes.body}
          style={{ width: layout.totalWidth, height: scroller.elementHeight }}
        >
          <div ref={layer} role="presentation" className={classes.layer}>
            {rows}
          </div>
        </div>
      </div>
      {source.rowCount === 0 && props.empty && <div className={classes.empty}>{props.empty}</div>}
      {cache.error !== null && <Failure error={cache.error} onRetry={() => cache.retry()} />}
    </div>
  );
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className={classes.failure}>
      <InlineNotice
        kind="error"
        actions={
          <Button size="small" onPress={onRetry}>
            {t('grid.retry')}
          </Button>
        }
      >
        {t('grid.failed', { reason: AssayError.from(error).message })}
      </InlineNotice>
    </div>
  );
}

/** Pages of a source; a change of its revision drops what is out of date. */
function usePages<R>(source: GridSource<R>): PageCache<R> {
  const [cache] = useState(() => new PageCache(source));
  useSyncExternalStore(cache.subscribe, cache.snapshot);
  useEffect(() => cache.setSource(source), [cache, source]);
  useEffect(() => () => cache.dispose(), [cache]);
  return cache;
}

function useVisibleColumns<R>(
  element: React.RefObject<HTMLDivElement | null>,
  { loose, frozenWidth }: ReturnType<typeof layOut<R>>,
) {
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: loose.length,
    getScrollElement: () => element.current,
    estimateSize: (index) => loose[index]?.width ?? 0,
    paddingStart: frozenWidth,
    overscan: 2,
  });
  // Widths are ours; the virtualizer keeps what it has measured until told.
  useEffect(() => virtualizer.measure(), [virtualizer, loose]);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? -1) + 1;
  return useMemo(() => loose.slice(first, end), [loose, first, end]);
}

/** Ascending, descending, not at all; with `add` after the columns sorted by already. */
export function nextSort(
  now: readonly GridSort[],
  column: string,
  add: boolean,
): readonly GridSort[] {
  const own = now.find((each) => each.column === column);
  const rest = add ? now.filter((each) => each.column !== column) : [];
  if (!own) return [...rest, { column, descending: false }];
  if (own.descending) return rest;
  const at = now.indexOf(own);
  const flipped = { column, descending: true };
  return add ? now.toSpliced(at, 1, flipped) : [flipped];
}


