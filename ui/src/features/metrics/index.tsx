import { namedClasses } from '@/app/project';
import { navigate } from '@/app/routes';
import { Button, EmptyState, InlineNotice } from '@/components';
import { ConfusionMatrix } from '@/features/errors/ConfusionMatrix';
import { PerClass } from '@/features/errors/PerClass';
import { useFields, useTags } from '@/features/errors/data';
import { cellFilter, narrow, quote } from '@/features/errors/filters';
import type { OfRunProps } from '@/features/errors/WithRun';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { Calibration } from './Calibration';
import { Curves } from './Curves';
import { setLook, useGaps, useLook, useMetrics, useParts } from './data';
import { Averages, Figures } from './Figures';
import { Gaps } from './Gaps';
import classes from './Metrics.module.css';
import { Parts } from './Parts';
import { Rankings } from './Rankings';
import { ScopeBar } from './ScopeBar';

/** How right a run is, in all the usual figures: on all rows or a slice, at a threshold, part by part, group by group. */
export function MetricsView({ overview, run }: OfRunProps) {
  const { uid: project } = overview;
  const look = useLook(project);
  const known = namedClasses(overview);
  const of = { project, run: run.id, filter: look.filter };
  const tags = useTags(project).data ?? [];
  const fields = useFields(project).data ?? [];
  const field = fields.some(({ id }) => id === look.field) ? look.field : null;
  const chosen = known.find(({ id }) => id === look.class) ?? null;
  const metrics = useMetrics(of);
  const whole = useParts({ ...of, filter: '' }, field, chosen?.id ?? null);
  const parts = useParts(of, field, chosen?.id ?? null);
  const gaps = useGaps(of, field, chosen?.id ?? null, look.base);
  const report = metrics.data;
  const open = (line: string) => void navigate('errors', { run: run.id, filter: narrow(look.filter, line) });
  const curveOf = chosen ?? (known.length === 2 ? known[0] : undefined) ?? known[0];
  return (
    <div className={classes.view} data-testid="metrics">
      <ScopeBar
        project={project}
        run={run.id}
        look={{ ...look, field, class: chosen?.id ?? null }}
        tags={tags}
        fields={fields}
        known={known}
        whole={whole.data}
        report={report}
        fault={metrics.error ? AssayError.from(metrics.error).message : null}
      />
      {report && report.n === 0 && !metrics.error && (
        <EmptyState icon="errors" title={t('metrics.none.title')} actions={<Button onPress={() => setLook(project, { filter: '' })}>{t('metrics.none.action')}</Button>}>
          {t('metrics.none.text')}
        </EmptyState>
      )}
      {report && report.n > 0 && !metrics.error && (
        <div className={classes.page}>
          <div className={classes.pair}>
            <div className={classes.column}>
              <ConfusionMatrix
                report={report}
                classes={known}
                filter=""
                onCell={(reference, predicted) => open(cellFilter(reference, predicted))}
                onReference={(key) => open(`label = ${quote(key)}`)}
                onPredicted={(key) => open(`pred = ${quote(key)}`)}
              />
              <PerClass report={report} classes={known} onClass={(key) => open(`label = ${quote(key)}`)} />
            </div>
            <div className={classes.column}>
              <Figures report={report} />
              <Averages report={report} />
            </div>
          </div>
          {report.scores && (
            <div className={classes.pair}>
              {report.scores.from !== 'predicted' && <Rankings scores={report.scores} classes={known} onClass={(id) => setLook(project, { class: id })} />}
              <Calibration report={report} filter={look.filter} />
            </div>
          )}
          {report.scores && report.scores.from !== 'predicted' && curveOf && <Curves of={of} chosen={curveOf} runName={run.name} />}
          {parts.error ? (
            <InlineNotice kind="error">{AssayError.from(parts.error).message}</InlineNotice>
          ) : (
            parts.data && <Parts report={parts.data} run={run.id} className={chosen?.name ?? null} />
          )}
          {field === null ? (
            <section className={classes.section}>
              <h3>{t('metrics.gaps.title')}</h3>
              <p className={classes.note}>{t('metrics.gaps.noField')}</p>
            </section>
          ) : gaps.error ? (
            <InlineNotice kind="error">{AssayError.from(gaps.error).message}</InlineNotice>
          ) : (
            gaps.data && <Gaps report={gaps.data} project={project} run={run.id} />
          )}
        </div>
      )}
    </div>
  );
}
