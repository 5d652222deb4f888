import type { ReplayedRule } from '@/generated/commands';
import { formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import classes from './CostCurve.module.css';
import { ticks } from './ticks';

const FRAME = { width: 560, height: 260, left: 52, right: 128, top: 12, foot: 40 };

/** Rules that draw the same judgments are one point: where items have three, so do `fixed-5` and `all`. */
function merged(rules: readonly ReplayedRule[]): ReplayedRule[] {
  const places = new Map<string, ReplayedRule>();
  for (const rule of rules) {
    const place = `${rule.judgments_per_item.toFixed(3)} ${rule.accuracy.value?.toFixed(6)}`;
    const there = places.get(place);
    places.set(place, there ? { ...there, rule: `${there.rule}, ${rule.rule}` } : rule);
  }
  return [...places.values()];
}

/** What each rule costs in judgments and gives in accuracy, with intervals. */
export function CostCurve({ rules, name }: { rules: readonly ReplayedRule[]; name: string }) {
  const drawn = merged(rules.filter(({ accuracy }) => accuracy.value !== null));
  const cost = Math.max(1, ...drawn.map((rule) => rule.judgments_per_item));
  const ends = drawn.flatMap(({ accuracy }) => [accuracy.lower ?? accuracy.value ?? 0, accuracy.upper ?? accuracy.value ?? 1]);
  const [low, high] = [Math.max(0, Math.min(...ends) - 0.02), Math.min(1, Math.max(...ends) + 0.02)];
  const x = (judgments: number): number => FRAME.left + (judgments / cost) * (FRAME.width - FRAME.left - FRAME.right);
  const y = (accuracy: number): number => FRAME.top + ((high - accuracy) / (high - low || 1)) * (FRAME.height - FRAME.top - FRAME.foot);
  return (
    <ChartFrame title={t('project.cost.chart')} name={name} testId="cost-curve">
      {(svg) => (
        <svg ref={svg} viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} width={FRAME.width} height={FRAME.height} role="img" aria-label={t('project.cost.label')} className={classes.svg}>
          <Axes
            frame={FRAME}
            x={{ marks: ticks(0, cost), at: x, text: (mark) => formatNumber(mark, 0) }}
            y={{ marks: ticks(low, high), at: y, text: (mark) => formatPercent(mark) }}
            caption={t('project.cost.axis')}
          />
          {drawn.map((rule) => {
            const value = rule.accuracy.value ?? 0;
            const [at, from, to] = [x(rule.judgments_per_item), rule.accuracy.lower ?? value, rule.accuracy.upper ?? value];
            return (
              <g key={rule.rule} className={rule.rule === 'adaptive' ? classes.adaptive : classes.fixed}>
                <path d={`M${at - 4} ${y(from)}h8M${at} ${y(from)}V${y(to)}M${at - 4} ${y(to)}h8`} className={classes.whisker} />
                <circle cx={at} cy={y(value)} r={4.5} />
                <text x={at + 9} y={y(value) + (rule.rule === 'adaptive' ? -6 : 14)} className={classes.name}>
                  {rule.rule}
                </text>
              </g>
            );
          })}
        </svg>
      )}
    </ChartFrame>
  );
}
