import { useAction, useActionKeys } from '@/actions';
import { Button, EmptyState } from '@/components';
import type { Gate } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { GuidelineGate } from './GuidelineGate';
import type { LabelSession, LabelState } from './session';
import classes from './Training.module.css';

export interface GateViewProps {
  gate: Gate;
  session: LabelSession;
  state: LabelState;
}

/** Why a rater gets no work, and what happens next. */
export function GateView({ gate, session, state }: GateViewProps) {
  if (gate.kind === 'guideline') return <GuidelineGate gate={gate} session={session} changes={state.changes} />;
  if (gate.kind === 'test') return <TestGate gate={gate} session={session} />;
  const again = <Button onPress={() => void session.refresh()}>{t('training.gate.again')}</Button>;
  return (
    <div className={classes.centre} data-testid={`gate-${gate.kind}`}>
      {gate.kind === 'gold_missing' && (
        <EmptyState icon="info" title={t('training.gate.gold_missing.title')} actions={again}>
          {t(`training.gate.gold_missing.${gate.part === 'practice' ? 'practice' : 'qualification'}`, {
            there: gate.there,
            wanted: gate.wanted,
          })}
        </EmptyState>
      )}
      {gate.kind === 'failed' && (
        <EmptyState icon="info" title={t('training.gate.failed.title')} actions={again}>
          {t('training.gate.failed.text', { n: gate.attempts })}
        </EmptyState>
      )}
      {gate.kind === 'undecided' && (
        <EmptyState icon="person" title={t('training.gate.undecided.title')} actions={again}>
          {t('training.gate.undecided.text')}
        </EmptyState>
      )}
      {gate.kind === 'paused' && (
        <EmptyState icon="person" title={t('training.gate.paused.title')} actions={again}>
          {t('training.gate.paused.text')} {t('training.gate.paused.since', { time: formatTime(gate.since) })}
        </EmptyState>
      )}
    </div>
  );
}

function TestGate({ gate, session }: { gate: Extract<Gate, { kind: 'test' }>; session: LabelSession }) {
  const keys = useActionKeys('label.goOn');
  const start = () => void session.starts();
  useAction('label.goOn', start);
  const { attempt, attempts, most_golds } = gate;
  return (
    <div className={classes.centre} data-testid="gate-test">
      <EmptyState
        icon="check"
        title={t(attempt > 1 ? 'training.gate.test.again' : 'training.gate.test.title')}
        actions={
          <Button variant="primary" keys={keys} onPress={start} data-testid="test-start">
            {t('training.gate.test.action')}
          </Button>
        }
      >
        {t('training.gate.test.text', { most: most_golds })}{' '}
        {attempt > attempts ? t('training.gate.test.more') : t('training.gate.test.attempts', { now: attempt, n: attempts })}
      </EmptyState>
    </div>
  );
}
