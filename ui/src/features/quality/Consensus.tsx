import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { namedClasses, useMe } from '@/app/project';
import { navigate } from '@/app/routes';
import { Button, InlineNotice, Select } from '@/components';
import type { ConsensusReport, Overview } from '@/generated/commands';
import { VoteSplit } from '@/features/item';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { RaterConfusions } from './RaterConfusions';
import { isMethod, methodName, methodOptions, type Method } from './method';
import { useChoose } from './useChoose';
import classes from './Quality.module.css';

export interface ConsensusProps {
  overview: Overview;
  onSave: () => void;
  saving: boolean;
}

/** What the judgments come to, by any method, and by which the project takes its labels. */
export function Consensus({ overview, onSave, saving }: ConsensusProps) {
  // Null: as the project has it.
  const [method, setMethod] = useState<Method | null>(null);
  const consensus = useQuery({
    queryKey: ['consensus', method],
    queryFn: () => call('quality_consensus', { labels: false, raters: true, ...(method && { method }) }),
    placeholderData: (before) => before,
  });
  const report = consensus.data;
  const inForce = report?.in_force?.method ?? 'majority';
  const shown: Method = method ?? (isMethod(inForce) ? inForce : 'majority');
  return (
    <section className={classes.section} data-testid="consensus">
      <header className={classes.head}>
        <h2>{t('quality.consensus.title')}</h2>
        <p>{t(`quality.method.${shown}.text`)}</p>
        <Select label={t('quality.consensus.method')} hideLabel options={methodOptions()} value={shown} onChange={setMethod} testId="consensus-method" />
        <Button size="small" icon="download" isDisabled={!report || saving} onPress={onSave}>
          {t('quality.save')}
        </Button>
      </header>
      {consensus.error && <InlineNotice kind="error">{AssayError.from(consensus.error).message}</InlineNotice>}
      {report && !consensus.error && (
        <>
          <InForce report={report} shown={shown} overview={overview} />
          <Summary report={report} overview={overview} />
          {report.raters && <RaterConfusions raters={report.raters} keys={report.classes} classes={namedClasses(overview)} />}
        </>
      )}
    </section>
  );
}

/** By which method the project takes its labels, and how to change that. */
function InForce({ report, shown, overview }: { report: ConsensusReport; shown: Method; overview: Overview }) {
  const me = useMe();
  const { choose, choosing } = useChoose();
  const inForce = report.in_force?.method ?? 'majority';
  const mayChoose = me?.roles.includes('lead') && !overview.read_only;
  const changed = report.in_force?.changed_since ?? 0;
  const action = (text: string) =>
    mayChoose && (
      <Button size="small" isDisabled={choosing} onPress={() => choose(shown)} data-testid="consensus-choose">
        {choosing ? t('quality.consensus.choosing') : text}
      </Button>
    );
  if (shown !== inForce) {
    return (
      <p className={classes.inForce}>
        <span>{t('quality.consensus.other', { method: methodName(inForce) })}</span>
        {action(t('quality.consensus.choose', { method: methodName(shown) }))}
      </p>
    );
  }
  return (
    <p className={classes.inForce} data-testid="consensus-in-force">
      <span>{t('quality.consensus.inForce', { method: methodName(inForce) })}</span>
      {changed > 0 && (
        <>
          <span className={classes.unreliable}>{t('quality.consensus.changed', { n: changed })}</span>
          {action(t('quality.consensus.again'))}
        </>
      )}
    </p>
  );
}

function Summary({ report, overview }: { report: ConsensusReport; overview: Overview }) {
  const counts = report.by_class.flatMap(([key, n]): [number, number][] => {
    const found = namedClasses(overview).find((each) => each.key === key);
    return found && n > 0 ? [[found.id, n]] : [];
  });
  const split = counts.sort((a, b) => b[1] - a[1]);
  const fitted = report.method !== 'majority';
  return (
    <>
      <div className={classes.cards}>
        <Plain label={t('quality.consensus.decided')} value={formatCount(report.decided)} of={formatCount(report.items)} />
        <Plain label={t('quality.consensus.ties')} value={formatCount(report.ties)} of={formatCount(report.items)} />
        <Plain
          label={t(fitted ? 'quality.consensus.posterior' : 'quality.consensus.mean')}
          value={report.mean_confidence === null ? '–' : formatPercent(report.mean_confidence, 1)}
        />
        {report.log_likelihood !== null && (
          <Plain
            label={t('quality.consensus.likelihood', { n: report.iterations ?? 0 })}
            value={formatNumber(report.log_likelihood, 1)}
          />
        )}
        {report.temperature !== null && report.lapse !== null && (
          <Plain label={t('quality.consensus.corrected')} value={`${formatNumber(report.temperature)}, ${formatPercent(report.lapse, 1)}`} />
        )}
      </div>
      {report.converged === false && <InlineNotice kind="warn">{t('quality.consensus.notConverged')}</InlineNotice>}
      <div className={classes.split}>
        <h3>{t('quality.consensus.byClass')}</h3>
        <VoteSplit split={split} classes={namedClasses(overview)} legend />
      </div>
      {overview.counts.conflicts > 0 && (
        <div>
          <Button size="small" onPress={() => void navigate('conflicts')}>
            {t('quality.consensus.conflicts')}
          </Button>
        </div>
      )}
    </>
  );
}

function Plain({ label, value, of }: { label: string; value: string; of?: string }) {
  return (
    <div className={classes.card}>
      <span className={classes.plainLabel}>{label}</span>
      <span className={classes.plain}>
        {value} {of && <small>/ {of}</small>}
      </span>
    </div>
  );
}
