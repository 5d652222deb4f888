import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, EmptyState, InlineNotice, Progress, Select } from '@/components';
import type { OfRunProps } from '@/features/errors/WithRun';
import type { DataPartView, DriftReport } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { createStore, useStore } from '@/lib/store';
import { t } from '@/messages';
import { AssayError, call, useJob } from '@/platform';
import { Report } from './Report';
import classes from './Drift.module.css';

/** What was compared last, for each project. */
const compared = createStore<Readonly<Record<string, DriftReport>>>({});

const keyOf = ({ part }: DataPartView): string => (part.kind === 'split' ? `split ${part.name ?? ''}` : `import ${part.import}`);

function nameOf(view: DataPartView): string {
  if (view.part.kind === 'import') return t('drift.import', { name: view.name });
  return view.part.name === null ? t('drift.noSplit') : t('drift.split', { name: view.name });
}

/** Two splits, or two imports of items, held against each other. */
export function DriftView({ overview }: OfRunProps) {
  const project = overview.uid;
  const parts = useQuery({ queryKey: ['errors', project, 'parts'], queryFn: () => call('drift_parts', null), staleTime: 0 }).data;
  const report = useStore(compared)[project];
  const [chosen, setChosen] = useState<{ first?: string; second?: string }>({});
  const [job, setJob] = useState<string | null>(null);
  const [refused, setRefused] = useState<AssayError | null>(null);
  const { status, running, cancelling, result, error, cancel } = useJob<DriftReport>(job);
  useEffect(() => {
    if (result) compared.set((now) => ({ ...now, [project]: result }));
  }, [result, project]);
  if (!parts) return null;
  if (parts.length < 2 || (parts.length === 2 && parts[0]?.items === parts[1]?.items)) {
    return (
      <EmptyState icon="import" title={t('drift.one.title')}>
        {t('drift.one.text')}
      </EmptyState>
    );
  }
  const find = (key: string | undefined, other: number) => parts.find((part) => keyOf(part) === key) ?? parts[other];
  const learned = Math.max(0, parts.findIndex(({ part }) => part.kind === 'split' && /^train/i.test(part.name ?? '')));
  const first = find(chosen.first, learned);
  const second = find(chosen.second, learned === 0 ? 1 : 0);
  const options = parts.map((part) => ({
    value: keyOf(part),
    label: nameOf(part),
    description: [t('drift.items', { n: part.items }), part.made_at === null ? '' : formatTime(part.made_at)].filter(Boolean).join(', '),
  }));
  const start = () => {
    if (!first || !second) return;
    setRefused(null);
    call('drift_report', { first: first.part, second: second.part }).then(
      (started) => setJob(started.job),
      (thrown: unknown) => setRefused(AssayError.from(thrown)),
    );
  };
  const phase = status?.phase === 'comparing' || status?.phase === 'duplicates' ? status.phase : 'starting';
  const trouble = refused ?? error;
  return (
    <div className={classes.view} data-testid="drift">
      <p className={classes.quiet}>{t('drift.intro')}</p>
      <div className={classes.choose}>
        <Select className={classes.select} label={t('drift.first')} options={options} value={first ? keyOf(first) : null} onChange={(key) => setChosen({ ...chosen, first: key })} testId="drift-first" />
        <Select className={classes.select} label={t('drift.second')} options={options} value={second ? keyOf(second) : null} onChange={(key) => setChosen({ ...chosen, second: key })} testId="drift-second" />
        <Button variant="primary" onPress={start} isDisabled={running || first === second} data-testid="drift-compare">
          {t('drift.compare')}
        </Button>
      </div>
      {running && (
        <Progress label={t(`drift.phase.${phase}`)} done={status?.done ?? 0} total={status?.total} onCancel={cancel} cancelling={cancelling} />
      )}
      {trouble && !running && <InlineNotice kind="error">{trouble.message}</InlineNotice>}
      {report ? (
        <Report report={report} names={[nameOf(report.first), nameOf(report.second)]} />
      ) : (
        !running && (
          <EmptyState icon="search" title={t('drift.none.title')}>
            {t('drift.none.text')}
          </EmptyState>
        )
      )}
    </div>
  );
}
