import { Badge, FigureOf, Icon, IconButton, InlineNotice } from '@/components';
import type { Class, Figure, RelabelReport } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { Named } from './SuspectList';
import { useRelabel } from './data';
import classes from './Suspects.module.css';

export interface RelabelResultProps {
  project: string;
  relabel: number;
  classes: readonly Class[];
  onClose: () => void;
}

/** What the second look found: how many labels were wrong, and what that makes of the accuracy. */
export function RelabelResult({ project, relabel, classes: known, onClose }: RelabelResultProps) {
  const { data: report, error } = useRelabel(project, relabel);
  if (error) return <InlineNotice kind="error">{AssayError.from(error).message}</InlineNotice>;
  if (!report) return null;
  const { sent, figures } = report;
  return (
    <div className={classes.result} data-testid="relabel-result">
      <header className={classes.line}>
        <IconButton icon="chevron-left" label={t('suspects.sent.back')} onPress={onClose} />
        <h2 dir="auto">{t('suspects.result.title', { name: sent.name })}</h2>
      </header>
      {figures.only_disagreements && <InlineNotice kind="warn">{t('suspects.result.flag')}</InlineNotice>}
      <div className={classes.figures}>
        <Large name={t('suspects.result.noise')} figure={figures.label_noise} testId="noise">
          {t('suspects.result.noiseOf', { covered: formatCount(figures.covered), population: formatCount(figures.population) })}
        </Large>
        <Large name={t('suspects.result.before')} figure={figures.accuracy_before} testId="before" />
        <Large name={t('suspects.result.now')} figure={figures.accuracy_now} testId="now" />
        <Large name={t('suspects.result.weighted')} figure={figures.accuracy_weighted} testId="weighted" />
      </div>
      <Strata report={report} />
      {report.rows.some((row) => row.decided !== null) && <Decided report={report} classes={known} />}
    </div>
  );
}

/** The figure, or in words why there is none. */
function Told({ figure }: { figure: Figure }) {
  if (figure.value === null) return <span className={classes.quiet}>{figure.undefined_because}</span>;
  return <FigureOf figure={figure} digits={3} />;
}

function Large({ name, figure, testId, children }: { name: string; figure: Figure; testId: string; children?: string }) {
  return (
    <div data-testid={`relabel-${testId}`}>
      <span className={classes.quiet}>{name}</span>
      <Told figure={figure} />
      {children && <span className={classes.second}>{children}</span>}
    </div>
  );
}

function Strata({ report }: { report: RelabelReport }) {
  return (
    <section>
      <h3>{t('suspects.result.strata')}</h3>
      <table className={classes.table} data-testid="relabel-strata">
        <thead>
          <tr>
            <th scope="col">{t('suspects.result.column.stratum')}</th>
            <th scope="col" className={classes.end}>{t('suspects.result.column.population')}</th>
            <th scope="col" className={classes.end}>{t('suspects.result.column.sent')}</th>
            <th scope="col" className={classes.end}>{t('suspects.result.column.decided')}</th>
            <th scope="col" className={classes.end}>{t('suspects.result.column.changed')}</th>
            <th scope="col">{t('suspects.result.column.share')}</th>
          </tr>
        </thead>
        <tbody>
          {report.figures.strata
            .filter((row) => row.population > 0)
            .map((row) => (
              <tr key={row.stratum} data-testid={`stratum-${row.stratum}`}>
                <th scope="row">{t(`suspects.result.stratum.${row.stratum}`)}</th>
                <td className={classes.end}>{formatCount(row.population)}</td>
                <td className={classes.end}>{formatCount(row.sent)}</td>
                <td className={classes.end}>{formatCount(row.decided)}</td>
                <td className={classes.end}>{formatCount(row.changed)}</td>
                <td>
                  <Told figure={row.share} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function Decided({ report, classes: known }: { report: RelabelReport; classes: readonly Class[] }) {
  const rows = report.rows.filter((row) => row.decided !== null);
  return (
    <section>
      <h3>{t('suspects.result.rows')}</h3>
      <table className={classes.table} data-testid="relabel-rows">
        <thead>
          <tr>
            <th scope="col">{t('suspects.column.item')}</th>
            <th scope="col">{t('suspects.result.how')}</th>
            <th scope="col">{t('suspects.result.from')}</th>
            <th scope="col">{t('suspects.result.to')}</th>
            <th scope="col">{t('suspects.result.pred')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 300).map((row) => (
            <tr key={row.item}>
              <td className={classes.key}>
                <bdi>{row.key}</bdi>
              </td>
              <td className={classes.quiet}>{t(`suspects.result.stratum.${row.stratum}`)}</td>
              <td>
                <Named classes={known} of={row.given} />
              </td>
              <td>
                <Named classes={known} of={row.decided} />
              </td>
              <td>
                <Named classes={known} of={row.predicted} />
              </td>
              <td>
                {row.given === row.decided ? (
                  <span className={classes.quiet}>{t('suspects.result.same')}</span>
                ) : (
                  <Badge tone="warn">
                    <Icon name="check" size={12} /> {t('suspects.result.changed')}
                  </Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
