import type { Class, ClassMetric, Figure, RunReport } from '@/generated/commands';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Summary.module.css';

export interface PerClassProps {
  report: Pick<RunReport, 'per_class'>;
  classes: readonly Class[];
  onClass: (key: string) => void;
}

const FIGURES = ['precision', 'recall', 'f1'] as const satisfies readonly (keyof ClassMetric)[];

/** Precision, recall and F1 of each class, with their intervals. */
export function PerClass({ report, classes: known, onClass }: PerClassProps) {
  const byKey = new Map(known.map((each) => [each.key, each]));
  return (
    <section className={classes.section}>
      <header className={classes.title}>
        <h3>{t('errors.perClass.title')}</h3>
      </header>
      <table className={classes.metrics} data-testid="per-class">
        <thead>
          <tr>
            <th scope="col">{t('errors.perClass.class')}</th>
            <th scope="col" className={classes.number}>
              {t('errors.perClass.n')}
            </th>
            {FIGURES.map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {t(`errors.perClass.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.per_class.map((metric) => {
            const name = byKey.get(metric.class)?.name ?? metric.class;
            return (
              <tr key={metric.class}>
                <th scope="row">
                  <button type="button" className={classes.class} title={t('errors.perClass.show', { name })} onClick={() => onClass(metric.class)}>
                    <span className={classes.dot} style={{ background: byKey.get(metric.class)?.colour }} />
                    <bdi>{name}</bdi>
                  </button>
                </th>
                <td className={classes.number}>{formatCount(metric.support)}</td>
                {FIGURES.map((figure) => (
                  <Metric key={figure} figure={metric[figure]} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Metric({ figure }: { figure: Figure }) {
  if (figure.value === null) {
    return (
      <td className={classes.number} title={figure.undefined_because ?? undefined}>
        <span className={classes.undefined}>{t('components.figure.undefined')}</span>
      </td>
    );
  }
  const interval = figure.lower !== null && figure.upper !== null ? formatInterval(figure.lower, figure.upper) : null;
  return (
    <td className={classes.number} title={`${t('components.figure.n')} ${formatCount(figure.n)}`}>
      <span className={classes.value}>{formatNumber(figure.value)}</span>
      {interval && <span className={classes.interval}>{interval}</span>}
    </td>
  );
}
