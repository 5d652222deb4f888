import type { AtThreshold } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import classes from './ThresholdCurve.module.css';

const FRAME = { width: 420, height: 300, left: 48, right: 16, top: 14, foot: 40 };
const MARKS = [0, 0.25, 0.5, 0.75, 1];

export interface Place {
  value: number;
  lower: number | null;
  upper: number | null;
}

export interface ThresholdCurveProps {
  title: string;
  label: string;
  name: string;
  testId: string;
  points: readonly AtThreshold[];
  /** Where a point stands; none where it is undefined. */
  x: (point: AtThreshold) => Place | null;
  y: (point: AtThreshold) => Place | null;
  /** Each threshold reaches on to the next: no line between, which would be too good. */
  steps?: boolean;
  /** The threshold that is looked at. */
  at: AtThreshold | null;
  /** What guessing comes to: two ends of a line. */
  chance: readonly [readonly [number, number], readonly [number, number]];
  xAxis: string;
  yAxis: string;
  onPick: (point: AtThreshold) => void;
}

/** Two shares at every threshold; the one that is looked at with its intervals. */
export function ThresholdCurve(props: ThresholdCurveProps) {
  const { title, label, name, testId, points, at, chance, steps = false, onPick } = props;
  const x = (share: number): number => FRAME.left + share * (FRAME.width - FRAME.left - FRAME.right);
  const y = (share: number): number => FRAME.top + (1 - share) * (FRAME.height - FRAME.top - FRAME.foot);
  const places = points.flatMap((point) => {
    const [across, up] = [props.x(point), props.y(point)];
    return across && up ? [{ point, x: x(across.value), y: y(up.value) }] : [];
  });
  const line = places.map((each, place) => (place === 0 ? `M${each.x.toFixed(1)} ${each.y.toFixed(1)}` : `${steps ? `V${each.y.toFixed(1)}H${each.x.toFixed(1)}` : `L${each.x.toFixed(1)} ${each.y.toFixed(1)}`}`)).join('');
  const [across, up] = at ? [props.x(at), props.y(at)] : [null, null];
  const pick = (event: React.MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = FRAME.width / box.width;
    const [px, py] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const distance = (each: { x: number; y: number }) => Math.hypot(each.x - px, each.y - py);
    const nearest = places.reduce<(typeof places)[number] | null>((best, each) => (best && distance(best) <= distance(each) ? best : each), null);
    if (nearest) onPick(nearest.point);
  };
  return (
    <ChartFrame title={title} name={name} testId={testId}>
      {(svg) => (
        <svg ref={svg} viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} width={FRAME.width} height={FRAME.height} role="img" aria-label={label} className={classes.svg} onClick={pick}>
          <Axes frame={FRAME} x={{ marks: MARKS, at: x, text: (mark) => formatPercent(mark) }} y={{ marks: MARKS, at: y, text: (mark) => formatPercent(mark) }} caption={props.xAxis} />
          <text x={FRAME.left + 4} y={FRAME.top - 3} className={classes.axis}>
            {props.yAxis}
          </text>
          <path d={`M${x(chance[0][0])} ${y(chance[0][1])}L${x(chance[1][0])} ${y(chance[1][1])}`} className={classes.chance} strokeDasharray="3 3" />
          <path d={line} className={classes.curve} />
          {across && up && (
            <g data-testid={`${testId}-at`}>
              {across.lower !== null && across.upper !== null && <path d={`M${x(across.lower)} ${y(up.value)}H${x(across.upper)}`} className={classes.whisker} />}
              {up.lower !== null && up.upper !== null && <path d={`M${x(across.value)} ${y(up.lower)}V${y(up.upper)}`} className={classes.whisker} />}
              <circle cx={x(across.value)} cy={y(up.value)} r={5} className={classes.point} />
            </g>
          )}
        </svg>
      )}
    </ChartFrame>
  );
}
