import { useRef, useState, type ReactNode } from 'react';
import { runAction, useAction } from '@/actions';
import { reopenProject, useChecking } from '@/app/fault';
import { navigate } from '@/app/routes';
import { Button, EmptyState, InlineNotice, Panes } from '@/components';
import type { Class, Overview, Person } from '@/generated/commands';
import { ClassBar, ItemContent, ItemZoomActions, useClassKeys, useScrollKeys } from '@/features/item';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { AskField, Notes } from './Asking';
import { BackDesk } from './BackDesk';
import { FeedbackPanel } from './FeedbackPanel';
import { GateView } from './GateView';
import { GuidelinePanel } from './GuidelinePanel';
import { ActionBar, WhyNothing, NoteField, PaceLine } from './parts';
import type { LabelSession, LabelState } from './session';
import { StageLine } from './StageLine';
import { useLeaving } from './useLeaving';
import { useSession } from './useSession';
import classes from './LabelDesk.module.css';

export interface LabelDeskProps {
  overview: Overview;
  me: Person;
}

/** One item, one question, one key. */
export function LabelDesk({ overview, me }: LabelDeskProps) {
  const session = useSession(overview, me);
  const state = useStore(session.state);
  const [guideline, setGuideline] = useState(false);
  const leaving = useLeaving(session);
  const going = state.opened === 'back';
  const undo = () => {
    if (going) session.leave();
    session.press({ kind: 'undo' });
  };
  const { feedback, stage } = state;
  const gate = stage.kind === 'gated' && !feedback ? stage.gate : null;
  // Before work an answer is always needed.
  const skips = overview.policy.skip_allowed && stage.kind === 'work';
  // Behind a gate nothing would show what was taken back.
  useAction('label.undo', undo, !gate || going);
  useAction('app.undo', undo, !gate || going);
  useAction('label.skip', () => session.press({ kind: 'skip' }), skips && !going);
  useAction('label.unsure', () => session.press({ kind: 'unsure' }), !going);
  useAction('label.note', () => session.press({ kind: 'note' }), !going);
  useAction('label.ask', () => session.press({ kind: 'ask' }), !going);
  // Always lent: the way back lends a later hand, which goes further back.
  useAction('label.back', () => session.press({ kind: 'back' }));
  useAction('label.guideline', () => setGuideline((now) => !now));

  const desk = going ? (
    <BackDesk overview={overview} me={me} onClose={() => session.leave()} onChanged={() => session.refresh()} />
  ) : gate ? (
    <GateView gate={gate} session={session} state={state} />
  ) : (
    <WorkDesk overview={overview} session={session} state={state} skips={skips} />
  );
  return (
    <>
      {leaving}
      {guideline ? (
        <Panes
          id="label.guideline"
          label={t('label.guideline.title')}
          initial={360}
          side={<GuidelinePanel onClose={() => setGuideline(false)} />}
        >
          {desk}
        </Panes>
      ) : (
        desk
      )}
    </>
  );
}

interface NothingProps {
  overview: Overview;
  session: LabelSession;
  state: LabelState;
}

interface WorkDeskProps extends NothingProps {
  skips: boolean;
}

