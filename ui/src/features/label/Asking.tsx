import { useQuery } from '@tanstack/react-query';
import { useAction, useActionKeys } from '@/actions';
import { Button, Icon, Markdown, TextField, notify } from '@/components';
import type { NoteView } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import type { LabelSession } from './session';
import classes from './Asking.module.css';
import desk from './LabelDesk.module.css';

/** Enter sends the question and brings the next item, Escape asks nothing. */
export function AskField({ session, typed }: { session: LabelSession; typed: string }) {
  return (
    <div
      className={desk.note}
      onKeyDown={(event) => {
        if (event.key === 'Escape') session.leave();
      }}
    >
      <TextField
        label={t('asking.field.label')}
        placeholder={t('asking.field.placeholder')}
        hint={t('asking.field.hint')}
        value={typed}
        onChange={(text) => session.type(text)}
        onEnter={() => void session.ask(typed)}
        maxLength={4000}
        autoFocus
        testId="ask"
      />
    </div>
  );
}

export interface NotesProps {
  /** Answers about the item in view. */
  notes: readonly NoteView[];
  /** Answers to own questions, whatever the item. */
  answered: readonly NoteView[];
  onSeen: () => void;
  /** Enter belongs to something else that waits to be read. */
  busy: boolean;
}

/** What a lead has answered: about such items as the one in view, and to this rater. */
export function Notes({ notes, answered, onSeen, busy }: NotesProps) {
  const keys = useActionKeys('label.goOn');
  const shown = [...answered.filter((each) => !notes.some(({ answer }) => answer === each.answer)), ...notes];
  const put = async ({ answer }: NoteView) => {
    try {
      await call('ask_seen', { answer });
      onSeen();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  const isOwn = ({ answer }: NoteView) => answered.some((each) => each.answer === answer);
  const first = shown.find((note) => isOwn(note) || note.reach === 'everyone');
  useAction('label.goOn', () => first && void put(first), first !== undefined && !busy);
  if (shown.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label={t('asking.notes')}>
      {shown.map((note) => {
        const here = notes.includes(note);
        const own = isOwn(note);
        return (
          <li key={note.answer} className={classes.note} data-testid="answer-note">
            <Icon name="note" size={14} />
            <div className={classes.words}>
              <p className={classes.head}>
                <strong>{own ? t('asking.note.own', { key: note.item_key }) : t('asking.note.title')}</strong>
                {here && note.reach !== 'everyone' && <span>{t('asking.note.asked')}</span>}
              </p>
              <blockquote className={classes.asked} dir="auto">
                {note.asked}
              </blockquote>
              <Markdown html={note.html} />
            </div>
            {(own || note.reach === 'everyone') && (
              <Button size="small" keys={note === first && !busy ? keys : undefined} onPress={() => void put(note)} data-testid="answer-seen">
                {t('asking.note.seen')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const reachOf = ({ reach, item_key, field, value }: NoteView): string =>
  reach === 'item'
    ? t('asking.reach.item', { key: item_key })
    : reach === 'everyone'
      ? t('asking.reach.everyone')
      : t('asking.reach.field', { field: field ?? '', value: value ?? '' });

/** Every answer so far, below the guideline. */
export function AnswerList() {
  const answers = useQuery({ queryKey: ['ask_answers'], queryFn: () => call('ask_answers', null), staleTime: 0, retry: false });
  if (!answers.data || answers.data.length === 0) return null;
  return (
    <section className={classes.list} data-testid="answers">
      <h3>{t('asking.answers')}</h3>
      <ul>
        {answers.data.map((note) => (
          <li key={note.answer}>
            <blockquote className={classes.asked} dir="auto">
              {note.asked}
            </blockquote>
            <Markdown html={note.html} />
            <p className={classes.reach} dir="auto">
              {reachOf(note)} · {formatTime(note.made_at)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
