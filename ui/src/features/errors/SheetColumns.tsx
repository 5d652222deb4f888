import { useEffect, useState, type RefObject } from 'react';
import { useAction } from '@/actions';
import type { GridHandle, GridSort } from '@/components/grid';
import type { Tag } from '@/generated/commands';
import { ColumnFilter } from './ColumnFilter';
import { ColumnMenu } from './ColumnMenu';
import { ColumnsDialog } from './ColumnsDialog';
import { hide, pin } from './arrange';
import type { Column } from './columns';
import { withCondition } from './conditions';
import type { Columns } from './useColumns';

/** What is open over the header of a column, or the dialog with all of them. */
type Open = { kind: 'menu' | 'filter'; id: string; anchor: HTMLElement } | { kind: 'columns' };

export interface ColumnTools {
  openMenu: (column: string) => void;
  open: Open | null;
  setOpen: (open: Open | null) => void;
  withHeader: (id: string, then: (anchor: HTMLElement) => void) => void;
}

/** The keys that act on the column of the active cell. */
export function useColumnTools(columns: Columns, grid: RefObject<GridHandle | null>, enabled: boolean): ColumnTools {
  const [open, setOpen] = useState<Open | null>(null);
  const active = (): Column | undefined => columns.shown[grid.current?.active().column ?? -1];
  const withHeader = (id: string, then: (anchor: HTMLElement) => void) => {
    const drawn = grid.current?.header(id);
    if (drawn) return then(drawn);
    // Out of view, and so not drawn: it is once the column has been brought into view.
    const column = columns.shown.findIndex((each) => each.id === id);
    if (column < 0) return;
    grid.current?.goTo({ row: grid.current.active().row, column });
    setTimeout(() => {
      const header = grid.current?.header(id);
      if (header) then(header);
    }, 60);
  };
  const openAt = (kind: 'menu' | 'filter') => (id: string) => withHeader(id, (anchor) => setOpen({ kind, id, anchor }));
  const onActive = (act: (column: Column) => void) => () => {
    const column = active();
    if (column) act(column);
  };
  useAction('errors.columnMenu', onActive(({ id }) => openAt('menu')(id)), enabled);
  useAction(
    'errors.columnFilter',
    onActive(({ id, question }) => question && openAt('filter')(id)),
    enabled,
  );
  useAction('errors.columnLeft', onActive(({ id }) => columns.step(id, -1)), enabled);
  useAction('errors.columnRight', onActive(({ id }) => columns.step(id, 1)), enabled);
  useAction('errors.columns', () => setOpen({ kind: 'columns' }), enabled);
  return { openMenu: openAt('menu'), open, setOpen, withHeader };
}

export interface SheetColumnsProps {
  columns: Columns;
  tools: ColumnTools;
  filter: string;
  sort: readonly GridSort[];
  onFilter: (filter: string) => void;
  onSort: (sort: readonly GridSort[]) => void;
  onEditTag: (tag: Tag) => void;
  /** Back to the rows. */
  onClosed: () => void;
}

/** The menu and the filter of a column, and the dialog with all columns. */
export function SheetColumns({ columns, tools, filter, sort, onFilter, onSort, onEditTag, onClosed }: SheetColumnsProps) {
  const { open, setOpen } = tools;
  const column = open && open.kind !== 'columns' ? columns.shown.find(({ id }) => id === open.id) : undefined;
  // A column that went while its menu was open, with a tag that was deleted elsewhere.
  const gone = open !== null && open.kind !== 'columns' && !column;
  useEffect(() => {
    if (gone) setOpen(null);
  }, [gone, setOpen]);
  const close = () => {
    setOpen(null);
    onClosed();
  };
  if (open?.kind === 'columns') {
    return <ColumnsDialog columns={columns.all} looks={columns.looks} onLooks={columns.change} onClose={close} />;
  }
  if (!open || !column) return null;
  const { id, question } = column;
  if (open.kind === 'filter') {
    return question ? (
      <ColumnFilter anchor={open.anchor} title={column.tag?.name ?? column.title} question={question} filter={filter} onFilter={onFilter} onClose={close} />
    ) : null;
  }
  const change = columns.change;
  return (
    <ColumnMenu
      anchor={open.anchor}
      column={column}
      sort={sort}
      filter={filter}
      canHide={columns.shown.length > 1}
      onClose={close}
      onSort={onSort}
      onFilter={() => tools.withHeader(id, (anchor) => setOpen({ kind: 'filter', id, anchor }))}
      onClearFilter={() => question && onFilter(withCondition(filter, question, ''))}
      onPin={(pinned) => change(pin(columns.looks, id, pinned))}
      onHide={() => change(hide(columns.looks, id, true))}
      onStep={(by) => columns.step(id, by)}
      onColumns={() => setOpen({ kind: 'columns' })}
      onEditTag={onEditTag}
    />
  );
}

