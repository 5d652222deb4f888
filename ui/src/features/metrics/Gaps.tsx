import { navigate } from '@/app/routes';
import { GapRows, type GapRow } from '@/charts/GapRows';
import { Select } from '@/components';
import type { GapsReport, GroupView } from '@/generated/commands';
import { formatInterval, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { setLook } from './data';
import classes from './Metrics.module.css';

type Rate = 'accuracy' | 'false_positive_rate' | 'false_negative_rate' | 'selection_rate';

/** Is the run as right, and wrong in the same way, for each group? */
export function Gaps({ report, project, run }: { report: GapsReport; project: string; run: number }) {
  const [first] = report.groups;
  const rates = (first?.rates ?? []).map(({ rate }) => rate as Rate);
  return (
    <section className={classes.section} data-testid="gaps">
      <header className={classes.head}>
        <h3>{t('metrics.gaps.title')}</h3>
        <Select
          label={t('metrics.gaps.base')}
          className={classes.select}
          testId="gaps-base"
          value={report.base}
          onChange={(base) => setLook(project, { base })}
          options={report.groups.map(({ name }) => ({ value: name, label: name }))}
        />
      </header>
      <p className={classes.note}>
        {t('metrics.gaps.intro', { field: report.field, base: report.base ?? '', tests: report.tests, least: report.least })}
        {report.class === null && ` ${t('metrics.gaps.noClass')}`}
      </p>
      <div className={classes.charts}>
        {rates.map((rate, at) => (
          <GapRows
            key={rate}
            title={t(`metrics.gaps.${rate}`)}
            label={t('metrics.gaps.label', { rate: t(`metrics.gaps.${rate}`) })}
            name={`${report.run} ${report.field} ${rate}`}
            testId={`gap-${rate}`}
            base={report.groups.find(({ base }) => base)?.rates[at]?.figure.value ?? null}
            rows={report.groups.flatMap((group) => row(group, at, report.base ?? '', run))}
          />
        ))}
      </div>
    </section>
  );
}

function row(group: GroupView, at: number, base: string, run: number): GapRow[] {
  const rate = group.rates[at];
  if (!rate) return [];
  const { figure, gap } = rate;
  const verdict = gap ? t(`metrics.verdict.${gap.verdict as 'higher'}`) : t('metrics.gaps.isBase');
  const { value, lower, upper } = gap?.difference ?? { value: null, lower: null, upper: null };
  const told =
    value === null
      ? verdict
      : t('metrics.gaps.difference', {
          value: formatNumber(value, 3),
          interval: lower === null || upper === null ? '' : formatInterval(lower, upper, 3),
          base,
          verdict,
        });
  const { filter } = group;
  return [
    {
      id: group.name,
      name: group.name,
      figure,
      verdict,
      sign: gap?.verdict === 'higher' ? '▲' : gap?.verdict === 'lower' ? '▼' : '',
      said: t('metrics.gaps.row', {
        name: group.name,
        share: figure.value === null ? (figure.undefined_because ?? '') : formatPercent(figure.value, 1),
        n: figure.n,
        gap: told,
      }),
      open: () => void navigate('errors', { run, filter }),
    },
  ];
}
