import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { navigate } from '@/app/routes';
import { Badge, Button, Dialog, InlineNotice, Table, type TableColumn } from '@/components';
import type { Class, ItemRow, Judgment } from '@/generated/commands';
import { ClassName } from '@/features/item';
import { formatNumber, formatTime } from '@/lib/format';
import { newestRun } from '@/lib/runs';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Dashboard.module.css';
import type { RowsOf } from './rows';

const PAGE = 100;

export interface RowsDialogProps {
  rows: RowsOf | null;
  scheme: readonly Class[];
  onClose: () => void;
}

/** The judgments or items behind a chart, page by page; each opens its item. */
export function RowsDialog({ rows, scheme, onClose }: RowsDialogProps) {
  const runs = useQuery({ queryKey: ['dashboard', 'runs'], queryFn: () => call('run_list', null), enabled: rows?.filter !== undefined });
  const run = newestRun(runs.data ?? []);
  const filter = rows?.filter;
  return (
    <Dialog
      title={rows?.title ?? ''}
      open={rows !== null}
      onClose={onClose}
      width="wide"
      testId="rows-dialog"
      actions={
        run && filter !== undefined ? (
          <Button onPress={() => void navigate('errors', { run: run.id, filter })}>{t('dashboard.rows.sheet')}</Button>
        ) : undefined
      }
    >
      {rows?.kind === 'judgments' && <Judgments rows={rows} scheme={scheme} />}
      {rows?.kind === 'items' && <Items rows={rows} scheme={scheme} />}
    </Dialog>
  );
}

function Judgments({ rows, scheme }: { rows: RowsOf & { kind: 'judgments' }; scheme: readonly Class[] }) {
  const pages = useInfiniteQuery({
    queryKey: ['dashboard', 'judgments', rows.of],
    queryFn: ({ pageParam }) => call('judgment_list', { ...rows.of, before: pageParam ?? undefined, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.more ? (last.judgments.at(-1)?.id ?? null) : null),
    staleTime: 0,
  });
  const list = pages.data?.pages.flatMap(({ judgments }) => judgments) ?? [];
  const columns: TableColumn<Judgment>[] = [
    { id: 'item', title: t('dashboard.rows.item'), cell: (row) => <OpenItem item={row.item} itemKey={row.item_key} /> },
    { id: 'rater', title: t('dashboard.rows.rater'), cell: (row) => row.rater },
    {
      id: 'class',
      title: t('dashboard.rows.class'),
      cell: (row) => (row.skipped ? <span className={classes.quiet}>{t('dashboard.rows.skipped')}</span> : <ClassName id={row.class} classes={scheme} fallback={row.label ?? undefined} />),
    },
    { id: 'made', title: t('dashboard.rows.made'), cell: (row) => (row.made_at === null ? <span className={classes.quiet}>{t('dashboard.rows.noTime')}</span> : formatTime(row.made_at)) },
    { id: 'seconds', title: t('dashboard.rows.seconds'), align: 'end', cell: (row) => (row.active_ms === null ? '' : formatNumber(row.active_ms / 1000, 1)) },
    { id: 'marks', title: t('dashboard.rows.marks'), cell: (row) => <Marks row={row} /> },
  ];
  return <Pages label={rows.title} list={list} columns={columns} rowKey={(row) => row.id} pages={pages} />;
}

function Marks({ row }: { row: Judgment }) {
  return (
    <span className={classes.marks}>
      {row.unsure && <Badge>{t('dashboard.rows.unsure')}</Badge>}
      {row.purpose === 'gold' && <Badge>{t('dashboard.rows.gold')}</Badge>}
      {row.note !== '' && <span className={classes.noteText}>{row.note}</span>}
    </span>
  );
}

function Items({ rows, scheme }: { rows: RowsOf & { kind: 'items' }; scheme: readonly Class[] }) {
  const pages = useInfiniteQuery({
    queryKey: ['dashboard', 'items', rows.of],
    queryFn: ({ pageParam }) => call('item_list', { ...rows.of, after: pageParam ?? undefined, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.more ? (last.items.at(-1)?.item ?? null) : null),
    staleTime: 0,
  });
  const list = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns: TableColumn<ItemRow>[] = [
    { id: 'item', title: t('dashboard.rows.item'), cell: (row) => <OpenItem item={row.item} itemKey={row.key} /> },
    {
      id: 'label',
      title: t('dashboard.rows.label'),
      cell: (row) => (row.class === null ? <span className={classes.quiet}>{t('dashboard.rows.noLabel')}</span> : <ClassName id={row.class} classes={scheme} />),
    },
    { id: 'source', title: t('dashboard.rows.source'), cell: (row) => row.source ?? '' },
    { id: 'judgments', title: t('dashboard.rows.judgments'), cell: (row) => t('dashboard.rows.of', { n: row.judgments, wanted: row.wanted }) },
    { id: 'marks', title: t('dashboard.rows.marks'), cell: (row) => row.conflict && <Badge tone="warn">{t('dashboard.rows.conflict')}</Badge> },
  ];
  return <Pages label={rows.title} list={list} columns={columns} rowKey={(row) => row.item} pages={pages} />;
}

function OpenItem({ item, itemKey }: { item: number; itemKey: string }) {
  return (
    <button type="button" className={classes.link} aria-label={t('dashboard.rows.openItem', { key: itemKey })} data-testid={`open-item-${item}`} onClick={() => void navigate('conflicts', { item })}>
      {itemKey}
    </button>
  );
}

interface PagesProps<R> {
  label: string;
  list: readonly R[];
  columns: readonly TableColumn<R>[];
  rowKey: (row: R) => number;
  pages: { error: Error | null; isPending: boolean; hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

function Pages<R>({ label, list, columns, rowKey, pages }: PagesProps<R>) {
  if (pages.error) return <InlineNotice kind="error">{AssayError.from(pages.error).message}</InlineNotice>;
  if (pages.isPending) return <p className={classes.quiet}>{t('dashboard.rows.loading')}</p>;
  return (
    <div className={classes.rows} data-testid="rows">
      <Table label={label} columns={columns} rows={list} rowKey={rowKey} empty={t('dashboard.rows.none')} />
      <footer className={classes.rowsFoot}>
        <span data-testid="rows-count">{pages.hasNextPage ? t('dashboard.rows.andMore', { n: list.length }) : t('dashboard.rows.shown', { n: list.length })}</span>
        {pages.hasNextPage && (
          <Button size="small" isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
            {t('dashboard.rows.more')}
          </Button>
        )}
      </footer>
    </div>
  );
}
