import { useRef } from 'react';
import type { Figure, RunVerdict } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { ChartFrame } from './ChartFrame';
import classes from './DifferenceRows.module.css';
import { RowButton, nameWidth, short } from './RowButton';
import { ticks } from './ticks';
import { linear } from './timeAxis';
import { useWidth } from './useWidth';

export interface DifferenceRow {
  id: string;
  name: string;
  /** A difference of shares, signed. */
  figure: Figure;
  verdict: RunVerdict;
  /** More to say on hover. */
  more: readonly string[];
  open?: () => void;
}

export interface DifferenceRowsProps {
  title: string;
  label: string;
  name: string;
  testId: string;
  rows: readonly DifferenceRow[];
  note?: string;
}

const ROW = 24;
const TOP = 4;
const FOOT = 36;
const MOST_NAME = 140;
const RIGHT = 176;

/** The ends of the scale: 0 and every interval lie within. */
export function scaleOf(figures: readonly Figure[]): readonly [low: number, high: number] {
  const ends = figures.flatMap(({ value, lower, upper }) => [value ?? 0, lower ?? 0, upper ?? 0]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return low === high ? [-0.05, 0.05] : [Math.max(-1, low), Math.min(1, high)];
}

/** `+8.0`, in points; the typographic minus comes with the number. */
export const signedPoints = (value: number, digits = 1): string => `${value > 0 ? '+' : ''}${formatNumber(value * 100, digits)}`;

/** Differences as dots with intervals around zero, in points, one row below the other. */
export function DifferenceRows({ title, label, name, testId, rows, note }: DifferenceRowsProps) {
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place, 360);
  const height = TOP + rows.length * ROW + FOOT;
  const [low, high] = scaleOf(rows.map((row) => row.figure));
  const names = nameWidth(rows.map((row) => row.name), MOST_NAME);
  const x = linear([low * 100, high * 100], [names + 8, width - RIGHT]);
  return (
    <ChartFrame title={title} name={name} testId={testId} ref={place} note={note}>
      {(svg) => (
        <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} className={classes.svg}>
          <g aria-hidden>
            {ticks(low * 100, high * 100).map((mark) => (
              <g key={mark}>
                <path className={mark === 0 ? classes.zero : classes.grid} d={`M${x(mark)} ${TOP}V${height - FOOT}`} />
                <text className={classes.tick} x={x(mark)} y={height - FOOT + 14} textAnchor="middle">
                  {formatNumber(mark, high - low < 0.05 ? 1 : 0)}
                </text>
              </g>
            ))}
            <text className={classes.tick} x={width - RIGHT} y={height - 6} textAnchor="end">
              {t('compare.axis')}
            </text>
          </g>
          {rows.map((row, at) => (
            <RowButton key={row.id} top={TOP + at * ROW} width={width} height={ROW - 1} said={said(row)} open={row.open} testId={`${testId}-${row.id}`}>
              <Row row={row} middle={TOP + at * ROW + ROW / 2} end={width - RIGHT} names={names} x={x} />
            </RowButton>
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}

function said({ name, figure, verdict, more }: DifferenceRow): string {
  const { value, lower, upper, n, undefined_because } = figure;
  if (value === null) return [`${name}: ${undefined_because ?? ''}`, ...more].join('\n');
  const interval = lower === null || upper === null ? '' : ` ${formatInterval(lower * 100, upper * 100, 1)}`;
  return [`${name}: ${signedPoints(value)}${interval} ${t('compare.points')}, ${t('components.figure.n')} ${formatCount(n)}, ${t(`compare.verdict.${verdict}`)}`, ...more].join('\n');
}

function Row({ row, middle, end, names, x }: { row: DifferenceRow; middle: number; end: number; names: number; x: (value: number) => number }) {
  const { value, lower, upper, n } = row.figure;
  return (
    <>
      <text className={classes.name} x={names - 6} y={middle + 4} textAnchor="end">
        {short(row.name, 18)}
      </text>
      {value === null ? (
        <text className={classes.tick} x={names + 10} y={middle + 4}>
          {t('compare.noItems')}
        </text>
      ) : (
        <>
          {lower !== null && upper !== null && (
            <path
              className={classes.whisker}
              d={`M${x(lower * 100)} ${middle - 4}v8M${x(lower * 100)} ${middle}H${x(upper * 100)}M${x(upper * 100)} ${middle - 4}v8`}
            />
          )}
          <circle className={classes.dot} data-verdict={row.verdict} cx={x(value * 100)} cy={middle} r={4.5} />
          <text className={classes.value} x={end + 12} y={middle + 4}>
            {signedPoints(value)}
            <tspan className={classes.tick} dx={6}>
              {t('components.figure.n')} {formatCount(n)} · {t(`compare.verdict.${row.verdict}`)}
            </tspan>
          </text>
        </>
      )}
    </>
  );
}