function WorkDesk({ overview, session, state, skips }: WorkDeskProps) {
  const place = useRef<HTMLDivElement>(null);
  const { question } = overview;
  const { feedback } = state;
  const stage = state.explained ?? state.stage;
  const task = state.tasks[0];
  const item = feedback?.item ?? task?.item;
  const choose = (chosen: Class) => session.press({ kind: 'class', class: chosen.id });
  const defined = useClassKeys(question.classes, choose, !feedback);
  useScrollKeys(place);
  const digitZero = question.classes.some(({ hotkey }) => hotkey === '0');

  return (
    <div className={classes.desk} data-testid="label-desk">
      <ItemZoomActions enabled={Boolean(item?.media)} fitByZero={!digitZero} />
      <header className={classes.head}>
        <h1 className={classes.question} dir="auto">
          {question.text}
        </h1>
        {stage.kind === 'work' && (
          <PaceLine pace={state.pace} streak={state.streak} shown={overview.policy.rules.shown} />
        )}
      </header>
      <StageLine stage={stage} />
      <Notes notes={task?.notes ?? []} answered={state.answered} onSeen={() => void session.refresh()} busy={feedback !== null} />
      <div ref={place} className={classes.content} tabIndex={0} role="region" aria-label={question.text}>
        <div className={classes.column} data-slow={state.slow || undefined}>
          {item ? (
            <ItemContent key={item.id} item={item} />
          ) : (
            <Nothing overview={overview} session={session} state={state} />
          )}
        </div>
      </div>
      {feedback && (
        <footer className={classes.foot}>
          <FeedbackPanel feedback={feedback} all={question.classes} onGoOn={() => session.goOn()} />
        </footer>
      )}
      {task && !feedback && (
        <footer className={classes.foot}>
          <Trouble session={session} state={state} />
          {state.opened === 'note' && <NoteField session={session} typed={state.typed} />}
          {state.opened === 'ask' && <AskField session={session} typed={state.typed} />}
          <ClassBar
            key={task.assignment}
            label={t('label.classes', { question: question.text })}
            classes={question.classes}
            onChoose={choose}
            saving={state.saving}
            defined={defined}
          />
          <ActionBar state={state} skips={skips} />
        </footer>
      )}
      {state.slow && (
        <div className={classes.wait} role="status" data-testid="label-wait">
          <span className={classes.spinner} />
          {state.waiting > 0 ? t('label.savingMore', { n: state.waiting }) : t('label.saving')}
        </div>
      )}
    </div>
  );
}

/** A save that failed, or what an undo did: above the buttons, where the eyes are. */
function Trouble({ session, state }: { session: LabelSession; state: LabelState }): ReactNode {
  const checking = useChecking();
  if (state.failure) {
    const file = state.failure.code === 'file_failed';
    return (
      <div data-testid="label-failed" data-code={state.failure.code}>
        <InlineNotice
          kind="error"
          actions={
            <>
              <Button size="small" onPress={() => session.drop()}>
                {t('label.failed.drop')}
              </Button>
              {/* Opening the file again sends the answer. */}
              <Button
                size="small"
                variant="primary"
                autoFocus
                isDisabled={file && checking}
                onPress={() => (file ? void reopenProject() : session.retry())}
              >
                {t(file ? (checking ? 'fault.checking' : 'fault.reopen') : 'label.failed.retry')}
              </Button>
            </>
          }
        >
          <div>
            <strong>{t('label.failed.title')}</strong> {!file && <span dir="auto">{state.failure.message}</span>}
          </div>
          <div>
            {t(file ? 'fault.label' : 'label.failed.text')} {state.waiting > 0 && t('label.failed.waiting', { n: state.waiting })}
          </div>
        </InlineNotice>
      </div>
    );
  }
  return (
    <p className={classes.said} role="status" data-testid="label-said">
      {state.undone && t(`label.undone.${state.undone}`)}
    </p>
  );
}

function Nothing({ overview, session, state }: NothingProps): ReactNode {
  if (state.loading) return <p className={classes.loading}>{t('label.loading')}</p>;
  const again = (
    <>
      <Button onPress={() => void session.refresh()}>{t('label.empty.mine.action')}</Button>
      <Button onPress={() => runAction('label.undo')} icon="undo" keys="Z">
        {t('label.button.undo')}
      </Button>
    </>
  );
  if (state.failure) {
    return (
      <EmptyState icon="error" title={t('label.failed.load')} actions={again}>
        {state.failure.message}
      </EmptyState>
    );
  }
  const open = state.pace?.items_open ?? overview.counts.items;
  if (open > 0) {
    return (
      <EmptyState icon="check" title={t('label.empty.mine.title')} actions={again}>
        <WhyNothing open={open} />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="check"
      title={t('label.empty.done.title')}
      actions={
        <>
          {again}
          <Button variant="primary" onPress={() => void navigate('quality')}>
            {t('label.empty.done.action')}
          </Button>
        </>
      }
    >
      {t('label.empty.done.text')}
    </EmptyState>
  );
}
