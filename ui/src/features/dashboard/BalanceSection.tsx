import { useMemo } from 'react';
import { Matrix } from '@/charts/Matrix';
import { ShareRows } from '@/charts/ShareRows';
import { FigureOf } from '@/components';
import { quote } from '@/features/errors/filters';
import type { Class, ClassBalance } from '@/generated/commands';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Dashboard.module.css';
import type { ShowRows } from './rows';

/** More classes than this are a wall of bars. */
const MOST_CLASSES = 40;

export interface BalanceProps {
  balance: ClassBalance;
  scheme: readonly Class[];
  name: string;
  show: ShowRows;
}

/** How often each class is the label, and who gives it more or less often than the others do. */
export function BalanceSection({ balance, scheme, name, show }: BalanceProps) {
  const shares = balance.classes.slice(0, MOST_CLASSES);
  const most = Math.max(0.05, ...shares.flatMap(({ references, judgments }) => [references.upper ?? references.value ?? 0, judgments.value ?? 0]));
  return (
    <div className={classes.pair}>
      <ShareRows
        title={t('dashboard.balance.title')}
        label={t('dashboard.balance.label')}
        name={`${name} ${t('dashboard.file.balance')}`}
        testId="balance-chart"
        note={t('dashboard.balance.note')}
        most={Math.min(1, Math.ceil(most * 20) / 20)}
        rows={shares.map(({ class: id, references, judgments }) => {
          const of = scheme.find((each) => each.id === id);
          return {
            id: String(id),
            name: of?.name ?? '?',
            figure: references,
            beside: judgments,
            colour: of?.colour,
            value: references.value === null ? '' : `${formatNumber(references.value * 100, 1)}\u202f%  n ${formatCount(Math.round(references.value * references.n))}`,
            open: () => show({ kind: 'items', title: t('dashboard.rows.labelled', { class: of?.name ?? '?' }), of: { class: id }, filter: `label = ${quote(of?.key ?? '')}` }),
          };
        })}
      />
      <Deviations balance={balance} scheme={scheme} name={name} show={show} />
    </div>
  );
}

function Deviations({ balance, scheme, name, show }: BalanceProps) {
  const { deviations, raters } = balance;
  const cells = useMemo(() => new Map(deviations.map((each) => [`${each.rater} ${each.class}`, each])), [deviations]);
  // The strongest colour is the largest difference, but of 10 points at least.
  const most = Math.max(0.1, ...deviations.map(({ difference }) => Math.abs(difference.value ?? 0)));
  const of = (row: number, column: number) => cells.get(`${raters[row]} ${scheme[column]?.id}`);
  return (
    <section className={classes.section} data-testid="deviations">
      <strong>{t('dashboard.balance.deviations')}</strong>
      {raters.length === 0 ? (
        <p className={classes.quiet}>{t('dashboard.balance.few')}</p>
      ) : (
        <>
          <p className={classes.quiet}>{t('dashboard.balance.deviationsText')}</p>
          <Matrix
            label={t('dashboard.balance.deviations')}
            name={`${name} ${t('dashboard.balance.file')}`}
            rows={raters}
            columns={scheme.map((each) => each.name)}
            cell={(row, column) => {
              const value = of(row, column)?.difference.value ?? null;
              const beyond = (of(row, column)?.adjusted_p ?? 1) < 0.05;
              return { value: value === null ? null : value / most, text: value === null ? '–' : `${value >= 0.0005 ? '+' : ''}${formatNumber(value * 100, 1)}${beyond ? '*' : ''}` };
            }}
            detail={(row, column) => {
              const found = of(row, column);
              if (!found) return raters[row];
              return (
                <span className={classes.detail}>
                  <strong>{t('dashboard.balance.cell', { rater: found.rater, class: scheme[column]?.name ?? '?' })}</strong>
                  <FigureOf figure={found.difference} digits={3} />
                  {found.adjusted_p !== null && <span>{t('dashboard.balance.p', { p: formatNumber(found.adjusted_p, 3) })}</span>}
                </span>
              );
            }}
            hint={t('dashboard.balance.hint')}
            legend={{ low: t('dashboard.balance.legend.low'), zero: t('dashboard.balance.legend.zero'), high: t('dashboard.balance.legend.high'), none: t('dashboard.balance.legend.none') }}
            onCell={(row, column) => {
              const found = of(row, column);
              if (found) show({ kind: 'judgments', title: t('dashboard.rows.of_rater_class', { rater: found.rater, class: scheme[column]?.name ?? '?' }), of: { person: found.person, class: found.class } });
            }}
          />
        </>
      )}
    </section>
  );
}
