import { useState } from 'react';
import { Button, EmptyState } from '@/components';
import { navigate } from '@/app/routes';
import type { ScreenProps } from '@/app/screens';
import { TagBars } from '@/charts/TagBars';
import { DrawDialog } from '@/features/errors/DrawDialog';
import { RunSelect } from '@/features/errors/RunHeader';
import { Broken, WithRun, type OfRunProps } from '@/features/errors/WithRun';
import { usePriorities } from '@/features/errors/data';
import { errorsWithTag } from '@/features/errors/filters';
import type { DrawFrom, PriorityRow } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { PriorityTable } from './PriorityTable';
import classes from './Priorities.module.css';

/** `params.run` says which run to show. */
export default function PrioritiesScreen({ params }: ScreenProps) {
  return (
    <WithRun params={params} icon="priorities">
      {(of) => <OfRun key={of.overview.uid} {...of} />}
    </WithRun>
  );
}

function OfRun({ overview, run, runs }: OfRunProps) {
  const project = overview.uid;
  const report = usePriorities(project, run.id);
  const [drawFrom, setDrawFrom] = useState<DrawFrom | null>(null);
  const show = (filter: string) => void navigate('errors', { run: run.id, filter });
  const open = (row: PriorityRow) => show(errorsWithTag(row.tag.name));
  const data = report.data;
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <RunSelect project={project} run={run} runs={runs} />
        {data && (
          <p className={classes.facts} data-testid="priorities-facts">
            <strong>{t('priorities.scope', { errors: formatCount(data.errors), n: formatCount(data.n) })}</strong>
            <span>{t('priorities.drawn', { wrong: formatCount(data.drawn_wrong), right: formatCount(data.drawn_right) })}</span>
            <span>{t('priorities.snapshot', { n: data.reference_revision })}</span>
          </p>
        )}
      </header>
      {report.error && <Broken error={report.error} />}
      {data && data.rows.length === 0 && (
        <EmptyState
          icon="priorities"
          title={t('priorities.none.title')}
          actions={
            <Button variant="primary" onPress={() => show('pred != label')}>
              {t('priorities.none.action')}
            </Button>
          }
        >
          {t('priorities.none.text')}
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <div className={classes.body}>
          <PriorityTable
            project={project}
            rows={data.rows}
            readOnly={overview.read_only}
            onOpen={open}
            onDraw={setDrawFrom}
            onShow={show}
          />
          <TagBars
            name={t('priorities.chart.file', { run: run.name })}
            bars={data.rows.map((row) => ({
              id: row.tag.id,
              name: row.tag.name,
              gain: row.hlp_gain,
              ceiling: row.zero_error_ceiling,
              open: () => open(row),
            }))}
          />
        </div>
      )}
      <DrawDialog
        key={drawFrom ?? 'none'}
        project={project}
        run={run}
        from={drawFrom ?? 'right'}
        open={drawFrom !== null}
        onClose={() => setDrawFrom(null)}
        onShow={show}
      />
    </div>
  );
}
