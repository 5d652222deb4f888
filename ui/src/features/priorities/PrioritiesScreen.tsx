import { useState } from 'react';
import { Button, EmptyState, SegmentedControl } from '@/components';
import { navigate } from '@/app/routes';
import type { ScreenProps } from '@/app/screens';
import { TagBars } from '@/charts/TagBars';
import { DrawDialog } from '@/features/errors/DrawDialog';
import { RunSelect } from '@/features/errors/RunHeader';
import { Broken, WithRun, type OfRunProps } from '@/features/errors/WithRun';
import { usePriorities } from '@/features/errors/data';
import { errorsWithTag } from '@/features/errors/filters';
import type { DrawFrom, PrioritiesReport, PriorityRow } from '@/generated/commands';
import { formatCount, formatNumber, formatTime } from '@/lib/format';
import { t, tExact } from '@/messages';
import { PriorityTable } from './PriorityTable';
import { Settings } from './Settings';
import { WhatIfPanel } from './WhatIfPanel';
import { VIEWS, type View } from './order';
import { useSaveTable } from './useSaveTable';
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
  const [view, setView] = useState<View>('cost');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const csv = useSaveTable();
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
            <span data-testid="snapshot">
              {data.reference_at === null
                ? t('priorities.snapshot', { n: data.reference_revision })
                : t('priorities.snapshotAt', { n: data.reference_revision, at: formatTime(data.reference_at) })}
            </span>
          </p>
        )}
        {data && data.rows.length > 0 && (
          <Button size="small" icon="export" isDisabled={csv.saving} onPress={() => csv.save(run)} data-testid="priorities-csv">
            {t('priorities.csv')}
          </Button>
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
          <div className={classes.main}>
            <div className={classes.tools}>
              <SegmentedControl
                label={t('priorities.view.label')}
                hideLabel
                testId="priorities-view"
                value={view}
                onChange={setView}
                options={VIEWS.map((value) => ({ value, label: t(`priorities.view.${value}`) }))}
              />
              <Settings project={project} report={data} readOnly={overview.read_only} />
            </div>
            <PriorityTable
              project={project}
              report={data}
              view={view}
              readOnly={overview.read_only}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={open}
              onDraw={setDrawFrom}
              onShow={show}
            />
            {view === 'overlap' && <OverlapNote report={data} />}
          </div>
          <div className={classes.aside}>
          <WhatIfPanel
            project={project}
            run={run.id}
            chosen={chosen.filter((id) => data.rows.some((row) => row.tag.id === id))}
            onClear={() => setChosen([])}
            onShow={show}
          />
          <TagBars
            name={tExact('priorities.chart.file', { run: run.name })}
            bars={data.rows.map((row) => ({
              id: row.tag.id,
              name: row.tag.name,
              gain: row.hlp_gain,
              ceiling: row.zero_error_ceiling,
              open: () => open(row),
            }))}
          />
          </div>
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

/** What the overlap is counted over. */
function OverlapNote({ report }: { report: PrioritiesReport }) {
  const { tags, left_out: left, share_of_errors: share } = report.overlap;
  return (
    <p className={classes.ties} data-testid="overlap">
      {share.value === null
        ? share.undefined_because
        : t('priorities.overlap.union', { share: formatNumber(share.value * 100, 1), n: tags.length })}
      {left.length > 0 && ` ${t('priorities.overlap.leftOut', { names: left.join(', ') })}`}
    </p>
  );
}
