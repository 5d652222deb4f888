import { useState } from 'react';
import { Button, Switch } from '@/components';
import { WRONG, narrow, tagIs } from '@/features/errors/filters';
import type { Figure, PlanRow, SuspectsView, WhatIfReport } from '@/generated/commands';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { useWhatIf } from './data';
import classes from './WhatIf.module.css';

export interface WhatIfPanelProps {
  project: string;
  run: number;
  chosen: readonly number[];
  onClear: () => void;
  onShow: (filter: string) => void;
}

/** What if the errors of the chosen tags, or of all, went away. */
export function WhatIfPanel({ project, run, chosen, onClear, onShow }: WhatIfPanelProps) {
  const [aside, setAside] = useState(false);
  const { data, error } = useWhatIf(project, run, chosen, aside);
  const names = data?.tags ?? [];
  return (
    <section className={classes.panel} aria-label={t('priorities.whatIf.title')} data-testid="what-if">
      <header className={classes.head}>
        <h2>{t('priorities.whatIf.title')}</h2>
        {chosen.length > 0 && (
          <Button size="small" variant="quiet" onPress={onClear} data-testid="what-if-clear">
            {t('priorities.whatIf.clear')}
          </Button>
        )}
        {data && names.length > 0 && (
          <Button size="small" variant="quiet" onPress={() => onShow(rowsOf(names))} data-testid="what-if-rows">
            {t('priorities.whatIf.rows')}
          </Button>
        )}
      </header>
      {error && <p role="alert">{error.message}</p>}
      {data && (
        <>
          <p className={classes.said}>
            {chosen.length === 0 ? t('priorities.whatIf.every') : t('priorities.whatIf.some', { n: names.length, names: names.join(', ') })}
          </p>
          <Union of={data} />
          {data.plan.length > 1 && <Plan steps={data.plan} />}
          <Switch selected={aside} onChange={setAside} testId="what-if-suspects">
            {t('priorities.whatIf.suspects')}
          </Switch>
          {data.suspects && <Suspects of={data.suspects} />}
          {data.suspects_undefined_because && <p className={classes.said}>{data.suspects_undefined_because}.</p>}
        </>
      )}
    </section>
  );
}

/** The errors with one of the tags at least. */
export const rowsOf = (names: readonly string[]): string => {
  const any = names.map((name) => tagIs(name, 'yes')).join(' or ');
  return narrow(any, WRONG);
};

function Union({ of }: { of: WhatIfReport }) {
  return (
    <>
      <dl className={classes.figures}>
        <Named name={t('priorities.whatIf.now')} figure={of.accuracy} digits={1} unit="%" testId="accuracy-now" />
        <Named name={t('priorities.whatIf.then')} figure={of.accuracy_then} digits={1} unit="%" testId="accuracy-then" />
        <Named name={t('priorities.whatIf.ceiling')} figure={of.ceiling} digits={2} unit={t('priorities.whatIf.points')} testId="what-if-ceiling" />
        <Named name={t('priorities.whatIf.share')} figure={of.share_of_errors} digits={1} unit="%" testId="what-if-share" />
      </dl>
      <p className={classes.note}>{of.ceiling.undefined_because ?? t('priorities.whatIf.union')}</p>
    </>
  );
}

interface NamedProps {
  name: string;
  figure: Figure;
  digits: number;
  unit: string;
  testId: string;
}

function Named({ name, figure, digits, unit, testId }: NamedProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId} data-value={figure.value ?? undefined} title={figure.undefined_because ?? `n ${formatCount(figure.n)}, ${figure.method ?? ''}`}>
        <Value figure={figure} digits={digits} /> {figure.value !== null && <small>{unit}</small>}
      </dd>
    </div>
  );
}

function Value({ figure, digits }: { figure: Figure; digits: number }) {
  if (figure.value === null) return <span>–</span>;
  const text = (value: number): string => formatNumber(value * 100, digits);
  return (
    <>
      <strong>{text(figure.value)}</strong>
      {figure.lower !== null && figure.upper !== null && (
        <span className={classes.interval}>
          {' '}
          [{text(figure.lower)}, {text(figure.upper)}]
        </span>
      )}
    </>
  );
}

/** The greedy plan: each tag by what it adds to those before it. */
function Plan({ steps }: { steps: readonly PlanRow[] }) {
  const most = steps[steps.length - 1]?.ceiling.value ?? 1;
  return (
    <table className={classes.plan} data-testid="plan">
      <caption>{t('priorities.whatIf.plan')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('priorities.whatIf.step')}</th>
          <th scope="col">{t('priorities.whatIf.adds')}</th>
          <th scope="col">{t('priorities.whatIf.soFar')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.tag} data-testid={`plan-${step.tag}`}>
            <th scope="row">
              <bdi>{step.name}</bdi>
              <progress className={classes.bar} aria-hidden max={most} value={step.ceiling.value ?? 0} />
            </th>
            <td title={t('priorities.hoverPlain', { value: formatNumber((step.gain.value ?? 0) * 100, 2), n: formatCount(step.gain.n) })}>
              <Value figure={step.gain} digits={2} />
            </td>
            <td>
              <Value figure={step.ceiling} digits={2} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The ceilings as labelled, and of the errors whose label is not suspected. */
function Suspects({ of }: { of: SuspectsView }) {
  const lines = [
    [t('priorities.whatIf.ofTags'), of.tags_before, of.tags_after, 'tags'],
    [t('priorities.whatIf.ofAll'), of.all_before, of.all_after, 'all'],
  ] as const;
  return (
    <>
      <table className={classes.plan} data-testid="suspects">
        <caption>
          {t('priorities.whatIf.suspected', { n: of.suspected, errors: formatCount(of.errors) })}
          {of.without_scores > 0 && ` ${t('priorities.whatIf.without', { n: of.without_scores })}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('priorities.whatIf.points')}</th>
            <th scope="col">{t('priorities.whatIf.before')}</th>
            <th scope="col">{t('priorities.whatIf.after')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, before, after, id]) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td data-testid={`suspects-${id}-before`} data-value={before.value ?? undefined}>
                <Value figure={before} digits={2} />
              </td>
              <td data-testid={`suspects-${id}-after`} data-value={after.value ?? undefined}>
                <Value figure={after} digits={2} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
