import { useRef } from 'react';
import type { ProgressPoint, WorkForecast } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import classes from './ProgressChart.module.css';
import { RowButton } from './RowButton';
import { StepHits } from './StepHits';
import { ticks } from './ticks';
import { formatDate, linear, spreadLabels, stairs, stepName, timeMarks } from './timeAxis';
import { useWidth } from './useWidth';

export interface ProgressChartProps {
  points: readonly ProgressPoint[];
  step: number;
  items: number;
  forecast: WorkForecast;
  now: number;
  name: string;
  note?: string;
  openLine: (line: Line | 'open') => void;
  openStep: (from: number, to: number) => void;
}

export type Line = 'complete' | 'conflicts' | 'decided';
const LINES: readonly Line[] = ['complete', 'conflicts', 'decided'];
/** What is named at the right end; what is open is the room above the line of what is complete. */
const NAMED = ['open', ...LINES] as const;
const HEIGHT = 236;

/** Items complete, in conflict and decided over time, and when the last one is complete. */
export function ProgressChart(props: ProgressChartProps) {
  const { points, step, items, forecast, now, name, note, openLine, openStep } = props;
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place);
  const frame = { width, height: HEIGHT, left: 52, right: 108, top: 24, foot: 32 };
  const first = points[0]?.at ?? now;
  const last = (points.at(-1)?.at ?? now) + step;
  // What is foreseen takes at most as much room as what was: else the past could not be read.
  const room = last + Math.max(last - first, 10 * step);
  const end = forecast.at === null ? last : Math.min(room, Math.max(last, forecast.latest ?? room));
  const most = Math.max(1, items, ...points.map(({ complete }) => complete));
  const x = linear([first, end], [frame.left, width - frame.right]);
  const y = linear([0, most], [HEIGHT - frame.foot, frame.top]);
  const lastPoint = points.at(-1);
  const ends = { open: Math.max(0, items - (lastPoint?.complete ?? 0)), complete: lastPoint?.complete ?? 0, conflicts: lastPoint?.conflicts ?? 0, decided: lastPoint?.decided ?? 0 };
  const wanted = NAMED.map((line) => (line === 'open' ? y(items) : y(ends[line])));
  const labels = spreadLabels(wanted, 15, frame.top + 4, HEIGHT - frame.foot);
  const said = (at: number): string => {
    const point = points[at];
    return point
      ? t('dashboard.progress.step', { step: stepName(point.at, step), complete: point.complete, conflicts: point.conflicts, decided: point.decided })
      : '';
  };
  return (
    <ChartFrame title={t('dashboard.progress.title')} name={name} testId="progress-chart" ref={place} note={note}>
      {(svg) => (
        <svg ref={svg} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label={t('dashboard.progress.label')} className={classes.svg}>
          <Axes
            frame={frame}
            x={axisOf(timeMarks(first, end, step, Math.floor((width - frame.left - frame.right) / 72)), x)}
            y={{ marks: ticks(0, most), at: y, text: (mark) => formatCount(mark) }}
            caption=""
          />
          {lastPoint && (
            <path className={classes.area} d={`${stairs(points.map(({ at, complete }) => [x(at), y(complete)]), x(last))}V${y(0)}H${x(first)}Z`} />
          )}
          {LINES.map((line) => (
            <path key={line} className={classes[line]} d={stairs(points.map((point) => [x(point.at), y(point[line])]), x(last))} />
          ))}
          {lastPoint && forecast.at !== null && (
            <Foreseen forecast={forecast} from={[x(last), y(lastPoint.complete)]} x={x} top={y(items)} end={x(end)} beyond={forecast.at > end} />
          )}
          {points.length > 0 && (
            <StepHits
              n={points.length}
              place={(at) => ({ x: x(points[at]?.at ?? 0), width: x((points[at]?.at ?? 0) + step) - x(points[at]?.at ?? 0) })}
              top={frame.top}
              height={HEIGHT - frame.foot - frame.top}
              said={said}
              open={(at) => openStep(points[at]?.at ?? 0, (points[at]?.at ?? 0) + step)}
              testId="progress-step"
            />
          )}
          {lastPoint &&
            NAMED.map((line, at) => (
              <g key={line} transform={`translate(${width - frame.right + 6} ${labels[at] ?? 0})`}>
                <RowButton
                  top={-10}
                  width={frame.right - 6}
                  height={15}
                  said={t('dashboard.progress.open', { what: t(`dashboard.progress.line.${line}`), n: ends[line] })}
                  open={() => openLine(line)}
                  testId={`progress-${line}`}
                >
                  {line !== 'open' && <path d="M2 -3h12" className={classes[line]} />}
                  <text x={18} y={1} className={classes.name}>
                    {t(`dashboard.progress.line.${line}`)}
                    <tspan className={classes.value} dx={5}>
                      {formatCount(ends[line])}
                    </tspan>
                  </text>
                </RowButton>
              </g>
            ))}
        </svg>
      )}
    </ChartFrame>
  );
}

/** Marks that carry their own text. */
export function axisOf(marks: readonly { at: number; text: string }[], x: (value: number) => number) {
  const texts = new Map(marks.map(({ at, text }) => [at, text]));
  return { marks: marks.map(({ at }) => at), at: x, text: (mark: number) => texts.get(mark) ?? '' };
}

interface ForeseenProps {
  forecast: WorkForecast;
  from: readonly [number, number];
  x: (at: number) => number;
  /** Where all items are complete. */
  top: number;
  end: number;
  /** The end lies to the right of the drawing. */
  beyond: boolean;
}

/** The way to the last item at the mean pace, and the interval of its day. */
function Foreseen({ forecast, from, x, top, end, beyond }: ForeseenProps) {
  const { at, earliest, latest } = forecast;
  if (at === null) return null;
  const share = beyond ? (end - from[0]) / (x(at) - from[0] || 1) : 1;
  const to = [beyond ? end : x(at), from[1] + (top - from[1]) * share] as const;
  const left = Math.min(end, x(earliest ?? at));
  const right = latest === null ? end : Math.min(end, x(latest));
  return (
    <g aria-hidden>
      <path className={classes.way} d={`M${from[0]} ${from[1]}L${to[0]} ${to[1]}`} />
      {left < end && (
        <>
          <path className={classes.range} d={`M${left} ${top}H${right}`} />
          <path className={classes.rangeEnd} d={`M${left} ${top - 4}v8${latest !== null && right < end ? `M${right} ${top - 4}v8` : ''}`} />
        </>
      )}
      {!beyond && (
        <>
          <circle className={classes.dot} cx={to[0]} cy={top} r={4} />
          <text className={classes.value} x={Math.min(to[0], end - 30)} y={top - 9} textAnchor="middle">
            {formatDate(at)}
          </text>
        </>
      )}
    </g>
  );
}
