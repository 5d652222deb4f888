import { useQuery } from '@tanstack/react-query';
import { navigate } from '@/app/routes';
import { Button, InlineNotice } from '@/components';
import type { ConsensusReport, Overview } from '@/generated/commands';
import { VoteSplit } from '@/features/item';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Quality.module.css';

export interface ConsensusProps {
  overview: Overview;
  onSave: () => void;
  saving: boolean;
}

/** What the judgments come to, by majority. */
export function Consensus({ overview, onSave, saving }: ConsensusProps) {
  const consensus = useQuery({ queryKey: ['consensus'], queryFn: () => call('quality_consensus', { labels: false }) });
  const report = consensus.data;
  return (
    <section className={classes.section} data-testid="consensus">
      <header className={classes.head}>
        <h2>{t('quality.consensus.title')}</h2>
        <p>{t('quality.consensus.text')}</p>
        <Button size="small" icon="download" isDisabled={!report || saving} onPress={onSave}>
          {t('quality.save')}
        </Button>
      </header>
      {consensus.error && <InlineNotice kind="error">{AssayError.from(consensus.error).message}</InlineNotice>}
      {report && <Summary report={report} overview={overview} />}
    </section>
  );
}

function Summary({ report, overview }: { report: ConsensusReport; overview: Overview }) {
  const counts = report.by_class.flatMap(([key, n]): [number, number][] => {
    const found = overview.question.classes.find((each) => each.key === key);
    return found && n > 0 ? [[found.id, n]] : [];
  });
  const split = counts.sort((a, b) => b[1] - a[1]);
  return (
    <>
      <div className={classes.cards}>
        <Plain label={t('quality.consensus.decided')} value={formatCount(report.decided)} of={formatCount(report.items)} />
        <Plain label={t('quality.consensus.ties')} value={formatCount(report.ties)} of={formatCount(report.items)} />
        <Plain label={t('quality.consensus.mean')} value={report.mean_confidence === null ? '–' : formatPercent(report.mean_confidence, 1)} />
      </div>
      <div className={classes.split}>
        <h3>{t('quality.consensus.byClass')}</h3>
        <VoteSplit split={split} classes={overview.question.classes} legend />
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
