import { useRef } from 'react';
import type { AgreementOverTime, CoefficientFigure } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './AgreementChart.module.css';
import { Axes } from './Axes';
import { ChartFrame } from './ChartFrame';
import { StepHits } from './StepHits';
import { ticks } from './ticks';
import { formatDate, linear, spreadLabels } from './timeAxis';
import { useWidth } from './useWidth';

export interface AgreementChartProps {
  agreement: AgreementOverTime;
  name: string;
  note?: string;
  openWindow: (from: number, to: number) => void;
}

const HEIGHT = 236;
type Series = 'alpha' | 'percent';
const SERIES: readonly Series[] = ['percent', 'alpha'];

/** Agreement of items in the order in which they were completed, with the guideline's versions. */
export function AgreementChart({ agreement, name, note, openWindow }: AgreementChartProps) {
  const { windows, guidelines } = agreement;
  const place = useRef<HTMLElement>(null);
  const width = useWidth(place);
  const frame = { width, height: HEIGHT, left: 44, right: 108, top: 22, foot: 40 };
  const values = windows.flatMap(({ alpha, percent }) => [...ends(alpha), ...ends(percent)]);
  const low = Math.min(0, ...values);
  const x = linear([0, agreement.items], [frame.left, width - frame.right]);
  const y = linear([low, 1], [HEIGHT - frame.foot, frame.top]);
  const last = windows.at(-1);
  const labels = spreadLabels(SERIES.map((series) => y(last?.[series].value ?? 0)), 16, frame.top, HEIGHT - frame.foot);
  const said = (at: number): string => {
    const window = windows[at];
    if (!window) return '';
    return t('dashboard.agreement.window', {
      first: window.first + 1,
      last: window.first + window.items,
      until: formatDate(window.to),
      alpha: inWords(window.alpha),
      percent: inWords(window.percent),
    });
  };
  return (
    <ChartFrame title={t('dashboard.agreement.title')} name={name} testId="agreement-chart" ref={place} note={note}>
      {(svg) => (
        <svg ref={svg} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label={t('dashboard.agreement.label')} className={classes.svg}>
          <Axes
            frame={frame}
            x={{ marks: ticks(0, agreement.items).filter(Number.isInteger), at: x, text: (mark) => formatCount(mark) }}
            y={{ marks: ticks(low, 1), at: y, text: (mark) => formatNumber(mark, 1) }}
            caption={t('dashboard.agreement.axis')}
          />
          {guidelines
            .filter(({ items_before }) => items_before > 0 && items_before < agreement.items)
            .map(({ version, items_before }) => (
              <g key={version} className={classes.version}>
                <path d={`M${x(items_before)} ${frame.top - 6}V${HEIGHT - frame.foot}`} />
                <text x={x(items_before) + 4} y={frame.top - 8}>
                  {t('dashboard.agreement.version', { version })}
                </text>
              </g>
            ))}
          {SERIES.map((series, at) => (
            <g key={series} className={classes[series]}>
              <path className={classes.line} d={line(windows.map((window) => [x(window.first + window.items / 2) + shift(at), window[series].value]), y)} />
              {windows.map((window) => (
                <Dot key={window.first} x={x(window.first + window.items / 2) + shift(at)} y={y} figure={window[series]} square={at === 0} />
              ))}
              {last && (
                <text x={width - frame.right + 10} y={(labels[at] ?? 0) + 4} className={classes.name}>
                  {t(`dashboard.agreement.series.${series}`)}
                </text>
              )}
            </g>
          ))}
          {windows.length > 0 && (
            <StepHits
              n={windows.length}
              place={(at) => ({ x: x(windows[at]?.first ?? 0), width: x(windows[at]?.items ?? 0) - x(0) })}
              top={frame.top}
              height={HEIGHT - frame.foot - frame.top}
              said={said}
              open={(at) => {
                const window = windows[at];
                if (window) openWindow(window.from, window.to + 1);
              }}
              testId="agreement-window"
            />
          )}
        </svg>
      )}
    </ChartFrame>
  );
}

/** The two series stand beside each other, so that their intervals can be told apart. */
const shift = (at: number): number => (at === 0 ? -4 : 4);

const ends = ({ value, lower, upper }: CoefficientFigure): number[] => (value === null ? [] : [lower ?? value, upper ?? value]);

const inWords = ({ value, lower, upper, undefined_because }: CoefficientFigure): string => {
  if (value === null) return undefined_because ?? '';
  return lower === null || upper === null ? formatNumber(value) : `${formatNumber(value)} ${formatInterval(lower, upper)}`;
};

/** Through the values there are; a gap where one is undefined. */
export function line(points: readonly (readonly [number, number | null])[], y: (value: number) => number): string {
  let pen = 'M';
  let path = '';
  for (const [x, value] of points) {
    if (value === null) pen = 'M';
    else {
      path += `${pen}${x} ${y(value)}`;
      pen = 'L';
    }
  }
  return path;
}

function Dot({ x, y, figure, square }: { x: number; y: (value: number) => number; figure: CoefficientFigure; square: boolean }) {
  const { value, lower, upper } = figure;
  if (value === null) return null;
  return (
    <>
      {lower !== null && upper !== null && <path className={classes.whisker} d={`M${x - 3} ${y(upper)}h6M${x} ${y(upper)}V${y(lower)}M${x - 3} ${y(lower)}h6`} />}
      {square ? <rect x={x - 3.5} y={y(value) - 3.5} width={7} height={7} /> : <circle cx={x} cy={y(value)} r={4} />}
    </>
  );
}
