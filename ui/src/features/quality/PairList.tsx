import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Icon } from '@/components';
import type { PairView } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import classes from './Quality.module.css';

export interface PairListProps {
  raters: readonly string[];
  pairs: readonly PairView[];
}

type Column = 'a' | 'b' | 'kappa' | 'n' | 'agreement' | 'max';
const COLUMNS: readonly Column[] = ['a', 'b', 'kappa', 'n', 'agreement', 'max'];
const ROW = 28;
const collator = new Intl.Collator(undefined, { numeric: true });

/** All pairs that share an item, sortable; thousands of them scroll. */
export function PairList({ raters, pairs }: PairListProps) {
  const place = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<{ by: Column; descending: boolean }>({ by: 'n', descending: true });
  const sorted = useMemo(() => sortPairs(pairs, raters, sort.by, sort.descending), [pairs, raters, sort]);
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => place.current, estimateSize: () => ROW, overscan: 12 });
  const toggle = (by: Column) =>
    setSort((now) => ({ by, descending: now.by === by ? !now.descending : by !== 'a' && by !== 'b' }));
  return (
    <div role="table" aria-label={t('quality.pairs.title')} aria-rowcount={sorted.length + 1} className={classes.list}>
      <div role="row" className={classes.listHead}>
        {COLUMNS.map((column) => (
          <span
            key={column}
            role="columnheader"
            aria-sort={sort.by === column ? (sort.descending ? 'descending' : 'ascending') : undefined}
          >
            <button type="button" onClick={() => toggle(column)}>
              {t(`quality.pairColumn.${column}`)}
              {sort.by === column && <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size={12} />}
            </button>
          </span>
        ))}
      </div>
      <div ref={place} className={classes.listBody} tabIndex={0} role="rowgroup">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const pair = sorted[index];
            return pair && <Row key={`${pair.a},${pair.b}`} pair={pair} raters={raters} top={start} at={index} />;
          })}
        </div>
      </div>
    </div>
  );
}

function Row({ pair, raters, top, at }: { pair: PairView; raters: readonly string[]; top: number; at: number }) {
  const { kappa } = pair;
  const interval = kappa.lower !== null && kappa.upper !== null && formatInterval(kappa.lower, kappa.upper);
  return (
    <div role="row" aria-rowindex={at + 2} className={classes.listRow} style={{ top, height: ROW }}>
      <span role="cell" dir="auto">
        {raters[pair.a]}
      </span>
      <span role="cell" dir="auto">
        {raters[pair.b]}
      </span>
      <span role="cell" title={kappa.undefined_because ?? kappa.unreliable_because ?? undefined}>
        {kappa.value === null ? (
          <span className={classes.quiet}>{t('components.figure.undefined')}</span>
        ) : (
          <>
            <strong>{formatNumber(kappa.value)}</strong> <span className={classes.quiet}>{interval}</span>
          </>
        )}
      </span>
      <span role="cell">{formatCount(kappa.n)}</span>
      <span role="cell">{formatPercent(pair.agreement)}</span>
      <span role="cell">{pair.max_kappa === null ? '–' : formatNumber(pair.max_kappa)}</span>
    </div>
  );
}

function sortPairs(pairs: readonly PairView[], raters: readonly string[], by: Column, descending: boolean): PairView[] {
  const valueOf: Record<Column, (pair: PairView) => string | number | null> = {
    a: (pair) => raters[pair.a] ?? '',
    b: (pair) => raters[pair.b] ?? '',
    kappa: (pair) => pair.kappa.value,
    n: (pair) => pair.kappa.n,
    agreement: (pair) => pair.agreement,
    max: (pair) => pair.max_kappa,
  };
  const sign = descending ? -1 : 1;
  return pairs.toSorted((left, right) => {
    const [a, b] = [valueOf[by](left), valueOf[by](right)];
    // What has no value comes last either way.
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}
