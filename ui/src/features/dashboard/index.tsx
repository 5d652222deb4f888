import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alarmsSeen, utcOffset } from '@/app/alarms';
import { useMe, useProject } from '@/app/project';
import { mayActAs } from '@/app/roles';
import { navigate } from '@/app/routes';
import { Button, EmptyState, InlineNotice } from '@/components';
import type { Dashboard, Overview } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { AlarmList } from './AlarmList';
import { BalanceSection } from './BalanceSection';
import { CostSection } from './CostSection';
import { CoverageSection } from './CoverageSection';
import classes from './Dashboard.module.css';
import { Facts } from './Facts';
import { RaterTable } from './RaterTable';
import { RowsDialog } from './RowsDialog';
import { SettingsDialog } from './SettingsDialog';
import { TimeCharts } from './TimeCharts';
import type { RowsOf, ShowRows } from './rows';

/** The work moves on while the screen is looked at. */
const FOLLOW_EVERY = 60_000;

/** The lead's home. */
export default function DashboardScreen() {
  const overview = useProject();
  const me = useMe();
  if (!overview) return null;
  if (!mayActAs('lead', me)) {
    return (
      <EmptyState icon="dashboard" title={t('dashboard.empty.role.title')}>
        {t('dashboard.empty.role.text')}
      </EmptyState>
    );
  }
  if (overview.counts.items === 0) {
    return (
      <EmptyState icon="dashboard" title={t('dashboard.empty.items.title')} actions={<Button onPress={() => void navigate('import')}>{t('dashboard.empty.items.action')}</Button>}>
        {t('dashboard.empty.items.text')}
      </EmptyState>
    );
  }
  return <Loaded key={overview.uid} overview={overview} />;
}

function Loaded({ overview }: { overview: Overview }) {
  const [rows, setRows] = useState<RowsOf | null>(null);
  const [setting, setSetting] = useState(false);
  const answer = useQuery({
    queryKey: ['dashboard', 'all', overview.uid],
    queryFn: async () => {
      const found = await call('dashboard_get', { utc_offset_minutes: utcOffset() });
      alarmsSeen(overview, found.alarms.active);
      return found;
    },
    refetchInterval: FOLLOW_EVERY,
    refetchOnMount: 'always',
  });
  const data = answer.data;
  return (
    <div className={classes.page} data-testid="dashboard">
      <header className={classes.head}>
        <h1>{t('dashboard.title')}</h1>
        <p>{data ? t('dashboard.basis', { revision: data.reference_revision, time: formatTime(data.made_at) }) : answer.isPending && t('dashboard.computing')}</p>
        <Button size="small" icon="flag" isDisabled={!data || overview.read_only} onPress={() => setSetting(true)} data-testid="dashboard-set">
          {t('dashboard.set')}
        </Button>
      </header>
      {answer.error && <InlineNotice kind="error">{AssayError.from(answer.error).message}</InlineNotice>}
      {data && <Sections data={data} overview={overview} show={setRows} onSet={() => setSetting(true)} />}
      <RowsDialog rows={rows} scheme={overview.question.classes} onClose={() => setRows(null)} />
      {setting && data && <SettingsDialog settings={data.settings} onClose={() => setSetting(false)} />}
    </div>
  );
}

interface SectionsProps {
  data: Dashboard;
  overview: Overview;
  show: ShowRows;
  onSet: () => void;
}

function Sections({ data, overview, show, onSet }: SectionsProps) {
  const scheme = overview.question.classes;
  return (
    <>
      <Facts data={data} onSet={onSet} />
      <AlarmList alarms={data.alarms} settings={data.settings} show={show} onSet={onSet} />
      {data.progress.now.judgments === 0 && <p className={classes.quiet}>{t('dashboard.empty.judgments')}</p>}
      <TimeCharts data={data} overview={overview} show={show} />
      <section className={classes.section} data-testid="raters">
        <header className={classes.head}>
          <h2>{t('dashboard.raters.title')}</h2>
          <p>{t('dashboard.raters.text')}</p>
        </header>
        <RaterTable raters={data.raters} show={show} />
      </section>
      {data.cost && <CostSection cost={data.cost} settings={data.settings} />}
      <BalanceSection balance={data.balance} scheme={scheme} name={overview.name} show={show} />
      <CoverageSection coverage={data.coverage} name={overview.name} show={show} />
    </>
  );
}
