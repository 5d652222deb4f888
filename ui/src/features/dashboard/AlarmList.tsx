import { useState } from 'react';
import { navigate } from '@/app/routes';
import { Badge, FigureOf, type BadgeProps } from '@/components';
import type { AlarmCheck, AlarmState, Alarms, DashboardSettings } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Dashboard.module.css';
import { money } from './Facts';
import type { ShowRows } from './rows';

const LOOKS: Record<AlarmState, Pick<BadgeProps, 'tone' | 'icon'>> = {
  alarm: { tone: 'danger', icon: 'warning' },
  undecided: { tone: 'warn', icon: 'minus' },
  fine: { tone: 'ok', icon: 'check' },
  no_figure: { tone: 'neutral', icon: 'minus' },
};

/** Shown at once; the others on demand. */
const FEW = 4;

export interface AlarmListProps {
  alarms: Alarms;
  settings: DashboardSettings;
  show: ShowRows;
  onSet: () => void;
}

/** The checks that were set: alarms first. Each opens what it is about. */
export function AlarmList({ alarms, settings, show, onSet }: AlarmListProps) {
  const [all, setAll] = useState(false);
  const { checks, active, looks } = alarms;
  if (checks.length === 0) return null;
  const count = (state: AlarmState) => checks.filter((check) => check.state === state).length;
  const first = Math.max(FEW, active);
  const shown = all ? checks : checks.slice(0, first);
  return (
    <section className={classes.section} data-testid="alarms">
      <header className={classes.head}>
        <h2>{t('dashboard.alarms.title')}</h2>
        <p>
          {active === 0 && t('dashboard.alarms.calm', { fine: count('fine'), undecided: count('undecided') })} {looks > 0 && t('dashboard.alarms.looks', { n: looks })}
        </p>
      </header>
      <ul className={classes.checks}>
        {shown.map((check) => (
          <li key={`${check.kind} ${check.grouping ?? ''} ${check.subject}`} data-testid={`check-${check.kind}`} data-state={check.state}>
            <span className={classes.state}>
              <Badge {...LOOKS[check.state]}>{t(`dashboard.alarms.state.${check.state}`)}</Badge>
            </span>
            <button type="button" className={classes.link} onClick={() => open(check, show, onSet)}>
              {titleOf(check)}
            </button>
            <span className={classes.checkFigure}>{check.kind === 'cost' && check.figure.value !== null ? money(check.figure.value, settings) : <FigureOf figure={check.figure} digits={isCount(check) ? 0 : 2} />}</span>
            {check.limit !== null && <span className={classes.quiet}>{limitOf(check, settings)}</span>}
          </li>
        ))}
      </ul>
      {!all && checks.length > first && (
        <button type="button" className={classes.link} onClick={() => setAll(true)}>
          {t('dashboard.alarms.more', { n: checks.length - first })}
        </button>
      )}
    </section>
  );
}

const isCount = ({ kind }: AlarmCheck): boolean => kind === 'conflicts' || kind === 'per_day';

function titleOf({ kind, subject, grouping }: AlarmCheck): string {
  if (kind === 'gold') return t('dashboard.alarms.kind.gold', { subject });
  if (kind === 'skips') return t('dashboard.alarms.kind.skips', { subject });
  if (kind === 'group') return t('dashboard.alarms.kind.group', { subject: [grouping, subject === '' ? t('dashboard.coverage.missing') : subject].filter(Boolean).join(' ') });
  return t(`dashboard.alarms.kind.${kind}`);
}

function limitOf({ kind, limit }: AlarmCheck, settings: DashboardSettings): string {
  const value = limit ?? 0;
  if (kind === 'cost') return t('dashboard.alarms.above', { limit: money(value, settings) });
  if (kind === 'skips') return t('dashboard.alarms.above', { limit: formatNumber(value) });
  if (kind === 'conflicts') return t('dashboard.alarms.above', { limit: formatNumber(value, 0) });
  return t('dashboard.alarms.below', { limit: formatNumber(value, kind === 'per_day' ? 0 : 2) });
}

function open(check: AlarmCheck, show: ShowRows, onSet: () => void): void {
  const { kind, subject, person, grouping } = check;
  if (kind === 'gold' && person !== null) show({ kind: 'judgments', title: t('dashboard.rows.missed', { rater: subject }), of: { person, gold_missed: true } });
  else if (kind === 'skips' && person !== null) show({ kind: 'judgments', title: t('dashboard.rows.skips', { rater: subject }), of: { person, skipped: true } });
  else if (kind === 'group' && grouping !== null) show({ kind: 'items', title: t('dashboard.rows.group', { field: grouping, value: subject }), of: { group: { field: grouping, value: subject }, state: 'unjudged' } });
  else if (kind === 'conflicts') void navigate('conflicts');
  else if (kind === 'agreement') void navigate('quality', { tab: 'agreement' });
  else if (kind === 'per_day') show({ kind: 'judgments', title: t('dashboard.facts.pace'), of: {} });
  else onSet();
}
