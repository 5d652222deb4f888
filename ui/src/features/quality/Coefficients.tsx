import { InlineNotice } from '@/components';
import type { AgreementBasis, AgreementReport, CoefficientFigure, SelfAgreementView } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { ShownFigure } from './figure';
import classes from './Quality.module.css';

const KNOWN = [
  'cohen_kappa_mean',
  'krippendorff_alpha',
  'fleiss_kappa',
  'gwet_ac1',
  'gwet_ac2',
  'percent_agreement',
  'conger_kappa',
  'brennan_prediger',
  'scott_pi',
] as const;
type Known = (typeof KNOWN)[number];

export const titleOf = (name: string): string =>
  (KNOWN as readonly string[]).includes(name) ? t(`quality.name.${name as Known}`) : name;
const placeOf = ({ name }: CoefficientFigure): number => (KNOWN as readonly string[]).indexOf(name) >>> 0;

/** AC2 is AC1 where classes are not weighed; Scott's pi is for two raters, with whom it comes back. */
const isShown = (report: AgreementReport) => (each: CoefficientFigure): boolean =>
  !(each.name === 'gwet_ac2' && report.weights === 'nominal') &&
  !(each.name === 'gwet_ac1' && report.weights !== 'nominal') &&
  !(each.name === 'scott_pi' && report.raters.length !== 2);

export function Coefficients({ report }: { report: AgreementReport }) {
  const shown = report.coefficients.filter(isShown(report)).sort((a, b) => placeOf(a) - placeOf(b));
  return (
    <>
      <Basis basis={report.basis} />
      <div className={classes.cards}>
        {shown.map((each) => (
          <div key={each.name} className={classes.card} data-testid={`coefficient-${each.name}`} title={methodOf(each)}>
            <ShownFigure size="large" label={titleOf(each.name)} figure={each} n={each.n_items} digits={3} />
          </div>
        ))}
        <div className={classes.card} data-testid="skip-rate">
          <ShownFigure size="large" label={t('quality.skipRate')} figure={report.skip_rate} n={report.skip_rate.n} digits={3} />
        </div>
      </div>
      {report.self_agreement && <SelfAgreement own={report.self_agreement} />}
      {report.odd_because && (
        <p className={classes.odd} data-testid="odd">
          {t('quality.odd', { why: report.odd_because })}
        </p>
      )}
    </>
  );
}

/** With adaptive overlap it matters which judgments these are. */
function Basis({ basis }: { basis: AgreementBasis }) {
  if (basis.kind === 'all') return null;
  if (basis.kind === 'biased') {
    return (
      <div data-testid="basis">
        <InlineNotice kind="warn">{t('quality.of.biased')}</InlineNotice>
      </div>
    );
  }
  return (
    <p className={classes.quiet} data-testid="basis">
      {t('quality.of.calibration', { items: formatCount(basis.drawn), judgments: basis.judgments })}
    </p>
  );
}

function SelfAgreement({ own }: { own: SelfAgreementView }) {
  return (
    <div className={classes.cards} data-testid="self-agreement">
      <div className={classes.card} title={t('quality.self.text')}>
        <ShownFigure size="large" label={t('quality.self.title')} figure={own.pooled} n={own.pooled.n} digits={3} />
      </div>
      <div className={classes.card} title={t('quality.self.text')}>
        <ShownFigure size="large" label={t('quality.self.kappa')} figure={own.kappa} n={own.kappa.n} digits={3} />
      </div>
      {own.raters.slice(0, 8).map((rater) => (
        <div key={rater.rater} className={classes.card}>
          <ShownFigure label={rater.rater} figure={rater.same} n={rater.same.n} digits={2} />
        </div>
      ))}
    </div>
  );
}

function methodOf(each: CoefficientFigure): string {
  const used = t('quality.n.items', { items: each.n_items, raters: each.n_raters, judgments: each.n_judgments });
  return each.method ? `${used}. ${t('quality.interval', { method: each.method })}` : used;
}
