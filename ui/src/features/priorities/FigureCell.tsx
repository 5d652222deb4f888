import type { Figure, RankView } from '@/generated/commands';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Priorities.module.css';

export interface FigureCellProps {
  /** None where it cannot be asked for yet; `missing` then says so. */
  figure: Figure | null;
  /** In points of accuracy rather than percent; both are times 100. */
  points?: boolean;
  signed?: boolean;
  missing?: string;
  note?: string;
  /** The same with items weighted; none where they are not. */
  weighted?: Figure | null;
  rank?: RankView | null;
  testId: string;
}

/** A figure over its interval; n and method on hover. */
export function FigureCell({ figure, points = false, signed = false, missing, note, weighted, rank, testId }: FigureCellProps) {
  const digits = points ? 2 : 1;
  const text = (value: number): string => (signed && value > 0 ? '+' : '') + formatNumber(value * 100, digits);
  if (!figure) {
    return (
      <td className={classes.number} data-testid={testId}>
        <span className={classes.missing}>{missing}</span>
      </td>
    );
  }
  if (figure.value === null) {
    return (
      <td className={classes.number} data-testid={testId} title={figure.undefined_because ?? undefined}>
        <span className={classes.missing} role="img" aria-label={t('priorities.notEstimable')}>
          –
        </span>
      </td>
    );
  }
  const { value, lower, upper } = figure;
  const hasInterval = lower !== null && upper !== null;
  const n = formatCount(figure.n);
  const hover = [
    hasInterval
      ? t('priorities.hover', { value: text(value), low: text(lower), high: text(upper), n })
      : t('priorities.hoverPlain', { value: text(value), n }),
    !hasInterval && figure.unreliable_because ? figure.unreliable_because : null,
    figure.method,
    note,
  ].filter(Boolean);
  return (
    <td className={classes.number} data-testid={testId} data-value={value} title={hover.join('\n')}>
      <span className={classes.value}>{text(value)}</span>
      {hasInterval && (
        <span className={classes.interval}>
          [{text(lower)}, {text(upper)}]
        </span>
      )}
      {weighted && <Weighted figure={weighted} text={text} testId={`weighted_${testId}`} />}
      {rank && <Rank rank={rank} />}
    </td>
  );
}

/** Beside the figure of rows, the figure of what they weigh. */
function Weighted({ figure, text, testId }: { figure: Figure; text: (value: number) => string; testId: string }) {
  const { value, lower, upper } = figure;
  const hover = value === null ? figure.undefined_because : t('priorities.hoverPlain', { value: text(value), n: formatCount(figure.n) });
  return (
    <span className={classes.weighted} title={[t('priorities.weights.figure'), hover, figure.method].filter(Boolean).join('\n')} data-testid={testId} data-value={value ?? undefined}>
      <span aria-hidden>⚖</span>
      <span className="visually-hidden">{t('priorities.weights.figure')}</span> {value === null ? '–' : text(value)}
      {lower !== null && upper !== null && ` [${text(lower)}, ${text(upper)}]`}
    </span>
  );
}

/** The places that the rows leave open: one where it is settled. */
function Rank({ rank }: { rank: RankView }) {
  const open = rank.best !== rank.worst;
  const places = open ? t('priorities.rank.open', { best: rank.best, worst: rank.worst }) : t('priorities.rank.settled', { rank: rank.rank });
  return (
    <span className={classes.rank} title={t(open ? 'priorities.rank.openHelp' : 'priorities.rank.settledHelp')}>
      {places}
    </span>
  );
}
