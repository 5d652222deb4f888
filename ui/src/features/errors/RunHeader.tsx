import { Figure, Select } from '@/components';
import { FailingChecks } from '@/features/checks/FailingChecks';
import type { Figure as Value, Run } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { listedRuns } from '@/lib/runs';
import { t } from '@/messages';
import { GapInHeader } from './BaselineGap';
import { useReport } from './data';
import classes from './RunView.module.css';
import { chooseRun } from './state';

export interface RunHeaderProps {
  project: string;
  run: Run;
  runs: readonly Run[];
}

/** Which run, and how right it is. */
export function RunHeader({ project, run, runs }: RunHeaderProps) {
  const report = useReport(project, run.id).data;
  return (
    <div className={classes.head}>
      <RunSelect project={project} run={run} runs={runs} />
      {report && (
        <div className={classes.figures}>
          {report.n === 0 ? (
            <span className={classes.note}>{t('errors.noReferences')}</span>
          ) : (
            <>
              <Named name={t('errors.accuracy')} figure={report.accuracy} testId="accuracy" />
              {report.baseline && <GapInHeader gap={report.baseline} />}
              <Named name={t('errors.macroF1')} figure={report.macro_f1} testId="macro-f1" />
              <span className={classes.figure} data-testid="error-count">
                <span className={classes.errors}>
                  {t('errors.wrongOf', { errors: formatCount(report.errors), n: formatCount(report.n) })}
                </span>
              </span>
              <FailingChecks project={project} run={run.id} />
              {report.unscored > 0 && (
                <span className={classes.note} title={t('errors.unscored', { n: report.unscored })}>
                  {t('errors.unscoredShort', { n: report.unscored })}
                </span>
              )}
              {report.blackbox > 0 && (
                <span className={classes.note} title={t('errors.blackbox', { n: report.blackbox })} data-testid="blackbox-count">
                  {t('errors.blackboxShort', { n: formatCount(report.blackbox) })}
                </span>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}

export function RunSelect({ project, run, runs }: RunHeaderProps) {
  return (
    <Select
      label={t('errors.run')}
      hideLabel
      className={classes.run}
      testId="run"
      value={String(run.id)}
      onChange={(id) => chooseRun(project, Number(id))}
      options={listedRuns(runs, 'left out', run.id).map((each) => ({
        value: String(each.id),
        label: each.name,
        description: t(each.divided ? 'errors.runOptionDivided' : 'errors.runOption', { n: formatCount(each.predictions), errors: formatCount(each.errors) }),
      }))}
    />
  );
}

function Named({ name, figure, testId }: { name: string; figure: Value; testId: string }) {
  return (
    <span className={classes.figure} data-testid={testId} title={figure.method ?? undefined}>
      <span className={classes.name}>{name}</span>
      <Figure
        value={figure.value}
        interval={figure.lower !== null && figure.upper !== null ? [figure.lower, figure.upper] : null}
        n={figure.n}
        digits={3}
        reason={figure.undefined_because ?? undefined}
      />
    </span>
  );
}
