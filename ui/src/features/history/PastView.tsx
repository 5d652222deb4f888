import type { ReactNode } from 'react';
import { Badge, InlineNotice } from '@/components';
import { ClassName } from '@/features/item';
import type { Class, PastItem } from '@/generated/commands';
import { formatPercent, formatTime } from '@/lib/format';
import { t } from '@/messages';
import classes from './History.module.css';

/** What stood of an item at a past moment, in the words of then. */
export function PastView({ past }: { past: PastItem }) {
  const all: Class[] = past.classes.map((each) => ({ ...each, description: '', hotkey: null }));
  const { reference, decision, votes } = past;
  return (
    <div className={classes.past}>
      <p className={classes.quiet} data-testid="past-when">
        {past.event === 0 ? t('history.item.before') : t('history.item.then', { when: formatTime(past.at) })}
      </p>
      {past.unknown.map((unknown) => (
        <InlineNotice key={unknown} kind="info">
          {t(`history.item.unknown.${unknown}`)}
        </InlineNotice>
      ))}
      <dl className={classes.facts}>
        <Fact name={t('history.item.reference')} testId="past-reference">
          {reference ? (
            <span className={classes.line}>
              <ClassName id={reference.class} classes={all} />
              <Badge>{t(`history.item.source.${reference.source}`)}</Badge>
              {reference.source === 'consensus' && <span className={classes.quiet}>{formatPercent(reference.confidence)}</span>}
            </span>
          ) : (
            <span className={classes.quiet}>{t('history.item.noReference')}</span>
          )}
        </Fact>
        {votes && (
          <Fact name={t('history.item.votes')}>
            <span className={classes.line}>
              {votes.class === null ? t('history.item.tie') : <ClassName id={votes.class} classes={all} />}
              <span className={classes.quiet}>{t('history.item.votesOf', { votes: votes.votes, n: votes.n })}</span>
              {votes.conflict && <Badge tone="warn">{t('history.item.conflict')}</Badge>}
            </span>
          </Fact>
        )}
        {decision && (
          <Fact name={t('history.item.decision')}>
            <span className={classes.line}>
              <ClassName id={decision.class} classes={all} />
              <span className={classes.quiet}>
                {t('history.item.by', { person: decision.person, when: formatTime(decision.made_at) })}
              </span>
            </span>
            {decision.rationale !== '' && <p className={classes.note}>{decision.rationale}</p>}
          </Fact>
        )}
        {past.gold.length > 0 && (
          <Fact name={t('history.item.gold')}>
            <span className={classes.line}>
              {past.gold.map((id) => (
                <ClassName key={id} id={id} classes={all} />
              ))}
            </span>
          </Fact>
        )}
        <Fact name={t('history.item.judgments')} testId="past-judgments">
          <Judgments past={past} all={all} />
        </Fact>
        <Fact name={t('history.item.classes')} testId="past-classes">
          <span className={classes.line}>
            {all.filter((_, at) => !past.classes[at]?.retired).map((each) => (
              <ClassName key={each.id} id={each.id} classes={all} />
            ))}
          </span>
        </Fact>
        <Fact name={t('history.item.rules')}>
          {t('history.item.rulesText', {
            n: past.policy.judgments_per_item,
            share: formatPercent(past.policy.consensus_share),
            version: past.guideline_version,
          })}
        </Fact>
      </dl>
    </div>
  );
}

function Judgments({ past, all }: { past: PastItem; all: readonly Class[] }) {
  if (past.judgments.length === 0) return <span className={classes.quiet}>{t('history.item.noJudgments')}</span>;
  return (
    <ul className={classes.judgments}>
      {past.judgments.map((judgment) => (
        <li key={judgment.id}>
          {judgment.skipped ? (
            <span className={classes.quiet}>{t('conflicts.skipped')}</span>
          ) : (
            <ClassName id={judgment.class} classes={all} fallback={judgment.label ?? ''} />
          )}
          <span className={classes.quiet} dir="auto">
            {judgment.rater}
            {judgment.unsure && `, ${t('conflicts.unsure')}`}
            {!judgment.counted && !judgment.skipped && `, ${t('conflicts.notCounted')}`}
            {judgment.guideline_version !== null && `, ${t('conflicts.version', { n: judgment.guideline_version })}`}
          </span>
          {judgment.note !== '' && <p className={classes.note}>{judgment.note}</p>}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, testId, children }: { name: string; testId?: string; children: ReactNode }) {
  return (
    <div className={classes.fact} data-testid={testId}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
