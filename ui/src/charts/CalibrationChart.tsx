import type { BinView } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import { RowButton } from './RowButton';
import classes from './CalibrationChart.module.css';

const FRAME = { width: 420, height: 360, left: 48, right: 16, top: 14, foot: 40 };
/** Height of the bars of counts above the foot, and the air above them. */
const COUNTS = 56;
const AIR = 14;
const MARKS = [0, 0.25, 0.5, 0.75, 1];

export interface CalibrationChartProps {
  bins: readonly BinView[];
  name: string;
  onBin: (bin: BinView) => void;
}

/** Share right against confidence, with its interval, and how many rows stand behind each bin. */
export function CalibrationChart({ bins, name, onBin }: CalibrationChartProps) {
  const bottom = FRAME.height - FRAME.foot - COUNTS - AIR;
  const x = (share: number): number => FRAME.left + share * (FRAME.width - FRAME.left - FRAME.right);
  const y = (share: number): number => FRAME.top + (1 - share) * (bottom - FRAME.top);
  const most = Math.max(1, ...bins.map(({ accuracy }) => accuracy.n));
  const floor = FRAME.height - FRAME.foot;
  return (
    <ChartFrame title={t('metrics.calibration.title')} name={name} testId="calibration">
      {(svg) => (
        <svg ref={svg} viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} width={FRAME.width} height={FRAME.height} role="group" aria-label={t('metrics.calibration.label', { n: bins.length })} className={classes.svg}>
          <Axes frame={FRAME} x={{ marks: MARKS, at: x, text: (mark) => formatPercent(mark) }} y={{ marks: MARKS, at: y, text: (mark) => formatPercent(mark) }} caption={t('metrics.calibration.confidence')} />
          <text x={FRAME.left + 4} y={FRAME.top - 3} className={classes.axis}>
            {t('metrics.calibration.right')}
          </text>
          <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} className={classes.even} strokeDasharray="3 3" />
          {bins.map((bin) => {
            const { confidence, accuracy, lower, upper } = bin;
            if (confidence === null || accuracy.value === null) return null;
            const height = Math.max(1, (accuracy.n / most) * COUNTS);
            return (
              <RowButton key={lower} top={FRAME.top} width={0} height={0} said={said(bin)} open={() => onBin(bin)} testId={`bin-${formatNumber(upper, 2)}`}>
                <rect x={x(lower)} y={FRAME.top} width={x(upper) - x(lower)} height={floor - FRAME.top} className={classes.hit} />
                <rect x={x(lower) + 1} y={floor - height} width={Math.max(1, x(upper) - x(lower) - 2)} height={height} className={classes.count} />
                {accuracy.lower !== null && accuracy.upper !== null && <path d={`M${x(confidence)} ${y(accuracy.lower)}V${y(accuracy.upper)}`} className={classes.whisker} />}
                <circle cx={x(confidence)} cy={y(accuracy.value)} r={4} className={classes.point} />
              </RowButton>
            );
          })}
          <text x={FRAME.left - 6} y={floor - COUNTS + 4} textAnchor="end" className={classes.axis}>
            {formatCount(most)}
          </text>
          <text x={FRAME.left - 6} y={floor - COUNTS + 16} textAnchor="end" className={classes.axis}>
            {t('metrics.calibration.rows')}
          </text>
        </svg>
      )}
    </ChartFrame>
  );
}

function said({ lower, upper, confidence, accuracy }: BinView): string {
  const interval = accuracy.lower === null || accuracy.upper === null ? '' : ` ${formatInterval(accuracy.lower, accuracy.upper)}`;
  return t('metrics.calibration.bin', {
    low: formatNumber(lower, 2),
    high: formatNumber(upper, 2),
    right: `${formatNumber(accuracy.value ?? 0, 2)}${interval}`,
    confidence: formatNumber(confidence ?? 0, 2),
    n: accuracy.n,
  });
}
