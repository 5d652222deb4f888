import { navigate } from '@/app/routes';
import { Badge } from '@/components';
import type { PartFigures, PartsReport } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { FigureCell } from './FigureCell';
import { GapVerdict } from './GapVerdict';
import classes from './Metrics.module.css';

/** Each tag and each value of a field against the rest of the rows. */
export function Parts({ report, run, className }: { report: PartsReport; run: number; className: string | null }) {
  const heads = [t('metrics.parts.accuracy'), t('metrics.parts.gap'), null, t('metrics.parts.macroF1')];
  if (className !== null) heads.push(t('metrics.parts.precision', { name: className }), t('metrics.parts.recall', { name: className }), t('metrics.parts.gap'), null);
  return (
    <section className={classes.section}>
      <h3>{t('metrics.parts.title')}</h3>
      {report.parts.length === 0 ? (
        <p className={classes.note}>{t('metrics.parts.none')}</p>
      ) : (
        <>
          <p className={classes.note}>{t('metrics.parts.intro', { tests: report.tests, least: report.least })}</p>
          <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('metrics.parts.title')}>
            <table className={classes.table} data-testid="parts">
              <thead>
                <tr>
                  <th scope="col">{t('metrics.parts.part')}</th>
                  <th scope="col" className={classes.number}>
                    {t('metrics.parts.n')}
                  </th>
                  <th scope="col" className={classes.number}>
                    {t('metrics.parts.wrong')}
                  </th>
                  {heads.map((head, at) => (
                    <th key={at} scope="col" className={head === null ? classes.verdict : classes.number}>
                      {head ?? t('metrics.parts.verdict')}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {report.parts.map((part) => (
                  <Row key={`${part.kind} ${part.name}`} part={part} run={run} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function Row({ part, run }: { part: PartFigures; run: number }) {
  const { filter } = part;
  const broken = part.accuracy.value === null && part.accuracy.undefined_because;
  return (
    <tr data-testid={`part-${part.name}`}>
      <th scope="row">
        <button type="button" className={classes.link} onClick={() => void navigate('errors', { run, filter })}>
          <bdi>{part.name}</bdi>
        </button>{' '}
        {part.kind === 'tag' && <Badge>{t('metrics.parts.hand')}</Badge>}
        {part.unseen > 0 && <small className={classes.small}>{t('metrics.parts.unseen', { n: part.unseen })}</small>}
        {broken && <small className={classes.small}>{broken}</small>}
      </th>
      <td className={classes.number}>{formatCount(part.n)}</td>
      <td className={classes.number}>{formatCount(part.errors)}</td>
      <FigureCell figure={part.accuracy} />
      <FigureCell figure={part.accuracy_gap.difference} />
      <Verdict verdict={broken ? null : part.accuracy_gap.verdict} />
      <FigureCell figure={part.macro_f1} />
      {part.class && (
        <>
          <FigureCell figure={part.class.precision} />
          <FigureCell figure={part.class.recall} />
          <FigureCell figure={part.class.recall_gap.difference} />
          <Verdict verdict={broken ? null : part.class.recall_gap.verdict} />
        </>
      )}
    </tr>
  );
}

function Verdict({ verdict }: { verdict: string | null }) {
  return (
    <td className={classes.verdict}>
      {verdict === null ? <span className={classes.undefined}>{t('metrics.parts.notTested')}</span> : <GapVerdict verdict={verdict} />}
    </td>
  );
}
