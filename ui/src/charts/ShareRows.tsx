import { useRef } from 'react';
import type { Figure } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { ChartFrame } from './ChartFrame';
import { RowButton, nameWidth, short } from './RowButton';
import classes from './ShareRows.module.css';
import { linear } from './timeAxis';
import { useWidth } from './useWidth';

export interface ShareRow {
  id: string;
  name: string;
  figure: Figure;
  /** A second share drawn as a line across the bar. */
  beside?: Figure | null;
  /** Of the class it is about. */
  colour?: string;
  /** At the right end. */
  value: string;
  /** Why the row asks for attention. */
  flag?: string | null;
  open?: () => void;
}

export interface ShareRowsProps {
  title: string;
  label: string;
  name: string;
  testId: string;
  rows: readonly ShareRow[];
  note?: string;
  /** The end of the scale, where not the whole. */
  most?: number;
}

const ROW = 24;
const TOP = 4;
const FOOT = 22;
const MOST_NAME = 124;
const RIGHT = 124;

/** Shares as bars with intervals, one row below the other on one scale. */
export function ShareRows({ title, label, name, testId, rows, note, most = 1 }: ShareRowsProps) {
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place, 280);
  const height = TOP + rows.length * ROW + FOOT;
  const names = nameWidth(rows.map((row) => row.name), MOST_NAME);
  const x = linear([0, most], [names, width - RIGHT]);
  return (
    <ChartFrame title={title} name={name} testId={testId} ref={place} note={note}>
      {(svg) => (
        <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} className={classes.svg}>
          <g aria-hidden>
            {[0, most / 2, most].map((mark) => (
              <g key={mark}>
                <path className={classes.grid} d={`M${x(mark)} ${TOP}V${height - FOOT}`} />
                <text className={classes.tick} x={x(mark)} y={height - FOOT + 15} textAnchor="middle">
                  {formatPercent(mark, Number.isInteger(Math.round(mark * 1e6) / 1e4) ? 0 : 1)}
                </text>
              </g>
            ))}
          </g>
          {rows.map((row, at) => (
            <RowButton key={row.id} top={TOP + at * ROW} width={width} height={ROW - 1} said={said(row)} open={row.open} testId={`${testId}-${row.id}`}>
              <Row row={row} top={TOP + at * ROW} width={width} names={names} x={x} />
            </RowButton>
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}

function said({ name, figure, value, flag }: ShareRow): string {
  const interval = figure.lower === null || figure.upper === null ? '' : `, ${formatPercent(figure.lower, 1)} – ${formatPercent(figure.upper, 1)}`;
  const share = figure.value === null ? (figure.undefined_because ?? '') : `${formatPercent(figure.value, 1)}${interval}`;
  return [`${name}: ${share}`, value, flag].filter(Boolean).join('\n');
}

function Row({ row, top, width, names, x }: { row: ShareRow; top: number; width: number; names: number; x: (value: number) => number }) {
  const { figure, beside } = row;
  const middle = top + ROW / 2;
  const end = width - RIGHT;
  const at = (value: number) => Math.min(end, x(value));
  return (
    <>
      <text className={classes.name} x={names - 10} y={middle + 4} textAnchor="end">
        {short(row.name, 16)}
      </text>
      {figure.value === null ? (
        <text className={classes.tick} x={names + 6} y={middle + 4}>
          {t('dashboard.none')}
        </text>
      ) : (
        <>
          <rect className={row.flag ? classes.flagged : classes.bar} x={names} y={middle - 6} width={Math.max(1, at(figure.value) - names)} height={12} style={row.colour ? { fill: row.colour } : undefined} />
          {beside?.value != null && <path className={classes.beside} d={`M${at(beside.value)} ${middle - 9}v18`} />}
          {figure.lower !== null && figure.upper !== null && (
            <>
              <path className={classes.rim} d={whisker(at(figure.lower), at(figure.upper), middle)} />
              <path className={classes.whisker} d={whisker(at(figure.lower), at(figure.upper), middle)} />
            </>
          )}
        </>
      )}
      <text className={classes.value} x={end + 10} y={middle + 4}>
        {row.value}
        {row.flag && (
          <tspan className={classes.flag} dx={6}>
            ▲ {t('dashboard.coverage.behind')}
          </tspan>
        )}
      </text>
    </>
  );
}

const whisker = (from: number, to: number, middle: number): string => `M${from} ${middle - 4}v8M${from} ${middle}H${to}M${to} ${middle - 4}v8`;
