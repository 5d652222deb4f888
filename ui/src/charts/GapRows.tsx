import { useRef } from 'react';
import type { Figure } from '@/generated/commands';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { ChartFrame } from './ChartFrame';
import { RowButton, nameWidth, short } from './RowButton';
import classes from './GapRows.module.css';
import { ticks } from './ticks';
import { linear } from './timeAxis';
import { useWidth } from './useWidth';

export interface GapRow {
  id: string;
  name: string;
  figure: Figure;
  /** What stands at the right end: the verdict in words. */
  verdict: string;
  /** Drawn before the verdict: a sign beside the colour. */
  sign: '▲' | '▼' | '';
  /** All of it in words. */
  said: string;
  open?: () => void;
}

export interface GapRowsProps {
  title: string;
  label: string;
  name: string;
  testId: string;
  rows: readonly GapRow[];
  /** The share that others are held against. */
  base: number | null;
}

const ROW = 24;
const TOP = 6;
const FOOT = 24;
const MOST_NAME = 132;
const RIGHT = 128;

/** Shares as dots with intervals, one group below the other, beside the one they are held against. */
export function GapRows({ title, label, name, testId, rows, base }: GapRowsProps) {
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place, 320);
  const height = TOP + rows.length * ROW + FOOT;
  const ends = rows.flatMap(({ figure }) => [figure.lower ?? figure.value, figure.upper ?? figure.value]).filter((end) => end !== null);
  const [low, high] = [Math.min(1, ...ends), Math.max(0, ...ends)];
  const names = nameWidth(rows.map((row) => row.name), MOST_NAME);
  const x = linear([low, Math.max(high, low + 0.01)], [names + 8, width - RIGHT - 8]);
  return (
    <ChartFrame title={title} name={name} testId={testId} ref={place}>
      {(svg) => (
        <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} className={classes.svg}>
          <g aria-hidden>
            {ticks(low, high).map((mark) => (
              <g key={mark}>
                <path className={classes.grid} d={`M${x(mark)} ${TOP}V${height - FOOT}`} />
                <text className={classes.tick} x={x(mark)} y={height - FOOT + 16} textAnchor="middle">
                  {formatPercent(mark, high - low < 0.05 ? 1 : 0)}
                </text>
              </g>
            ))}
            {base !== null && <path className={classes.base} d={`M${x(base)} ${TOP}V${height - FOOT}`} strokeDasharray="3 3" />}
          </g>
          {rows.map((row, at) => (
            <RowButton key={row.id} top={TOP + at * ROW} width={width} height={ROW - 1} said={row.said} open={row.open} testId={`${testId}-${row.id}`}>
              <Dot row={row} middle={TOP + at * ROW + ROW / 2} names={names} right={width - RIGHT} x={x} />
            </RowButton>
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}

function Dot({ row, middle, names, right, x }: { row: GapRow; middle: number; names: number; right: number; x: (value: number) => number }) {
  const { value, lower, upper, n } = row.figure;
  return (
    <>
      <text className={classes.name} x={names - 6} y={middle + 4} textAnchor="end">
        {short(row.name, 18)}
      </text>
      {value === null ? (
        <text className={classes.tick} x={names + 8} y={middle + 4}>
          {t('dashboard.none')}
        </text>
      ) : (
        <>
          {lower !== null && upper !== null && <path className={classes.whisker} d={`M${x(lower)} ${middle - 3}v6M${x(lower)} ${middle}H${x(upper)}M${x(upper)} ${middle - 3}v6`} />}
          <circle cx={x(value)} cy={middle} r={4.5} className={row.sign === '▼' ? classes.lower : row.sign === '▲' ? classes.higher : classes.dot} />
        </>
      )}
      <text className={classes.value} x={right + 4} y={middle + 4}>
        <tspan className={row.sign === '' ? undefined : classes.told}>{`${row.sign}${row.sign === '' ? '' : ' '}${row.verdict}`}</tspan>
        <tspan className={classes.tick} dx={6}>
          {t('components.figure.n')} {formatCount(n)}
        </tspan>
      </text>
    </>
  );
}
