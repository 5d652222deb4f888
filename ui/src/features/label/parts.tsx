import { useState } from 'react';
import { runAction, useActionKeys, type ActionId } from '@/actions';
import { Icon, Kbd, TextField, type IconName } from '@/components';
import { Button as AriaButton } from 'react-aria-components';
import type { Pace } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatDuration } from '@/lib/format';
import { t } from '@/messages';
import type { LabelSession, LabelState } from './session';
import classes from './LabelDesk.module.css';

/** A rater's own progress and pace, to be found when looked for. */
export function PaceLine({ pace }: { pace: Pace | null }) {
  if (!pace) return null;
  const answered = pace.judgments + pace.skips;
  return (
    <p className={classes.pace} data-testid="pace">
      <span>{t('label.pace.mine', { n: pace.judgments })}</span>
      {pace.last_hour > 0 && <span>{t('label.pace.hour', { n: pace.last_hour })}</span>}
      {answered > 0 && pace.active_ms > 0 && (
        <span>{t('label.pace.each', { time: formatDuration(pace.active_ms / answered) })}</span>
      )}
      <span>{t('label.pace.open', { n: pace.items_open })}</span>
    </p>
  );
}

export function ActionBar({ state, skips }: { state: LabelState; skips: boolean }) {
  return (
    <div className={classes.actions} role="toolbar" aria-label={t('label.button.toolbar')}>
      <ActionButton id="label.undo" icon="undo" text={t('label.button.undo')} />
      {skips && <ActionButton id="label.skip" icon="skip" text={t('label.button.skip')} />}
      <ActionButton id="label.unsure" icon="flag" text={t('label.button.unsure')} pressed={state.unsure} />
      <ActionButton id="label.note" icon="note" text={t('label.button.note')} pressed={state.note !== ''} />
      <ActionButton id="label.guideline" icon="guideline" text={t('label.button.guideline')} />
      <ActionButton id="label.back" icon="chevron-left" text={t('label.button.back')} />
    </div>
  );
}

interface ActionButtonProps {
  id: ActionId;
  icon: IconName;
  text: string;
  pressed?: boolean;
}

/** A quiet button for an action that also has a key. */
export function ActionButton({ id, icon, text, pressed }: ActionButtonProps) {
  const keys = useActionKeys(id);
  return (
    <AriaButton
      className={cx(classes.action, pressed && classes.on)}
      aria-pressed={pressed}
      data-testid={id.replace('.', '-')}
      onPress={() => runAction(id)}
    >
      <Icon name={pressed ? 'check' : icon} size={14} />
      {text}
      {keys && <Kbd keys={keys} />}
    </AriaButton>
  );
}

/** Enter keeps what was written, Escape leaves the note as it was. */
export function NoteField({ session, note }: { session: LabelSession; note: string }) {
  const [text, setText] = useState(note);
  return (
    <div
      className={classes.note}
      onKeyDown={(event) => {
        if (event.key === 'Escape') session.leave();
      }}
    >
      <TextField
        label={t('label.note.label')}
        placeholder={t('label.note.placeholder')}
        hint={t('label.note.hint')}
        value={text}
        onChange={setText}
        onEnter={() => session.keepNote(text.trim())}
        autoFocus
        testId="note"
      />
    </div>
  );
}
