import { FigureOf } from '@/components';
import type { RunComparison } from '@/generated/commands';
import { signedPoints } from '@/charts/DifferenceRows';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Compare.module.css';
import { VerdictOf } from './VerdictOf';

/** The difference with its interval and test, and the four kinds of items as a picture that opens their rows. */
export function Summary({ found, onOpen }: { found: RunComparison; onOpen: (filter: string) => void }) {
  const { difference, a, b } = found;
  const [before, after] = [a.run.name, b.run.name];
  return (
    <section className={classes.summary}>
      <div className={classes.says} data-testid="compare-difference">
        <h2>{t('compare.difference', { a: before, b: after })}</h2>
        <div className={classes.large}>
          {difference.value === null ? (
            <span className={classes.quiet}>{difference.undefined_because}</span>
          ) : (
            <>
              <span className={classes.number}>{signedPoints(difference.value, 2)}</span>
              <span>{t('compare.points')}</span>
              {difference.lower !== null && difference.upper !== null && (
                <span className={classes.interval} title={difference.method ?? undefined}>
                  {formatInterval(difference.lower * 100, difference.upper * 100, 2)}
                </span>
              )}
              <VerdictOf verdict={found.verdict} />
            </>
          )}
        </div>
        <p className={classes.quiet}>{t('compare.n', { n: found.n })}</p>
        <p className={classes.quiet} data-testid="compare-test">
          {testOf(found)}
        </p>
        <div className={classes.two}>
          {[a, b].map(({ run, accuracy }) => (
            <div key={run.id}>
              <span className={classes.quiet}>{t('compare.right', { name: run.name })}</span> <FigureOf figure={accuracy} digits={3} />
            </div>
          ))}
        </div>
        {[a, b]
          .filter(({ alone }) => alone > 0)
          .map(({ run, alone }) => (
            <p key={run.id} className={classes.warn}>
              {t('compare.alone', { n: alone, name: run.name })}
            </p>
          ))}
        {found.unlabelled > 0 && <p className={classes.quiet}>{t('compare.unlabelled', { n: found.unlabelled })}</p>}
      </div>
      <table className={classes.matrix} aria-label={t('compare.table.label')} data-testid="compare-table">
        <thead>
          <tr>
            <td className={classes.corner} />
            <th scope="colgroup" colSpan={2} title={after}>
              {t('compare.table.later', { name: after })}
            </th>
          </tr>
          <tr>
            <th scope="col" className={classes.corner} title={before}>
              {t('compare.table.earlier', { name: before })}
            </th>
            <th scope="col">{t('compare.table.right')}</th>
            <th scope="col">{t('compare.table.wrong')}</th>
          </tr>
        </thead>
        <tbody>
          {(
            [
              ['right', ['both_right', 'regressed']],
              ['wrong', ['fixed', 'both_wrong']],
            ] as const
          ).map(([name, kinds]) => (
            <tr key={name}>
              <th scope="row">{t(`compare.table.${name}`)}</th>
              {kinds.map((kind) => (
                <td key={kind}>
                  <button
                    type="button"
                    className={classes.cell}
                    data-kind={kind}
                    data-testid={`compare-${kind}`}
                    title={t('compare.table.open', { n: found[kind], what: t(`compare.table.${kind}`) })}
                    onClick={() => onOpen(found.rows[kind])}
                  >
                    <strong>{formatCount(found[kind])}</strong>
                    <span>{t(`compare.table.${kind}`)}</span>
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A p value as people write it: four digits, or below the smallest of them. */
export const pOf = (p: number): string => (p < 0.0001 ? '< 0.0001' : formatNumber(p, 4));

function testOf({ mcnemar: { statistic, p_value } }: RunComparison): string {
  if (statistic === null) return t('compare.test.exact', { p: pOf(p_value) });
  return t('compare.test.chi_square', { statistic: formatNumber(statistic, 4), p: pOf(p_value) });
}
