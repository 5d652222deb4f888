import type { Class, ScoreReport } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { FigureCell } from './FigureCell';
import classes from './Metrics.module.css';

/** How well the scores of each class put its rows first; a class opens its curve. */
export function Rankings({ scores, classes: known, onClass }: { scores: ScoreReport; classes: readonly Class[]; onClass: (id: number) => void }) {
  return (
    <section className={classes.section}>
      <h3>{t('metrics.classes.title')}</h3>
      <table className={classes.table} data-testid="rankings">
        <thead>
          <tr>
            <th scope="col">{t('metrics.classes.class')}</th>
            {(['n', 'ap', 'auc'] as const).map((id) => (
              <th key={id} scope="col" className={classes.number}>
                {t(`metrics.classes.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.classes.map((row) => {
            const own = known.find(({ key }) => key === row.class);
            return (
              <tr key={row.class}>
                <th scope="row">
                  {own ? (
                    <button type="button" className={classes.link} onClick={() => onClass(own.id)}>
                      <bdi>{own.name}</bdi>
                    </button>
                  ) : (
                    <bdi>{row.class}</bdi>
                  )}
                </th>
                <td className={classes.number}>{formatCount(row.positives)}</td>
                <FigureCell figure={row.average_precision} />
                <FigureCell figure={row.auc} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
