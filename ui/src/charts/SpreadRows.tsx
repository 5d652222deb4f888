import { useRef } from 'react';
import type { TimeSpread } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { ChartFrame } from './ChartFrame';
import { RowButton, nameWidth, short } from './RowButton';
import classes from './SpreadRows.module.css';
import { ticks } from './ticks';
import { linear } from './timeAxis';
import { useWidth } from './useWidth';

export interface SpreadRow {
  id: string;
  name: string;
  spread: TimeSpread;
  /** Begins a new group of rows. */
  apart?: boolean;
  open?: () => void;
}

export interface SpreadRowsProps {
  title: string;
  label: string;
  name: string;
  rows: readonly SpreadRow[];
  note?: string;
}

const ROW = 24;
const APART = 10;
const TOP = 8;
const FOOT = 34;
const MOST_NAME = 128;
const RIGHT = 118;

/** Median with its interval and the middle half, in seconds, one row below the other on one scale. */
export function SpreadRows({ title, label, name, rows, note }: SpreadRowsProps) {
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place);
  const tops = placesOf(rows);
  const height = TOP + rows.length * ROW + rows.filter(({ apart }) => apart).length * APART + FOOT;
  const most = Math.max(1, ...rows.flatMap(({ spread }) => [spread.upper_quartile ?? 0, spread.median.upper ?? 0]));
  const names = nameWidth(rows.map((row) => row.name), MOST_NAME);
  const x = linear([0, most], [names, width - RIGHT]);
  return (
    <ChartFrame title={title} name={name} testId="time-chart" ref={place} note={note}>
      {(svg) => (
        <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} className={classes.svg}>
          <g aria-hidden>
            {ticks(0, most).map((mark) => (
              <g key={mark}>
                <path className={classes.grid} d={`M${x(mark)} ${TOP}V${height - FOOT}`} />
                <text className={classes.tick} x={x(mark)} y={height - FOOT + 15} textAnchor="middle">
                  {formatNumber(mark, most < 3 ? 1 : 0)}
                </text>
              </g>
            ))}
            <text className={classes.tick} x={width - RIGHT} y={height - 4} textAnchor="end">
              {t('dashboard.time.axis')}
            </text>
          </g>
          {rows.map((row, at) => (
            <RowButton key={row.id} top={tops[at] ?? 0} width={width} height={ROW - 1} said={said(row)} open={row.open} testId={`time-${row.id}`}>
              <Row row={row} top={tops[at] ?? 0} width={width} names={names} x={x} />
            </RowButton>
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}

function placesOf(rows: readonly SpreadRow[]): number[] {
  let top = TOP;
  return rows.map((row) => {
    if (row.apart) top += APART;
    const own = top;
    top += ROW;
    return own;
  });
}

function said({ name, spread }: SpreadRow): string {
  const { value, lower, upper, n, undefined_because } = spread.median;
  if (value === null) return `${name}: ${undefined_because ?? ''}`;
  return t('dashboard.time.row', {
    name,
    median: formatNumber(value, 1),
    interval: lower === null || upper === null ? '' : formatInterval(lower, upper, 1),
    low: formatNumber(spread.lower_quartile ?? 0, 1),
    high: formatNumber(spread.upper_quartile ?? 0, 1),
    n,
  });
}

function Row({ row, top, width, names, x }: { row: SpreadRow; top: number; width: number; names: number; x: (value: number) => number }) {
  const { median, lower_quartile: low, upper_quartile: high } = row.spread;
  const middle = top + ROW / 2;
  return (
    <>
      <text className={classes.name} x={names - 10} y={middle + 4} textAnchor="end">
        {short(row.name, 17)}
      </text>
      {median.value === null ? (
        <text className={classes.tick} x={names + 6} y={middle + 4}>
          {t('dashboard.time.none')}
        </text>
      ) : (
        <>
          {low !== null && high !== null && <rect className={classes.box} x={x(low)} y={middle - 6} width={Math.max(1, x(high) - x(low))} height={12} rx={2} />}
          {median.lower !== null && median.upper !== null && <path className={classes.whisker} d={`M${x(median.lower)} ${middle - 3}v6M${x(median.lower)} ${middle}H${x(median.upper)}M${x(median.upper)} ${middle - 3}v6`} />}
          <path className={classes.median} d={`M${x(median.value)} ${middle - 8}v16`} />
          <text className={classes.value} x={width - RIGHT + 10} y={middle + 4}>
            {formatNumber(median.value, 1)} s
            <tspan className={classes.tick} dx={6}>
              {t('components.figure.n')} {formatCount(median.n)}
            </tspan>
          </text>
        </>
      )}
    </>
  );
}
