import { useMemo } from 'react';
import { Badge, Table, type TableColumn } from '@/components';
import { ClassName } from '@/features/item';
import type { Class, Judgment } from '@/generated/commands';
import { formatDuration, formatTime } from '@/lib/format';
import { t } from '@/messages';
import classes from './Conflicts.module.css';

export interface JudgmentTableProps {
  judgments: readonly Judgment[];
  itemKey: string;
  classes: readonly Class[];
}

/** All that was said about an item; columns that nobody filled are left out. */
export function JudgmentTable({ judgments, itemKey, classes: all }: JudgmentTableProps) {
  const columns = useMemo(() => columnsFor(judgments, all), [judgments, all]);
  return (
    <Table
      label={t('conflicts.judgments', { key: itemKey })}
      columns={columns}
      rows={judgments}
      rowKey={(row) => row.id}
    />
  );
}

function columnsFor(judgments: readonly Judgment[], all: readonly Class[]): TableColumn<Judgment>[] {
  const any = (has: (row: Judgment) => boolean) => judgments.some(has);
  const columns: (TableColumn<Judgment> | false)[] = [
    { id: 'rater', title: t('conflicts.column.rater'), cell: (row) => row.rater, sortBy: (row) => row.rater },
    {
      id: 'label',
      title: t('conflicts.column.label'),
      cell: (row) => (
        <span className={classes.answer}>
          {row.skipped ? <em>{t('conflicts.skipped')}</em> : <ClassName id={row.class} classes={all} fallback={row.label ?? ''} />}
          {row.unsure && (
            <Badge icon="flag" tone="warn">
              {t('conflicts.unsure')}
            </Badge>
          )}
          {!row.counted && !row.skipped && <Badge>{t('conflicts.notCounted')}</Badge>}
        </span>
      ),
      sortBy: (row) => row.label,
    },
    any((row) => row.note !== '') && { id: 'note', title: t('conflicts.column.note'), cell: (row) => <span className={classes.noteText}>{row.note}</span> },
    any((row) => row.active_ms !== null) && {
      id: 'time',
      title: t('conflicts.column.time'),
      cell: (row) => (row.active_ms === null ? '' : formatDuration(row.active_ms)),
      sortBy: (row) => row.active_ms,
      align: 'end',
    },
    any((row) => row.guideline_version !== null) && {
      id: 'version',
      title: t('conflicts.column.version'),
      cell: (row) => (row.guideline_version === null ? '' : t('conflicts.version', { n: row.guideline_version })),
      sortBy: (row) => row.guideline_version,
      align: 'end',
    },
    any((row) => row.made_at !== null) && {
      id: 'made',
      title: t('conflicts.column.made'),
      cell: (row) => (row.made_at === null ? '' : formatTime(row.made_at)),
      sortBy: (row) => row.made_at,
      align: 'end',
    },
  ];
  return columns.filter((column) => column !== false);
}
