import { useRef } from 'react';
import type { ProgressPoint, RaterSeries } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import { axisOf } from './ProgressChart';
import { RowButton, short } from './RowButton';
import { StepHits } from './StepHits';
import classes from './ThroughputChart.module.css';
import { ticks } from './ticks';
import { linear, stepName, timeMarks } from './timeAxis';
import { useWidth } from './useWidth';

export interface ThroughputChartProps {
  points: readonly ProgressPoint[];
  raters: readonly RaterSeries[];
  step: number;
  name: string;
  note?: string;
  openStep: (from: number, to: number) => void;
  openRater: (person: number) => void;
}

const TOTAL = 150;
const ROW = 26;

/** Judgments in each step, of all and small below of each rater on one scale. */
export function ThroughputChart({ points, raters, step, name, note, openStep, openRater }: ThroughputChartProps) {
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place);
  const frame = { width, height: TOTAL, left: 112, right: 52, top: 14, foot: 32 };
  const height = TOTAL + raters.length * ROW + 4;
  const first = points[0]?.at ?? 0;
  const end = (points.at(-1)?.at ?? 0) + step;
  const most = Math.max(1, ...points.map(({ judgments }) => judgments));
  // All others together would make each one small.
  const mostOfOne = Math.max(1, ...raters.filter(({ person }) => person !== null).flatMap((rater) => rater.judgments));
  const x = linear([first, end], [frame.left, width - frame.right]);
  const y = linear([0, most], [TOTAL - frame.foot, frame.top]);
  const bar = Math.max(1, (x(first + step) - x(first)) * 0.8);
  return (
    <ChartFrame title={t(step <= 3_600_000 ? 'dashboard.throughput.hours' : step <= 86_400_000 ? 'dashboard.throughput.days' : 'dashboard.throughput.weeks')} name={name} testId="throughput-chart" ref={place} note={note}>
      {(svg) => (
        <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('dashboard.throughput.label')} className={classes.svg}>
          <Axes
            frame={frame}
            x={axisOf(timeMarks(first, end, step, Math.floor((width - frame.left - frame.right) / 72)), x)}
            y={{ marks: ticks(0, most).filter(Number.isInteger), at: y, text: (mark) => formatCount(mark) }}
            caption=""
          />
          {points.map(({ at, judgments }) => (
            <rect key={at} className={classes.bar} x={x(at) + bar * 0.1} y={y(judgments)} width={bar} height={TOTAL - frame.foot - y(judgments)} />
          ))}
          <StepHits
            n={points.length}
            place={(at) => ({ x: x(points[at]?.at ?? 0), width: x((points[at]?.at ?? 0) + step) - x(points[at]?.at ?? 0) })}
            top={frame.top}
            height={TOTAL - frame.foot - frame.top}
            said={(at) => t('dashboard.throughput.step', { step: stepName(points[at]?.at ?? 0, step), n: points[at]?.judgments ?? 0, skips: points[at]?.skips ?? 0 })}
            open={(at) => openStep(points[at]?.at ?? 0, (points[at]?.at ?? 0) + step)}
            testId="throughput-step"
          />
          {raters.map((rater, at) => {
            const top = TOTAL + at * ROW;
            const total = rater.judgments.reduce((sum, n) => sum + n, 0);
            const small = linear([0, mostOfOne], [0, ROW - 8]);
            const { person } = rater;
            const who = person === null ? t('dashboard.throughput.others') : rater.rater;
            return (
              <RowButton
                key={person ?? 'others'}
                top={top}
                width={width}
                height={ROW - 2}
                said={t('dashboard.throughput.rater', { rater: who, n: total })}
                open={person === null ? undefined : () => openRater(person)}
                testId={`throughput-rater-${person ?? 'others'}`}
              >
                <text x={frame.left - 10} y={top + 16} textAnchor="end" className={classes.name}>
                  {short(who, 15)}
                </text>
                {person !== null && <path className={classes.base} d={`M${frame.left} ${top + ROW - 4}H${width - frame.right}`} />}
                {rater.judgments.map(
                  (n, step_) =>
                    n > 0 &&
                    person !== null && (
                      <rect key={step_} className={classes.small} x={x(points[step_]?.at ?? 0) + bar * 0.1} y={top + ROW - 4 - small(n)} width={bar} height={small(n)} />
                    ),
                )}
                <text x={width - frame.right + 8} y={top + 16} className={classes.value}>
                  {formatCount(total)}
                </text>
              </RowButton>
            );
          })}
        </svg>
      )}
    </ChartFrame>
  );
}
