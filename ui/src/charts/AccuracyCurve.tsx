import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import classes from './AccuracyCurve.module.css';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import { ticks } from './ticks';

/** Two names that would lie on each other: the later one moves up. */
function apart(places: readonly number[]): number[] {
  const taken: number[] = [];
  for (const place of places) {
    let free = place;
    while (taken.some((other) => Math.abs(other - free) < 14)) free -= 14;
    taken.push(free);
  }
  return taken;
}

const FRAME = { width: 560, height: 220, left: 48, right: 92, top: 14, foot: 40 };

export interface CurveLine {
  id: string;
  name: string;
  /** Accuracy and chance, by rising accuracy. */
  points: readonly (readonly [accuracy: number, chance: number])[];
  /** Told apart by a dash as well as by colour. */
  second?: boolean;
}

export interface AccuracyCurveProps {
  title: string;
  label: string;
  name: string;
  lines: readonly CurveLine[];
  /** Upright lines at accuracies that matter, with a word each. */
  marks: readonly { at: number; name: string }[];
  testId: string;
}

/** Chances by a rater's true accuracy. */
export function AccuracyCurve({ title, label, name, lines, marks, testId }: AccuracyCurveProps) {
  const all = lines.flatMap(({ points }) => points.map(([accuracy]) => accuracy));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (accuracy: number): number =>
    FRAME.left + ((accuracy - low) / (high - low || 1)) * (FRAME.width - FRAME.left - FRAME.right);
  const y = (chance: number): number => FRAME.top + (1 - chance) * (FRAME.height - FRAME.top - FRAME.foot);
  const path = ({ points }: CurveLine): string =>
    points.map(([accuracy, chance], at) => `${at === 0 ? 'M' : 'L'}${x(accuracy).toFixed(1)} ${y(chance).toFixed(1)}`).join('');
  const names = apart(lines.map(({ points }) => y(points.at(-1)?.[1] ?? 0) + 4));
  return (
    <ChartFrame title={title} name={name} testId={testId}>
      {(svg) => (
        <svg ref={svg} viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} width={FRAME.width} height={FRAME.height} role="img" aria-label={label} className={classes.svg}>
          <Axes
            frame={FRAME}
            x={{ marks: ticks(low, high), at: x, text: (mark) => formatPercent(mark) }}
            y={{ marks: [0, 0.25, 0.5, 0.75, 1], at: y, text: (mark) => formatPercent(mark) }}
            caption={t('training.plan.axis')}
          />
          {marks.map(({ at, name: word }) => (
            <g key={word}>
              <line x1={x(at)} x2={x(at)} y1={y(1)} y2={y(0)} className={classes.drop} strokeDasharray="3 3" />
              <text x={x(at) + 4} y={y(0) - 6} className={classes.mark}>
                {word}
              </text>
            </g>
          ))}
          {lines.map((line, at) => (
            <g key={line.id}>
              <path d={path(line)} className={line.second ? classes.second : classes.first} strokeDasharray={line.second ? '5 4' : undefined} />
              <text x={FRAME.width - FRAME.right + 6} y={names[at]} className={classes.name}>
                {line.name}
              </text>
            </g>
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}
