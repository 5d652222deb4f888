import { ShareRows } from '@/charts/ShareRows';
import { quote } from '@/features/errors/filters';
import type { Coverage, CoverageGroup, CoverageGrouping } from '@/generated/commands';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import classes from './Dashboard.module.css';
import type { RowsOf, ShowRows } from './rows';

export interface CoverageProps {
  coverage: Coverage;
  name: string;
  show: ShowRows;
}

/** Every group of items and of raters, and which of them lag behind. */
export function CoverageSection({ coverage, name, show }: CoverageProps) {
  return (
    <section className={classes.section} data-testid="coverage">
      <header className={classes.head}>
        <h2>{t('dashboard.coverage.title')}</h2>
        {coverage.groupings.length > 0 && (
          <p>
            {t('dashboard.coverage.text', { n: coverage.tested })} {coverage.method}
          </p>
        )}
      </header>
      {coverage.groupings.length === 0 && <p className={classes.quiet}>{t('dashboard.coverage.none')}</p>}
      <div className={classes.small}>
        {coverage.groupings.map((grouping) => (
          <Grouping key={`${grouping.kind} ${grouping.name}`} grouping={grouping} name={name} show={show} />
        ))}
      </div>
    </section>
  );
}

function Grouping({ grouping, name, show }: { grouping: CoverageGrouping; name: string; show: ShowRows }) {
  const { kind, name: field, groups } = grouping;
  const items = kind === 'items';
  return (
    <ShareRows
      title={t(items ? 'dashboard.coverage.itemGroups' : 'dashboard.coverage.raterGroups', { name: field })}
      label={t('dashboard.coverage.label', { name: field })}
      name={`${name} ${t('dashboard.file.coverage', { name: field })}`}
      testId={`coverage-${field}`}
      rows={groups.map((group) => ({
        id: group.value,
        name: group.value === '' ? t('dashboard.coverage.missing') : group.value,
        figure: group.judged,
        beside: group.complete,
        value: valueOf(group),
        flag: group.behind ? t('dashboard.coverage.flag', { p: formatNumber(group.adjusted_p, 3) }) : null,
        open: items ? () => show(rowsOf(field, group)) : undefined,
      }))}
    />
  );
}

const valueOf = ({ judgments, size, judged }: CoverageGroup): string =>
  judgments === null
    ? `${judged.value === null ? '' : formatPercent(judged.value)} ${t('components.figure.n')} ${formatCount(size)}`
    : t('dashboard.coverage.raters', { raters: size, judgments: formatCount(judgments) });

/** What is missing from a group, or all of it where nothing is. */
function rowsOf(field: string, { value, judged }: CoverageGroup): RowsOf {
  const whole = judged.value === 1;
  return {
    kind: 'items',
    title: t(whole ? 'dashboard.rows.groupAll' : 'dashboard.rows.group', { field, value: value === '' ? t('dashboard.coverage.missing') : value }),
    of: { group: { field, value }, state: whole ? undefined : 'unjudged' },
    filter: value === '' ? undefined : `${quote(field)} = ${quote(value)}`,
  };
}
