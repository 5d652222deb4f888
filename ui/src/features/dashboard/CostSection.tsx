import type { DashboardSettings, Figure, WorkCost } from '@/generated/commands';
import { formatCount, formatDuration } from '@/lib/format';
import { t } from '@/messages';
import classes from './Dashboard.module.css';
import { amount, money } from './Facts';

/** What was spent, what a judgment and an item cost, and what is to come. */
export function CostSection({ cost, settings }: { cost: WorkCost; settings: DashboardSettings }) {
  return (
    <section className={classes.section} data-testid="cost">
      <header className={classes.head}>
        <h2>{t('dashboard.cost.title')}</h2>
        <p>
          {t('dashboard.cost.note', { rate: money(settings.rate_per_hour ?? 0, settings) })} {cost.untimed > 0 && t('dashboard.cost.untimed', { n: cost.untimed })}
        </p>
      </header>
      <dl className={classes.costs}>
        <div>
          <dt>{t('dashboard.cost.spent', { time: formatDuration(cost.active_ms) })}</dt>
          <dd data-testid="cost-spent">{money(cost.spent, settings)}</dd>
        </div>
        <Estimate label={t('dashboard.cost.perJudgment')} figure={cost.per_judgment} settings={settings} />
        <Estimate label={t('dashboard.cost.perItem')} figure={cost.per_complete_item} settings={settings} />
        <Estimate label={t('dashboard.cost.toCome')} figure={cost.to_come} settings={settings} />
        <Estimate label={t('dashboard.cost.inAll')} figure={cost.in_all} settings={settings} />
      </dl>
    </section>
  );
}

function Estimate({ label, figure, settings }: { label: string; figure: Figure; settings: DashboardSettings }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-selectable>
        {figure.value === null ? (
          <span className={classes.quiet}>{figure.undefined_because}</span>
        ) : (
          <>
            {amount(figure, settings)}{' '}
            <span className={classes.quiet}>
              {t('components.figure.n')} {formatCount(figure.n)}
              {figure.unreliable_because && ` · ${figure.unreliable_because}`}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}
