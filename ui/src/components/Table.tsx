import { useMemo, useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from './Icon';
import classes from './Table.module.css';

export interface TableColumn<R> {
  id: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** Given, the column can be sorted by it; what has no value comes last either way. */
  sortBy?: (row: R) => string | number | null;
  align?: 'start' | 'end';
  width?: number;
}

export interface TableSort {
  column: string;
  descending: boolean;
}

export interface TableProps<R> {
  label: string;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  initialSort?: TableSort;
  onRow?: (row: R) => void;
  selectedKey?: string | number | null;
  /** Shown instead of rows where there are none. */
  empty?: ReactNode;
}

/** For up to a few hundred rows; the DataGrid is for more. */
export function Table<R>({ label, columns, rows, rowKey, initialSort, onRow, selectedKey, empty }: TableProps<R>) {
  const [sort, setSort] = useState<TableSort | null>(initialSort ?? null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const toggle = (column: string) =>
    setSort((now) =>
      now?.column === column ? { column, descending: !now.descending } : { column, descending: false },
    );
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={toggle} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr
              key={rowKey(row)}
              className={cx(onRow && classes.active)}
              aria-selected={selectedKey === undefined ? undefined : rowKey(row) === selectedKey}
              onClick={onRow && (() => onRow(row))}
            >
              {columns.map((column) => (
                <td key={column.id} className={cx(column.align === 'end' && classes.end)} dir="auto">
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {sorted.length === 0 && empty && (
            <tr>
              <td colSpan={columns.length} className={classes.empty}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<R> {
  column: TableColumn<R>;
  sort: TableSort | null;
  onSort: (column: string) => void;
}

function Head<R>({ column, sort, onSort }: HeadProps<R>) {
  const own = sort?.column === column.id ? sort : null;
  const direction = own && (own.descending ? 'descending' : 'ascending');
  return (
    <th
      scope="col"
      className={cx(column.align === 'end' && classes.end)}
      style={{ width: column.width }}
      aria-sort={direction ?? undefined}
    >
      {column.sortBy ? (
        <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
          {column.title}
          <span className={classes.arrow}>
            {own && <Icon name={own.descending ? 'arrow-down' : 'arrow-up'} size={12} />}
          </span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function sortRows<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sort: TableSort | null,
): readonly R[] {
  const by = columns.find((column) => column.id === sort?.column)?.sortBy;
  if (!sort || !by) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    const [a, b] = [by(left), by(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
    return sign * order;
  });
}
