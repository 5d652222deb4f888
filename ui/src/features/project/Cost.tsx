import { useState } from 'react';
import { CostCurve } from '@/charts/CostCurve';
import { Button, InlineNotice, Progress, Table } from '@/components';
import { inline } from '@/features/quality/figure';
import type { Overview, ReplayedRule } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call, useJob } from '@/platform';
import classes from './ProjectScreen.module.css';
import { Section } from './Section';

/** What fewer judgments would have cost: the recorded ones replayed against gold. */
export function Cost({ project }: { project: Overview }) {
  const [job, setJob] = useState<string | null>(null);
  const [refused, setRefused] = useState<AssayError | null>(null);
  const { status, running, cancelling, result, error, cancel } = useJob<ReplayedRule[]>(job);
  const start = () => {
    setRefused(null);
    call('quality_replay', {}).then(
      (started) => setJob(started.job),
      (thrown: unknown) => setRefused(AssayError.from(thrown)),
    );
  };
  const failure = refused ?? error;
  return (
    <Section title={t('project.cost.title')} hint={t('project.cost.hint')}>
      {project.counts.gold === 0 ? (
        <p className={classes.quiet}>{t('project.cost.noGold')}</p>
      ) : (
        !running && (
          <div>
            <Button onPress={start} data-testid="replay">
              {t(result ? 'project.cost.again' : 'project.cost.start')}
            </Button>
          </div>
        )
      )}
      {failure && <InlineNotice kind="error">{failure.message}</InlineNotice>}
      {running && (
        <Progress label={t('project.cost.running')} done={status?.done ?? 0} total={status?.total} onCancel={cancel} cancelling={cancelling} />
      )}
      {result && (
        <div data-testid="replayed">
          <CostCurve rules={result} name={`${project.name} cost`} />
          <Table
            label={t('project.cost.title')}
            rows={result}
            rowKey={(row) => row.rule}
            columns={[
              { id: 'rule', title: t('project.cost.rule'), cell: (row) => ruleName(row.rule) },
              { id: 'cost', title: t('project.cost.perItem'), cell: (row) => formatNumber(row.judgments_per_item, 1), align: 'end' },
              { id: 'accuracy', title: t('project.cost.accuracy'), cell: (row) => inline(row.accuracy, 3), align: 'end' },
              { id: 'difference', title: t('project.cost.difference'), cell: (row) => inline(row.difference, 3), align: 'end' },
            ]}
          />
        </div>
      )}
    </Section>
  );
}

function ruleName(rule: string): string {
  const fixed = /^fixed-(\d+)$/.exec(rule);
  if (fixed) return t('project.cost.fixed', { n: Number(fixed[1]) });
  return t(rule === 'all' ? 'project.cost.all' : 'project.cost.adaptive');
}
