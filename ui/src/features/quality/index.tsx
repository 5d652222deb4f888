import { useQuery } from '@tanstack/react-query';
import { useMe, useProject } from '@/app/project';
import { navigate } from '@/app/routes';
import { Button, EmptyState, InlineNotice } from '@/components';
import type { AgreementReport, CoefficientFigure, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { Consensus } from './Consensus';
import { Gold } from './Gold';
import { Pairs } from './Pairs';
import { PerClass } from './PerClass';
import { ShownFigure } from './figure';
import { useSaveCsv } from './useSave';
import classes from './Quality.module.css';

/** How well raters agree, with each other and with what is known. */
export default function QualityScreen() {
  const overview = useProject();
  const me = useMe();
  if (!overview) return null;
  if (!me?.roles.some((role) => role !== 'rater')) {
    return (
      <EmptyState icon="quality" title={t('quality.empty.role.title')}>
        {t('quality.empty.role.text')}
      </EmptyState>
    );
  }
  if (overview.counts.judgments === 0) {
    return (
      <EmptyState
        icon="quality"
        title={t('quality.empty.title')}
        actions={<Button onPress={() => void navigate('import')}>{t('quality.empty.action')}</Button>}
      >
        {t('quality.empty.text')}
      </EmptyState>
    );
  }
  return <Quality overview={overview} />;
}

function Quality({ overview }: { overview: Overview }) {
  const agreement = useQuery({
    queryKey: ['agreement'],
    queryFn: () => call('quality_agreement', { pairs: true, per_class: true }),
  });
  const { save, saving } = useSaveCsv();
  const report = agreement.data;
  return (
    <div className={classes.page} data-testid="quality">
      <section className={classes.section}>
        <header className={classes.head}>
          <h1>{t('quality.title')}</h1>
          {report && (
            <p>{t('quality.basis', { items: report.items, raters: report.raters.length, judgments: report.judgments })}</p>
          )}
          <Button
            size="small"
            icon="download"
            isDisabled={!report || saving}
            onPress={() => save('agreement', `${overview.name} agreement.csv`)}
          >
            {t(saving ? 'quality.saving' : 'quality.save')}
          </Button>
        </header>
        {agreement.error && <InlineNotice kind="error">{AssayError.from(agreement.error).message}</InlineNotice>}
        {agreement.isPending && <p className={classes.quiet}>{t('quality.computing')}</p>}
        {report && <Coefficients report={report} />}
      </section>
      {report?.pairs && <Pairs report={report} pairs={report.pairs} />}
      {report?.per_class && <PerClass rows={report.per_class} classes={overview.question.classes} />}
      <Gold onSave={() => save('raters', `${overview.name} raters.csv`)} saving={saving} />
      <Consensus overview={overview} onSave={() => save('labels', `${overview.name} labels.csv`)} saving={saving} />
    </div>
  );
}

const KNOWN = ['cohen_kappa_mean', 'krippendorff_alpha', 'fleiss_kappa', 'percent_agreement', 'gwet_ac1', 'brennan_prediger'] as const;
type Known = (typeof KNOWN)[number];

const titleOf = (name: string): string =>
  (KNOWN as readonly string[]).includes(name) ? t(`quality.name.${name as Known}`) : name;
const placeOf = ({ name }: CoefficientFigure): number => (KNOWN as readonly string[]).indexOf(name) >>> 0;

function Coefficients({ report }: { report: AgreementReport }) {
  const shown = report.coefficients.toSorted((a, b) => placeOf(a) - placeOf(b));
  return (
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
  );
}

function methodOf(each: CoefficientFigure): string {
  const used = t('quality.n.items', { items: each.n_items, raters: each.n_raters, judgments: each.n_judgments });
  return each.method ? `${used}. ${t('quality.method', { method: each.method })}` : used;
}
