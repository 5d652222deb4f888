import { AgreementChart } from '@/charts/AgreementChart';
import { ProgressChart, type Line } from '@/charts/ProgressChart';
import { SpreadRows, type SpreadRow } from '@/charts/SpreadRows';
import { ThroughputChart } from '@/charts/ThroughputChart';
import { stepName } from '@/charts/timeAxis';
import { navigate } from '@/app/routes';
import type { Dashboard, Overview } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Dashboard.module.css';
import type { ShowRows } from './rows';

/** Raters with a row of their own in the chart of times. */
const MOST_RATERS = 12;
const MOST_CLASSES = 12;

/** Everything that runs over time, and the time that a judgment takes. */
export function TimeCharts({ data, overview, show }: { data: Dashboard; overview: Overview; show: ShowRows }) {
  const { progress, agreement } = data;
  const { points, step_ms: step, untimed } = progress;
  const left = untimed.judgments > 0 ? t('dashboard.progress.untimed', { n: untimed.judgments, items: untimed.items }) : '';
  const file = (part: 'progress' | 'throughput' | 'agreement' | 'time') => `${overview.name} ${t(`dashboard.file.${part}`)}`;
  const openLine = (line: Line | 'open') => {
    if (line === 'conflicts') void navigate('conflicts');
    else show({ kind: 'items', title: t(`dashboard.rows.${line}`), of: { state: line === 'open' ? 'incomplete' : line } });
  };
  const openItems = (from: number, to: number) => show({ kind: 'items', title: t('dashboard.rows.completed', { step: stepName(from, step) }), of: { from, to } });
  const openJudgments = (from: number, to: number) => show({ kind: 'judgments', title: t('dashboard.rows.of_step', { step: stepName(from, step) }), of: { from, to } });
  const openRater = (person: number) => {
    const rater = data.raters.find((each) => each.person === person)?.rater ?? '';
    show({ kind: 'judgments', title: t('dashboard.rows.of_rater', { rater }), of: { person } });
  };
  const windows = (
    <AgreementChart
      agreement={agreement}
      name={file('agreement')}
      note={[
        t('dashboard.agreement.note'),
        agreement.untimed > 0 ? t('dashboard.agreement.untimed', { n: agreement.untimed }) : '',
        agreement.calibration_only ? t('dashboard.agreement.calibration') : '',
      ].join(' ')}
      openWindow={(from, to) => show({ kind: 'items', title: t('dashboard.agreement.title'), of: { from, to } })}
    />
  );
  const judged = progress.now.judgments > 0;
  return (
    <div className={classes.charts}>
      <div className={classes.column}>
        {points.length > 0 ? (
          <ProgressChart
            points={points}
            step={step}
            items={progress.now.items}
            forecast={progress.forecast}
            now={data.made_at}
            name={file('progress')}
            note={[t('dashboard.progress.stands'), left].join(' ')}
            openLine={openLine}
            openStep={openItems}
          />
        ) : (
          judged && (
            <p className={classes.quiet}>
              {t('dashboard.progress.none')} {left}
            </p>
          )
        )}
        {agreement.windows.length > 0 ? windows : judged && (
          <p className={classes.quiet}>
            {t('dashboard.agreement.few', { n: agreement.items })} {agreement.calibration_only && t('dashboard.agreement.calibration')}
          </p>
        )}
      </div>
      <div className={classes.column}>
        {points.length > 0 && <ThroughputChart points={points} raters={progress.raters} step={step} name={file('throughput')} openStep={openJudgments} openRater={openRater} />}
        {data.time.all.median.n > 0 && (
          <SpreadRows
            title={t('dashboard.time.title')}
            label={t('dashboard.time.label')}
            name={file('time')}
            rows={timeRows(data, overview, show, openRater)}
            note={data.time.untimed > 0 ? t('dashboard.time.note', { n: data.time.untimed }) : t('dashboard.time.noteAll')}
          />
        )}
      </div>
    </div>
  );
}

function timeRows(data: Dashboard, overview: Overview, show: ShowRows, openRater: (person: number) => void): SpreadRow[] {
  const classRows = data.time.classes
    .filter(({ time }) => time.median.value !== null)
    .slice(0, MOST_CLASSES)
    .map(({ class: id, time }, at) => {
      const name = overview.question.classes.find((each) => each.id === id)?.name ?? '?';
      return {
        id: `class-${id}`,
        name,
        spread: time,
        apart: at === 0,
        open: () => show({ kind: 'judgments', title: t('dashboard.rows.of_class', { class: name }), of: { class: id } }),
      };
    });
  const raterRows = data.raters
    .filter(({ time }) => time.median.value !== null)
    .toSorted((a, b) => b.judgments - a.judgments)
    .slice(0, MOST_RATERS)
    .map(({ person, rater, time }, at) => ({ id: `rater-${person}`, name: rater, spread: time, apart: at === 0, open: () => openRater(person) }));
  return [{ id: 'all', name: t('dashboard.time.all'), spread: data.time.all }, ...classRows, ...raterRows];
}
