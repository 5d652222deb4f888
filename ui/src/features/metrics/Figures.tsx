import { FigureOf } from '@/components';
import type { Figure, MetricsReport } from '@/generated/commands';
import { t } from '@/messages';
import { FigureCell } from './FigureCell';
import classes from './Metrics.module.css';

/** The figures of the whole: what one number each can say. */
export function Figures({ report }: { report: MetricsReport }) {
  const { scores } = report;
  const from = scores ? t(`metrics.figures.scores.${scores.from as 'all_classes'}`, { n: scores.n }) : t('metrics.figures.scores.none');
  const named: [string, Figure, string][] = [
    [t('metrics.figures.accuracy'), report.accuracy, 'accuracy'],
    [t('metrics.figures.balanced'), report.balanced_accuracy, 'balanced'],
    [t('metrics.figures.matthews'), report.matthews, 'matthews'],
  ];
  if (scores) {
    named.push(
      [t('metrics.figures.macroAuc'), scores.macro_auc, 'auc'],
      [t('metrics.figures.macroAp'), scores.macro_average_precision, 'ap'],
      [t('metrics.figures.logLoss'), scores.log_loss, 'log-loss'],
      [t('metrics.figures.brier'), scores.brier, 'brier'],
      ...scores.top.map(({ top, accuracy }): [string, Figure, string] => [t('metrics.figures.top', { n: top }), accuracy, `top-${top}`]),
      [t('metrics.figures.detectionAuc'), scores.detection.auc, 'detection'],
    );
  }
  return (
    <section className={classes.section}>
      <h3>{t('metrics.figures.title')}</h3>
      <table className={classes.table} data-testid="metrics-figures">
        <tbody>
          {named.map(([name, figure, id]) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td className={classes.number} data-testid={`figure-${id}`}>
                <FigureOf figure={figure} digits={3} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {from}
        {scores && scores.without > 0 && ` ${t('metrics.figures.without', { n: scores.without })}`}
        {scores && scores.log_loss_clipped > 0 && ` ${t('metrics.figures.clipped', { n: scores.log_loss_clipped })}`}
      </p>
    </section>
  );
}

/** Precision, recall and F1 averaged over the classes. */
export function Averages({ report }: { report: MetricsReport }) {
  return (
    <section className={classes.section}>
      <h3>{t('metrics.averages.title')}</h3>
      <table className={classes.table} data-testid="metrics-averages">
        <thead>
          <tr>
            <th scope="col">{t('metrics.averages.of')}</th>
            {(['precision', 'recall', 'f1'] as const).map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {t(`errors.perClass.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.averages.map((row) => (
            <tr key={row.average}>
              <th scope="row">{t(`metrics.averages.${row.average as 'micro'}`)}</th>
              {([row.precision, row.recall, row.f1] as const).map((figure, at) => (
                <FigureCell key={at} figure={figure} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {report.classes_left_out > 0 && <p className={classes.note}>{t('metrics.averages.leftOut', { n: report.classes_left_out })}</p>}
    </section>
  );
}
