import type { AuditPlanned } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { ChartFrame } from './ChartFrame';
import classes from './OcCurve.module.css';
import { ticks } from './ticks';

const WIDTH = 560;
const HEIGHT = 230;
const LEFT = 48;
const RIGHT = 20;
const TOP = 16;
const FOOT = 40;

/** How likely the plan accepts a lot, for each share of wrong labels in it. */
export function OcCurve({ plan, name }: { plan: AuditPlanned; name: string }) {
  const most = plan.curve.at(-1)?.error_rate || 1;
  const x = (rate: number): number => LEFT + (rate / most) * (WIDTH - LEFT - RIGHT);
  const y = (chance: number): number => TOP + (1 - chance) * (HEIGHT - TOP - FOOT);
  const line = plan.curve.map(({ error_rate, accept }, at) => `${at === 0 ? 'M' : 'L'}${x(error_rate).toFixed(1)} ${y(accept).toFixed(1)}`).join('');
  const marks = [
    { id: 'good', point: plan.good },
    { id: 'tolerable', point: plan.tolerable },
  ] as const;
  const digits = most < 0.05 ? 2 : most < 0.1 ? 1 : 0;
  return (
    <ChartFrame title={t('audit.curve.title')} name={name} testId="oc-curve">
      {(svg) => (
        <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={t('audit.curve.label')} className={classes.svg}>
          {[0, 0.25, 0.5, 0.75, 1].map((mark) => (
            <g key={mark}>
              <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(mark)} y2={y(mark)} className={classes.grid} />
              <text x={LEFT - 6} y={y(mark) + 4} textAnchor="end">
                {formatPercent(mark)}
              </text>
            </g>
          ))}
          {ticks(0, most).map((mark) => (
            <text key={mark} x={x(mark)} y={HEIGHT - FOOT + 16} textAnchor="middle">
              {formatPercent(mark, digits)}
            </text>
          ))}
          <text x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end">
            {t('audit.curve.axis')}
          </text>
          <path d={line} className={classes.curve} />
          {marks.map(({ id, point }) => (
            <g key={id}>
              <line x1={x(point.error_rate)} x2={x(point.error_rate)} y1={y(point.accept)} y2={y(0)} className={classes.drop} strokeDasharray="3 3" />
              <circle cx={x(point.error_rate)} cy={y(point.accept)} r={4.5} className={classes.point} />
              <text x={x(point.error_rate) + 9} y={y(point.accept) + (id === 'good' ? -3 : -7)} className={classes.name}>
                {t(`audit.curve.${id}`)}
              </text>
            </g>
          ))}
        </svg>
      )}
    </ChartFrame>
  );
}
