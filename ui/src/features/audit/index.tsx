import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, useProject } from '@/app/project';
import { navigate } from '@/app/routes';
import type { ScreenProps } from '@/app/screens';
import { Button, EmptyState, FigureOf, InlineNotice, Table, type TableColumn } from '@/components';
import type { AuditRow, AuditView, Overview } from '@/generated/commands';
import { touchProject } from '@/features/item';
import { formatCount, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { AuditDesk } from './AuditDesk';
import { NewAudit } from './NewAudit';
import { VerdictBadge } from './VerdictBadge';
import classes from './Audit.module.css';

/** Reference labels judged again, blind. `params.audit` opens one. */
export default function AuditScreen({ params }: ScreenProps) {
  const overview = useProject();
  const me = useMe();
  const [chosen, setChosen] = useState<number | null>(typeof params.audit === 'number' ? params.audit : null);
  if (!overview) return null;
  if (!me?.roles.includes('lead')) {
    return (
      <EmptyState icon="audit" title={t('audit.empty.role.title')}>
        {t('audit.empty.role.text')}
      </EmptyState>
    );
  }
  if (chosen !== null) {
    return <AuditDesk key={chosen} audit={chosen} overview={overview} onClose={() => setChosen(null)} onOpen={setChosen} />;
  }
  return <AuditList overview={overview} onOpen={setChosen} />;
}

function AuditList({ overview, onOpen }: { overview: Overview; onOpen: (audit: number) => void }) {
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const list = useQuery({ queryKey: ['audits'], queryFn: () => call('audit_list', null) });
  const labels = overview.counts.references;
  const onCreated = (view: AuditView) => {
    client.setQueryData(['audit', view.audit.id], view);
    touchProject(client, ['audit']);
    void client.invalidateQueries({ queryKey: ['audits'] });
    onOpen(view.audit.id);
  };
  const create = (
    <Button variant="primary" icon="plus" onPress={() => setCreating(true)} isDisabled={overview.read_only} data-testid="audit-new">
      {t('audit.create')}
    </Button>
  );
  const dialog = creating && (
    <NewAudit population={labels} count={list.data?.length ?? 0} onClose={() => setCreating(false)} onCreated={onCreated} />
  );
  if (!list.data) return list.error && <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>;
  if (list.data.length === 0) {
    const nothing = labels === 0;
    return (
      <>
        <EmptyState
          icon="audit"
          title={t(nothing ? 'audit.empty.noneToDraw.title' : 'audit.empty.title')}
          actions={nothing ? <Button onPress={() => void navigate('import')}>{t('audit.empty.noneToDraw.action')}</Button> : create}
        >
          {t(nothing ? 'audit.empty.noneToDraw.text' : 'audit.empty.text')}
        </EmptyState>
        {dialog}
      </>
    );
  }
  return (
    <div className={classes.page} data-testid="audit-list">
      <header className={classes.pageHead}>
        <div>
          <h1>{t('audit.title')}</h1>
          <p>{t('audit.intro')}</p>
        </div>
        {create}
      </header>
      <Table
        label={t('audit.title')}
        columns={columns(onOpen)}
        rows={list.data}
        rowKey={({ audit }) => audit.id}
        initialSort={{ column: 'made', descending: true }}
        onRow={({ audit }) => onOpen(audit.id)}
      />
      {dialog}
    </div>
  );
}

function columns(onOpen: (audit: number) => void): TableColumn<AuditRow>[] {
  return [
    {
      id: 'name',
      title: t('audit.column.name'),
      cell: ({ audit }) => (
        <>
          <button type="button" className={classes.link} onClick={() => onOpen(audit.id)}>
            {audit.name}
          </button>
          {audit.plan && audit.plan.round > 0 && <span className={classes.quiet}> {t('audit.round', { round: audit.plan.round + 1 })}</span>}
        </>
      ),
      sortBy: (row) => row.audit.name,
    },
    {
      id: 'verdict',
      title: t('audit.column.verdict'),
      cell: ({ verdict }) => (verdict ? <VerdictBadge verdict={verdict} /> : <span className={classes.quiet}>{t('audit.free')}</span>),
      sortBy: (row) => row.verdict,
    },
    {
      id: 'progress',
      title: t('audit.column.progress'),
      cell: (row) => t('audit.progress', { done: row.audit.judged, total: row.audit.size }),
      sortBy: (row) => row.audit.judged / row.audit.size,
      align: 'end',
    },
    { id: 'defects', title: t('audit.column.defects'), cell: ({ audit }) => defectsOf(audit), sortBy: (row) => row.audit.defects, align: 'end' },
    {
      id: 'rate',
      title: t('audit.column.rate'),
      cell: (row) => <Rate row={row} />,
      sortBy: (row) => row.error_rate.value,
      align: 'end',
    },
    { id: 'population', title: t('audit.column.population'), cell: (row) => formatCount(row.audit.population), sortBy: (row) => row.audit.population, align: 'end' },
    { id: 'made', title: t('audit.column.made'), cell: (row) => formatTime(row.audit.made_at), sortBy: (row) => row.audit.made_at, align: 'end' },
    { id: 'person', title: t('audit.column.person'), cell: (row) => row.audit.person, sortBy: (row) => row.audit.person },
  ];
}

/** Beside the number at which the lot is still accepted. */
const defectsOf = ({ defects, plan }: AuditRow['audit']): string =>
  plan ? t('audit.defectsOf', { n: defects, c: plan.acceptance }) : formatCount(defects);

/** Of a plan only what was judged to the end has one. */
function Rate({ row: { audit, verdict, error_rate } }: { row: AuditRow }) {
  if (error_rate.value !== null) return <FigureOf figure={error_rate} digits={3} />;
  const why = audit.grouped_by !== null ? 'audit.groups.notYet' : audit.judged === 0 ? 'audit.notYet' : verdict === 'undecided' ? 'audit.atTheEnd' : 'audit.stoppedEarly';
  return <span className={classes.quiet}>{t(why)}</span>;
}
