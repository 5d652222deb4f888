import { Badge, FigureOf, InlineNotice } from '@/components';
import type { DriftReport, DriftShare, DriftTest, FieldDrift } from '@/generated/commands';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Drift.module.css';

export interface ReportProps {
  report: DriftReport;
  /** Of the two parts. */
  names: readonly [string, string];
}

/** Every test of a comparison, and the items that both parts have. */
export function Report({ report, names }: ReportProps) {
  return (
    <>
      <p>
        <strong>
          {names[0]} ({t('drift.items', { n: report.first.items })}) → {names[1]} ({t('drift.items', { n: report.second.items })})
        </strong>{' '}
        <span className={classes.quiet}>
          {t('drift.tests', { n: report.tests })} {t('drift.effect')}
        </span>
      </p>
      <Twins report={report} />
      <div className={classes.scroll} role="region" aria-label={t('drift.table')} tabIndex={0}>
        <table className={classes.table} data-testid="drift-table">
          <caption className="visually-hidden">{t('drift.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('drift.column.field')}</th>
              <th scope="col">{t('drift.column.test')}</th>
              <th scope="col">{t('drift.column.verdict')}</th>
              <th scope="col" className={classes.end}>
                {t('drift.column.p')}
              </th>
              <th scope="col">{t('drift.column.size')}</th>
              <th scope="col">{t('drift.column.detail')}</th>
            </tr>
          </thead>
          <tbody>
            <Row
              id="classes"
              name={t('drift.classes')}
              test={report.classes}
              detail={[shares(report.class_shares), unlabelled(report)].filter(Boolean).join('. ')}
            />
            {report.fields.flatMap((field) =>
              field.tests.map((test, at) => (
                <Row
                  key={`${field.name} ${test.test}`}
                  id={`${field.name}-${test.test}`}
                  name={at === 0 ? field.name : ''}
                  schema={at === 0 ? field.schema : null}
                  test={test}
                  detail={at === 0 ? '' : detail(field)}
                />
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

const points = (value: number): string => (value > 0 ? '+' : '') + formatNumber(value * 100, 1);

/** The values whose shares differ most. */
const shares = (found: readonly DriftShare[]): string =>
  found
    .filter((share) => Math.abs(share.difference.value ?? 0) >= 0.0005)
    .slice(0, 4)
    .map((share) => t('drift.share', { value: share.value, difference: points(share.difference.value ?? 0) }))
    .join(', ');

const unlabelled = ({ unlabelled: [first, second] }: DriftReport): string =>
  first + second > 0 ? t('drift.unlabelled', { first: formatCount(first), second: formatCount(second) }) : '';

function detail(field: FieldDrift): string {
  if (field.mean_first === null || field.mean_second === null) return shares(field.shares);
  const d = field.cohens_d?.value;
  return t('drift.means', {
    first: formatNumber(field.mean_first, 2),
    second: formatNumber(field.mean_second, 2),
    d: d === null || d === undefined ? '–' : formatNumber(d, 2),
  });
}

interface RowProps {
  id: string;
  name: string;
  schema?: string | null;
  test: DriftTest;
  detail: string;
}

const TESTS = ['missing', 'chi_square', 'fisher', 'kolmogorov_smirnov'] as const;
const SIZES = ['share_difference', 'cramers_v', 'distance', 'cohens_d'] as const;
const SCHEMA = ['only_first', 'only_second', 'kind'] as const;

function Row({ id, name, schema, test, detail: what }: RowProps) {
  const kind = TESTS.find((each) => each === test.test) ?? 'chi_square';
  const size = SIZES.find((each) => each === test.effect) ?? 'distance';
  const differing = SCHEMA.find((each) => each === schema);
  return (
    <tr data-testid={`drift-${id}`} data-differs={test.differs}>
      <th scope="row">
        <bdi>{name}</bdi>
        {differing && <Badge tone="warn">{t(`drift.schema.${differing}`)}</Badge>}
      </th>
      <td>{t(`drift.test.${kind}`)}</td>
      <td>
        {test.adjusted === null ? (
          <span className={classes.quiet} title={test.undefined_because ?? undefined}>
            {t('drift.notTested')}
          </span>
        ) : test.differs ? (
          <Badge tone="warn" icon="warning">
            {t('drift.verdict.differs')}
          </Badge>
        ) : (
          <span className={classes.quiet}>{t('drift.verdict.same')}</span>
        )}
      </td>
      <td className={classes.end}>{test.adjusted === null ? '–' : test.adjusted < 0.001 ? '< .001' : formatNumber(test.adjusted, 3)}</td>
      <td>
        {test.adjusted !== null && (
          <>
            <span className={classes.quiet}>{t(`drift.size.${size}`)}</span> <FigureOf figure={test.size} digits={3} />
          </>
        )}
      </td>
      <td className={classes.detail} dir="auto">
        {what}
      </td>
    </tr>
  );
}

function Twins({ report: { duplicates } }: { report: DriftReport }) {
  const all = duplicates.pictures + duplicates.texts + duplicates.nearly;
  if (all === 0) return <p className={classes.quiet}>{t('drift.noDuplicates')}</p>;
  return (
    <>
      <InlineNotice kind="warn">{t('drift.leak', { n: all })}</InlineNotice>
      <details data-testid="drift-duplicates">
        <summary>
          {t('drift.duplicates')} {all > duplicates.pairs.length && t('drift.shown', { n: duplicates.pairs.length })}
        </summary>
        <ul className={classes.pairs}>
          {duplicates.pairs.map((pair) => (
            <li key={pair.second}>
              <bdi>{pair.first}</bdi> = <bdi>{pair.second}</bdi>{' '}
              <span className={classes.quiet}>
                {t(pair.how === 'picture' ? 'drift.duplicate.picture' : pair.how === 'text' ? 'drift.duplicate.text' : 'drift.duplicate.nearly')}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
