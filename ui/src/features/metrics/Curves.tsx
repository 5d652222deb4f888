import { useState } from 'react';
import { ThresholdCurve } from '@/charts/ThresholdCurve';
import { Button, FigureOf, InlineNotice, NumberField } from '@/components';
import type { AtThreshold, Class, CurveReport } from '@/generated/commands';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { useCurve, type Of } from './data';
import classes from './Metrics.module.css';
import { place, rest } from './shares';

export interface CurvesProps {
  of: Of;
  chosen: Class;
  runName: string;
}

/** Precision, recall and ROC of one class, with a threshold to move. */
export function Curves({ of, chosen, runName }: CurvesProps) {
  const [recall, setRecall] = useState<number | null>(null);
  const { data, error } = useCurve(of, chosen.id, recall, true);
  return (
    <section className={classes.section} data-testid="curves">
      <h3>{t('metrics.curve.title')}</h3>
      {error ? (
        <InlineNotice kind="info">{AssayError.from(error).message}</InlineNotice>
      ) : (
        data && <Drawn key={`${data.class_id} ${of.filter}`} report={data} name={chosen.name} runName={runName} onRecall={setRecall} />
      )}
    </section>
  );
}

type Looked = { kind: 'point'; at: number } | { kind: 'best' } | { kind: 'recall' };

function Drawn({ report, name, runName, onRecall }: { report: CurveReport; name: string; runName: string; onRecall: (recall: number) => void }) {
  const { points } = report;
  const [looked, setLooked] = useState<Looked>({ kind: 'best' });
  const [wanted, setWanted] = useState(90);
  const [own] = looked.kind === 'point' ? points.slice(looked.at, looked.at + 1) : [];
  const at = own ?? (looked.kind === 'recall' ? report.at_recall : report.best_f1) ?? points.at(-1) ?? null;
  if (!at) return null;
  const last = points.length - 1;
  // Thresholds fall along the points; the slider rises with them.
  const below = points.findIndex(({ threshold }) => threshold <= at.threshold);
  const slid = last - (below < 0 ? last : below);
  const threshold = formatNumber(at.threshold, 3);
  const pick = (point: AtThreshold) => setLooked({ kind: 'point', at: points.indexOf(point) });
  const share = report.n > 0 ? report.positives / report.n : 0;
  return (
    <>
      <div className={classes.threshold}>
        <label className={classes.slider}>
          <span>
            {t('metrics.curve.threshold')} <strong data-testid="threshold-value">{threshold}</strong>
          </span>
          <input
            type="range"
            min={0}
            max={last}
            step={1}
            value={slid}
            aria-valuetext={threshold}
            data-testid="threshold"
            onChange={(event) => setLooked({ kind: 'point', at: last - Number(event.target.value) })}
          />
        </label>
        <Button size="small" onPress={() => setLooked({ kind: 'best' })} data-testid="threshold-best">
          {t('metrics.curve.best')}
        </Button>
        <form
          className={classes.wanted}
          onSubmit={(event) => {
            event.preventDefault();
            onRecall(wanted / 100);
            setLooked({ kind: 'recall' });
          }}
        >
          <NumberField label={t('metrics.curve.wanted')} value={wanted} onChange={setWanted} min={0} max={100} className={classes.short} testId="recall-wanted" />
          <Button size="small" type="submit" isDisabled={!(wanted >= 0 && wanted <= 100)} data-testid="recall-find">
            {t('metrics.curve.find')}
          </Button>
        </form>
      </div>
      <p className={classes.note} aria-live="polite">
        {t('metrics.curve.at', { threshold, name })}
        {looked.kind === 'best' && ` · ${t('metrics.curve.bestHint')}`}
      </p>
      <AtTable at={at} />
      <div className={classes.charts}>
        <ThresholdCurve
          title={t('metrics.curve.pr', { name })}
          label={t('metrics.curve.prLabel')}
          name={`${runName} ${name} precision-recall`}
          testId="pr-curve"
          points={points}
          x={({ recall }) => place(recall)}
          y={({ precision }) => place(precision)}
          steps
          at={at}
          chance={[[0, share], [1, share]]}
          xAxis={t('metrics.curve.recall')}
          yAxis={t('metrics.curve.precision')}
          onPick={pick}
        />
        <ThresholdCurve
          title={t('metrics.curve.roc', { name })}
          label={t('metrics.curve.rocLabel')}
          name={`${runName} ${name} roc`}
          testId="roc-curve"
          points={points}
          x={({ specificity }) => rest(specificity)}
          y={({ recall }) => place(recall)}
          at={at}
          chance={[[0, 0], [1, 1]]}
          xAxis={t('metrics.curve.fpr')}
          yAxis={t('metrics.curve.tpr')}
          onPick={pick}
        />
      </div>
      <p className={classes.facts}>
        <span data-testid="curve-ap">
          {t('metrics.curve.ap')} <FigureOf figure={report.average_precision} digits={3} />
        </span>
        <span data-testid="curve-auc">
          {t('metrics.curve.auc')} <FigureOf figure={report.auc} digits={3} />
        </span>
        {report.distinct > points.length && <span className={classes.note}>{t('metrics.curve.thinned', { n: points.length, distinct: report.distinct })}</span>}
      </p>
    </>
  );
}

function AtTable({ at }: { at: AtThreshold }) {
  const counts = [
    ['tp', at.true_positives],
    ['fp', at.false_positives],
    ['fn', at.false_negatives],
    ['tn', at.true_negatives],
  ] as const;
  return (
    <div className={classes.at} data-testid="at-threshold">
      {counts.map(([id, n]) => (
        <span key={id} className={classes.stat}>
          <small>{t(`metrics.curve.${id}`)}</small>
          <strong data-testid={`at-${id}`}>{formatCount(n)}</strong>
        </span>
      ))}
      {(['precision', 'recall', 'f1', 'specificity'] as const).map((name) => (
        <span key={name} className={classes.stat}>
          <small>{t(`metrics.curve.${name}`)}</small>
          <span data-testid={`at-${name}`}>
            <FigureOf figure={at[name]} digits={3} />
          </span>
        </span>
      ))}
    </div>
  );
}
