import type { ReactNode } from 'react';
import { formatDate } from '@/charts/timeAxis';
import type { Dashboard, DashboardSettings, Figure, WorkForecast } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import classes from './Dashboard.module.css';

/** What is less than one unit is told to a hundredth of a cent. */
const digitsOf = (amount: number): number => (amount !== 0 && Math.abs(amount) < 1 ? 4 : 2);

/** An amount in the currency that was set. */
export const money = (amount: number, { currency }: Pick<DashboardSettings, 'currency'>): string =>
  `${formatNumber(amount, digitsOf(amount))}${currency === '' ? '' : `\u202f${currency}`}`;

/** Where the work stands, in six numbers. */
export function Facts({ data, onSet }: { data: Dashboard; onSet: () => void }) {
  const { progress, cost, settings, time } = data;
  const { now, forecast } = progress;
  return (
    <div className={classes.cards} data-testid="facts">
      <Card label={t('dashboard.facts.complete')} value={formatCount(now.complete)} testId="fact-complete">
        {t('dashboard.facts.completeOf', { items: now.items, share: formatPercent(now.items === 0 ? 0 : now.complete / now.items) })}
        <br />
        {t('dashboard.facts.remaining', { n: now.remaining })}
        {now.aside > 0 && (
          <>
            <br />
            {t('dashboard.facts.aside', { n: now.aside })}
          </>
        )}
      </Card>
      <End forecast={forecast} />
      <Estimate label={t('dashboard.facts.pace')} figure={forecast.per_day} testId="fact-pace">
        {t('dashboard.facts.paceDays', { active: forecast.active_days, days: forecast.days })}
      </Estimate>
      <Card label={t('dashboard.facts.conflicts')} value={formatCount(now.conflicts)} testId="fact-conflicts">
        {t('dashboard.facts.decided', { n: now.decided })}
      </Card>
      <Estimate label={t('dashboard.facts.time')} figure={time.all.median} testId="fact-time">
        {t('dashboard.facts.timeUnit')}, {t('components.figure.n')} {formatCount(time.all.median.n)}
      </Estimate>
      {cost ? (
        <Card label={t('dashboard.facts.cost')} value={money(cost.spent, settings)} testId="fact-cost">
          {cost.in_all.value !== null && t('dashboard.facts.costAll', { amount: amount(cost.in_all, settings) })}
        </Card>
      ) : (
        <div className={classes.card} data-testid="fact-cost">
          <span className={classes.cardLabel}>{t('dashboard.facts.cost')}</span>
          <button type="button" className={classes.link} onClick={onSet}>
            {t('dashboard.facts.costUnset')}
          </button>
        </div>
      )}
    </div>
  );
}

interface Amount {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/** An estimated amount with its interval. */
export function amount({ value, lower, upper }: Amount, settings: DashboardSettings): string {
  if (value === null) return '';
  const interval = lower === null || upper === null ? '' : ` ${formatInterval(lower, upper, digitsOf(value))}`;
  return `${money(value, settings)}${interval}`;
}

function End({ forecast }: { forecast: WorkForecast }) {
  const { at, earliest, latest, undefined_because } = forecast;
  if (undefined_because !== null) {
    return (
      <Card label={t('dashboard.facts.end')} value="–" testId="fact-end">
        {undefined_because}
      </Card>
    );
  }
  const from = earliest === null ? '' : formatDate(earliest);
  return (
    <Card label={t('dashboard.facts.end')} value={at === null ? '–' : formatDate(at)} testId="fact-end" title={forecast.method}>
      {at === null
        ? t('dashboard.facts.endNever')
        : latest === null
          ? t('dashboard.facts.endOpen', { earliest: from })
          : t('dashboard.facts.endRange', { earliest: from, latest: formatDate(latest) })}
    </Card>
  );
}

/** An estimate with its interval, or why there is none. */
function Estimate({ label, figure, testId, children }: { label: string; figure: Figure; testId: string; children: ReactNode }) {
  const { value, lower, upper, undefined_because, unreliable_because } = figure;
  return (
    <Card label={label} value={value === null ? '–' : formatNumber(value, 1)} testId={testId} title={unreliable_because ?? undefined}>
      {value === null ? (
        undefined_because
      ) : (
        <>
          {lower !== null && upper !== null && (
            <>
              {formatInterval(lower, upper, 1)}
              <br />
            </>
          )}
          {children}
        </>
      )}
    </Card>
  );
}

interface CardProps {
  label: string;
  value: string;
  testId: string;
  title?: string;
  children: ReactNode;
}

function Card({ label, value, testId, title, children }: CardProps) {
  return (
    <div className={classes.card} data-testid={testId} title={title}>
      <span className={classes.cardLabel}>{label}</span>
      <span className={classes.cardValue} data-selectable>
        {value}
      </span>
      <span className={classes.quiet}>{children}</span>
    </div>
  );
}
