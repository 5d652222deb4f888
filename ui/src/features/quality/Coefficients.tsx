import type { AgreementReport, CoefficientFigure } from '@/generated/commands';
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
      {report.odd_because && (
        <p className={classes.odd} data-testid="odd">
          {t('quality.odd', { why: report.odd_because })}
        </p>
      )}
    </>
  );
}

function methodOf(each: CoefficientFigure): string {
  const used = t('quality.n.items', { items: each.n_items, raters: each.n_raters, judgments: each.n_judgments });
  return each.method ? `${used}. ${t('quality.interval', { method: each.method })}` : used;
}
