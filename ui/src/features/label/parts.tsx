import { useQuery } from '@tanstack/react-query';
import { runAction, useActionKeys, type ActionId } from '@/actions';
import { Icon, Kbd, TextField, Tooltip, type IconName } from '@/components';
import { Button as AriaButton } from 'react-aria-components';
import type { Pace, ShownToRaters } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatDuration, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import type { LabelSession, LabelState } from './session';
import classes from './LabelDesk.module.css';

export interface PaceLineProps {
  pace: Pace | null;
  streak: number | null;
  shown: ShownToRaters;
}

/** A rater's own progress and pace as far as the policy shows them, to be found when looked for. */
export function PaceLine({ pace, streak, shown }: PaceLineProps) {
  const left = useLeft(pace);
  if (!pace) return null;
  const answered = pace.judgments + pace.skips;
  return (
    <p className={classes.pace} data-testid="pace">
      {streak !== null && streak > 0 && <Streak streak={streak} />}
      {shown.gold_record && <OwnGold />}
      <span>{t('label.pace.mine', { n: pace.judgments })}</span>
      {shown.pace && pace.last_hour > 0 && <span>{t('label.pace.hour', { n: pace.last_hour })}</span>}
      {shown.pace && answered > 0 && pace.active_ms > 0 && (
        <Told text={t('training.record.eachHint')}>{t('label.pace.each', { time: formatDuration(pace.active_ms / answered) })}</Told>
      )}
      {left !== null && <span data-testid="left">{t('label.pace.left', { n: left })}</span>}
      {left !== null && answered > 0 && <progress aria-hidden className={classes.progress} value={answered} max={answered + left} />}
    </p>
  );
}

/** The most of a streak that is counted out. */
const LONGEST_STREAK = 1000;

function Streak({ streak }: { streak: number }) {
  return (
    <Told text={t('training.record.streakHint')} testId="streak">
      {t(streak >= LONGEST_STREAK ? 'training.record.streakMost' : 'training.record.streak', { n: streak })}
    </Told>
  );
}

/** The own record on hidden gold; it changes with the hour. */
function OwnGold() {
  const record = useQuery({ queryKey: ['label_record'], queryFn: () => call('label_record', null), refetchInterval: ASK_EVERY });
  if (!record.data || record.data.n === 0) return null;
  const { n, right, until } = record.data;
  return (
    <Told text={t('training.record.goldHint', { time: formatTime(until) })} testId="own-gold">
      {t('training.record.gold', { right, n })}
    </Told>
  );
}

/** A few words with more of them on hover and focus. */
function Told({ text, testId, children }: { text: string; testId?: string; children: string }) {
  return (
    <Tooltip text={text}>
      <AriaButton className={classes.told} data-testid={testId}>
        {children}
      </AriaButton>
    </Tooltip>
  );
}

/** Asked so often (ms), because others work on the same items. */
const ASK_EVERY = 60_000;

/** What this rater can still judge: counted now and then, and down with each answer in between. */
function useLeft(pace: Pace | null): number | null {
  const answered = pace && pace.judgments + pace.skips;
  const counted = useQuery({
    queryKey: ['label_left'],
    queryFn: async () => ({ left: await call('label_left', null), answered: answered ?? 0 }),
    enabled: answered !== null,
    refetchInterval: ASK_EVERY,
    staleTime: 0,
  });
  // Told only where nothing is on offer: then the page says why, and no number beside it.
  if (!pace || pace.items_open !== null) return null;
  if (answered === null || !counted.data) return null;
  return Math.max(0, counted.data.left - (answered - counted.data.answered));
}

/** Why nothing comes although items are open. */
export function WhyNothing({ open }: { open: number }) {
  const kept = useQuery({ queryKey: ['label_kept'], queryFn: () => call('label_kept', null), staleTime: 0 });
  if (!kept.data) return t('label.empty.mine.text', { n: open });
  const all = kept.data >= open;
  return (
    <>
      {!all && `${t('label.empty.mine.text', { n: open })} `}
      <span data-testid="kept">{t(all ? 'label.empty.mine.allKept' : 'label.empty.mine.kept', { n: kept.data })}</span>
    </>
  );
}

export function ActionBar({ state, skips }: { state: LabelState; skips: boolean }) {
  return (
    <div className={classes.actions} role="toolbar" aria-label={t('label.button.toolbar')}>
      <ActionButton id="label.undo" icon="undo" text={t('label.button.undo')} />
      {skips && <ActionButton id="label.skip" icon="skip" text={t('label.button.skip')} />}
      <ActionButton id="label.unsure" icon="flag" text={t('label.button.unsure')} pressed={state.unsure} />
      <ActionButton id="label.note" icon="note" text={t('label.button.note')} pressed={state.note !== ''} />
      <ActionButton id="label.ask" icon="ask" text={t('asking.button')} />
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
export function NoteField({ session, typed }: { session: LabelSession; typed: string }) {
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
        value={typed}
        onChange={(text) => session.type(text)}
        onEnter={() => session.keepNote(typed.trim())}
        autoFocus
        testId="note"
      />
    </div>
  );
}
