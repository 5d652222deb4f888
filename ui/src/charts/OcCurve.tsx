import type { AuditPlanned } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import classes from './OcCurve.module.css';
import { ticks } from './ticks';

const FRAME = { width: 560, height: 230, left: 48, right: 20, top: 16, foot: 40 };

/** How likely the plan accepts a lot, for each share of wrong labels in it. */
export function OcCurve({ plan, name }: { plan: AuditPlanned; name: string }) {
  const most = plan.curve.at(-1)?.error_rate || 1;
  const x = (rate: number): number => FRAME.left + (rate / most) * (FRAME.width - FRAME.left - FRAME.right);
  const y = (chance: number): number => FRAME.top + (1 - chance) * (FRAME.height - FRAME.top - FRAME.foot);
  const line = plan.curve.map(({ error_rate, accept }, at) => `${at === 0 ? 'M' : 'L'}${x(error_rate).toFixed(1)} ${y(accept).toFixed(1)}`).join('');
  const marks = [
    { id: 'good', point: plan.good },
    { id: 'tolerable', point: plan.tolerable },
  ] as const;
  const digits = most < 0.05 ? 2 : most < 0.1 ? 1 : 0;
  return (
    <ChartFrame title={t('audit.curve.title')} name={name} testId="oc-curve">
      {(svg) => (
        <svg ref={svg} viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} width={FRAME.width} height={FRAME.height} role="img" aria-label={t('audit.curve.label')} className={classes.svg}>
          <Axes
            frame={FRAME}
            x={{ marks: ticks(0, most), at: x, text: (mark) => formatPercent(mark, digits) }}
            y={{ marks: [0, 0.25, 0.5, 0.75, 1], at: y, text: (mark) => formatPercent(mark) }}
            caption={t('audit.curve.axis')}
          />
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
