import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { ClassName, VoteSplit } from '@/features/item';
import type { Class, Conflict } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Conflicts.module.css';

export interface ConflictQueueProps {
  label: string;
  rows: readonly Conflict[];
  at: number;
  onChoose: (item: number) => void;
  classes: readonly Class[];
  /** How the raters judged stays hidden. */
  blind: boolean;
}

const ROW = 50;

export function ConflictQueue({ label, rows, at, onChoose, classes: all, blind }: ConflictQueueProps) {
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  useEffect(() => {
    if (at >= 0 && at < rows.length) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, rows.length, virtual]);
  return (
    <div ref={place} className={classes.queue} data-testid="conflict-list" tabIndex={-1}>
      <ol aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li key={row.item} style={{ top: start, height: ROW }}>
              <button
                type="button"
                className={classes.row}
                aria-current={index === at ? 'true' : undefined}
                data-testid={`conflict-${row.key}`}
                onClick={() => onChoose(row.item)}
              >
                <span className={classes.rowHead}>
                  <span className={classes.rowKey} dir="auto">
                    {row.key}
                  </span>
                  <span className={classes.rowNumbers} title={row.decided === null ? t('conflicts.entropyHelp') : undefined}>
                    {row.decided !== null ? (
                      <ClassName id={row.decided} classes={all} />
                    ) : blind ? null : row.importance !== null ? (
                      formatNumber(row.importance)
                    ) : (
                      `${row.split.map(([, votes]) => votes).join(' : ')}  ${t('conflicts.entropy', { bits: formatNumber(row.entropy) })}`
                    )}
                  </span>
                </span>
                {(!blind || row.decided !== null) && <VoteSplit split={row.split} classes={all} />}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
