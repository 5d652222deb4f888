import { useRef } from 'react';
import type { Figure } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { ChartFrame } from './ChartFrame';
import { short } from './RowButton';
import classes from './TagBars.module.css';
import { ticks } from './ticks';
import { useWidth } from './useWidth';

export interface TagBar {
  id: number;
  name: string;
  gain: Figure | null;
  ceiling: Figure;
  open: () => void;
}

export interface TagBarsProps {
  bars: readonly TagBar[];
  /** What the chart is called. */
  name: string;
}

const TOP = 30;
const FOOT = 34;
const GROUP = 44;
const BAR = 13;
const NAME = 128;
const RIGHT = 16;

/** Both ceilings of each tag with their intervals, in points of accuracy. */
export function TagBars({ bars, name }: TagBarsProps) {
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place);
  const height = TOP + bars.length * GROUP + FOOT;
  const ends = bars.flatMap(({ gain, ceiling }) => [...points(gain), ...points(ceiling)]);
  const low = Math.min(0, ...ends);
  const high = Math.max(0.1, ...ends);
  const x = (value: number): number => NAME + ((value - low) / (high - low)) * (width - NAME - RIGHT);
  const marks = ticks(low, high);
  const digits = (marks[1] ?? 1) - (marks[0] ?? 0) < 1 ? 1 : 0;

  return (
    <ChartFrame title={t('priorities.chart.title')} name={name} testId="priority-chart" ref={place} note={t('priorities.chart.overlap')}>
      {(svg) => (
        <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('priorities.chart.label')} className={classes.svg}>
          <g aria-hidden>
            <rect x={NAME} y={8} width={12} height={8} className={classes.gain} />
            <text x={NAME + 18} y={16}>
              {t('priorities.chart.gain')}
            </text>
            <rect x={NAME + 96} y={8} width={12} height={8} className={classes.ceiling} />
            <text x={NAME + 114} y={16}>
              {t('priorities.chart.ceiling')}
            </text>
            {marks.map((mark) => (
              <g key={mark}>
                <line x1={x(mark)} x2={x(mark)} y1={TOP - 4} y2={height - FOOT} className={mark === 0 ? classes.zero : classes.grid} />
                <text x={x(mark)} y={height - FOOT + 14} textAnchor="middle" className={classes.tick}>
                  {formatNumber(mark || 0, digits)}
                </text>
              </g>
            ))}
            <text x={width - RIGHT} y={height - 4} textAnchor="end" className={classes.tick}>
              {t('priorities.chart.axis')}
            </text>
          </g>
          {bars.map((bar, at) => (
            <Group key={bar.id} bar={bar} top={TOP + at * GROUP} width={width} x={x} />
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}

const points = (figure: Figure | null): number[] =>
  figure?.value == null ? [] : [figure.value, figure.lower ?? figure.value, figure.upper ?? figure.value].map((value) => value * 100);

interface GroupProps {
  bar: TagBar;
  top: number;
  width: number;
  x: (value: number) => number;
}

/** One tag: a click or Enter opens its rows. */
function Group({ bar, top, width, x }: GroupProps) {
  const said = [
    bar.gain && t('priorities.chart.bar', { name: bar.name, what: t('priorities.chart.gain'), value: inWords(bar.gain) }),
    t('priorities.chart.bar', { name: bar.name, what: t('priorities.chart.ceiling'), value: inWords(bar.ceiling) }),
  ].filter(Boolean);
  return (
    <g
      role="button"
      tabIndex={0}
      className={classes.group}
      data-testid={`bar-${bar.id}`}
      onClick={bar.open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        bar.open();
      }}
    >
      <title>{said.join('\n')}</title>
      <rect x={0} y={top + 1} width={width} height={GROUP - 2} rx={4} className={classes.hit} />
      <text x={NAME - 10} y={top + GROUP / 2 + 4} textAnchor="end" className={classes.name}>
        {short(bar.name, 17)}
      </text>
      <Bar figure={bar.gain} top={top + 6} x={x} className={classes.gain} missing={t(bar.gain ? 'priorities.notEstimable' : 'priorities.setHlp')} />
      <Bar figure={bar.ceiling} top={top + 6 + BAR + 4} x={x} className={classes.ceiling} missing={t('priorities.notEstimable')} />
    </g>
  );
}

const inWords = ({ value, lower, upper }: Figure): string => {
  if (value === null) return t('priorities.notEstimable');
  const text = (each: number): string => formatNumber(each * 100, 2);
  return lower === null || upper === null ? text(value) : `${text(value)} [${text(lower)}, ${text(upper)}]`;
};

interface BarProps {
  figure: Figure | null;
  top: number;
  x: (value: number) => number;
  className: string | undefined;
  missing: string;
}

function Bar({ figure, top, x, className, missing }: BarProps) {
  const middle = top + BAR / 2;
  if (figure?.value == null) {
    return (
      <text x={x(0) + 6} y={middle + 4} className={classes.missing}>
        {missing}
      </text>
    );
  }
  const [from, to] = [Math.min(0, figure.value * 100), Math.max(0, figure.value * 100)];
  return (
    <>
      <rect x={x(from)} y={top} width={Math.max(1, x(to) - x(from))} height={BAR} className={className} />
      {figure.lower !== null && figure.upper !== null && (
        <Whisker
          path={`M${x(figure.lower * 100)} ${middle - 4}v8M${x(figure.lower * 100)} ${middle}H${x(figure.upper * 100)}M${x(figure.upper * 100)} ${middle - 4}v8`}
        />
      )}
    </>
  );
}

/** On a rim of the colour behind it, so that it is seen on the bar as well. */
function Whisker({ path }: { path: string }) {
  return (
    <>
      <path d={path} className={classes.rim} />
      <path d={path} className={classes.whisker} />
    </>
  );
}
