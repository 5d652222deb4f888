import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { Button, Icon, IconButton } from '@/components';
import type { Tag } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './Dock.module.css';
import type { Pending, Writing } from './pending';

export interface DockProps {
  pending: Pending | null;
  /** The how-manieth opening it is. */
  nth: number;
  /** Rows selected, where it is more than the active one. */
  selected: number;
  tags: readonly Tag[];
  onClear: () => void;
  /** The pending thing is done or given up: back to the rows. */
  onDone: () => void;
  /** The focus went elsewhere, and stays there; with what was typed as a comment. */
  onLeave: (pending: Pending, typed?: string) => void;
  onTag: (name: string, existing: Tag | null) => void;
  onComment: (writing: Writing, typed: string) => void;
}

/** Whether the focus went to something else in the window, or to nothing; not where another program has it. */
export const leaves = ({ target, relatedTarget, currentTarget }: FocusEvent<HTMLElement>): boolean =>
  relatedTarget === null ? currentTarget.ownerDocument.activeElement !== target : !currentTarget.contains(relatedTarget);

/** A press beside what is typed leaves the focus in it. */
const keepFocus = (event: MouseEvent) => {
  if (event.target instanceof Element && !event.target.closest('input, textarea')) event.preventDefault();
};

/** Lies over the foot of the sheet, so that no row moves when it comes and goes. */
export function Dock(props: DockProps) {
  const { pending, nth, selected, onDone, onLeave } = props;
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  if (pending) {
    return (
      <div className={classes.dock} onKeyDown={escape} onMouseDownCapture={keepFocus} data-testid="dock">
        {pending.kind === 'counting' && <span className={classes.hint}>{t('errors.dock.counting')}</span>}
        {pending.kind === 'newTag' && (
          <NewTag key={nth} rows={pending.rows} tags={props.tags} onTag={props.onTag} onDone={onDone} onLeave={() => onLeave(pending)} />
        )}
        {pending.kind === 'comment' && (
          <Comment
            key={nth}
            writing={pending}
            onComment={props.onComment}
            onDone={onDone}
            onLeave={(typed) => onLeave(pending, typed)}
          />
        )}
        {pending.kind === 'confirm' && <Confirm pending={pending} onDone={onDone} />}
      </div>
    );
  }
  if (selected < 2) return null;
  return (
    <div className={cx(classes.dock, classes.line)} role="status" data-testid="dock">
      <strong data-testid="selected-count">{t('errors.dock.selected', { n: selected })}</strong>
      <span className={classes.hint}>{t('errors.dock.hint')}</span>
      <IconButton icon="close" size="small" label={t('errors.dock.clear')} keys="Escape" onPress={props.onClear} />
    </div>
  );
}

const OFFERS = 7;

/** The tags whose names hold what was typed, best first; last the way to make a new one, where there is none of this name. */
export function tagOffers(tags: readonly Tag[], typed: string): (Tag | null)[] {
  const wanted = typed.toLowerCase();
  if (wanted === '') return [];
  const place = ({ name }: Tag): number => {
    const lower = name.toLowerCase();
    if (lower === wanted) return 0;
    if (lower.startsWith(wanted)) return 1;
    return lower.split(/\s+/).some((word) => word.startsWith(wanted)) ? 2 : 3;
  };
  const found = tags.filter(({ name }) => name.toLowerCase().includes(wanted)).toSorted((a, b) => place(a) - place(b));
  const exact = found[0] !== undefined && place(found[0]) === 0;
  return exact ? found.slice(0, OFFERS) : [...found.slice(0, OFFERS), null];
}

interface NewTagProps {
  rows: number;
  tags: readonly Tag[];
  onTag: DockProps['onTag'];
  onDone: () => void;
  onLeave: () => void;
}

function NewTag({ rows, tags, onTag, onDone, onLeave }: NewTagProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(0);
  const typed = name.trim();
  const offers = tagOffers(tags, typed);
  const at = Math.min(chosen, offers.length - 1);
  const choose = (offer: Tag | null) => typed !== '' && onTag(typed, offer);
  return (
    <Labelled title={rows === 0 ? t('errors.dock.newTag') : t('errors.dock.newTagFor', { n: rows })} onDone={onDone} onLeave={onLeave}>
      <input
        className={classes.input}
        value={name}
        autoFocus
        role="combobox"
        aria-expanded={typed !== ''}
        aria-controls="tag-offers"
        aria-activedescendant={typed === '' ? undefined : `tag-offer-${at}`}
        aria-label={t('errors.dock.tagName')}
        placeholder={t('errors.dock.tagName')}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        dir="auto"
        data-testid="new-tag-name"
        onChange={(event) => {
          setName(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step && offers.length > 0) {
            event.preventDefault();
            setChosen((at + step + offers.length) % offers.length);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            choose(offers[at] ?? null);
          }
        }}
      />
      {typed !== '' && (
        <ul id="tag-offers" role="listbox" className={classes.offers} aria-label={t('errors.dock.tagName')}>
          {offers.map((offer, index) => (
            <li
              key={offer?.id ?? 'new'}
              id={`tag-offer-${index}`}
              role="option"
              aria-selected={index === at}
              className={classes.offer}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(offer);
              }}
            >
              {offer ? <span className={classes.dot} style={{ background: offer.colour }} /> : <Icon name="plus" size={12} />}
              <span dir="auto" className={classes.offerText} data-offer={offer?.id ?? 'new'}>
                {offer ? offer.name : t('errors.dock.create', { name: typed })}
              </span>
              {offer && offer.rule !== null && <span className={classes.hint}>{t('sheet.rule.byRule')}</span>}
            </li>
          ))}
        </ul>
      )}
    </Labelled>
  );
}

interface CommentProps {
  writing: Writing;
  onComment: DockProps['onComment'];
  onDone: () => void;
  onLeave: (typed: string) => void;
}

/** Enter saves, and so does going elsewhere, as in a spreadsheet; Shift and Enter begins a new line. */
function Comment({ writing, onComment, onDone, onLeave }: CommentProps) {
  const [body, setBody] = useState(writing.body);
  return (
    <Labelled title={t('errors.dock.comment', { key: writing.key })} onDone={onDone} onLeave={() => onLeave(body)}>
      <div className={classes.row}>
        <textarea
          className={classes.area}
          rows={Math.min(6, body.split('\n').length + 1)}
          value={body}
          autoFocus
          dir="auto"
          aria-label={t('errors.dock.comment', { key: writing.key })}
          data-testid="comment-body"
          onFocus={(event) => event.target.setSelectionRange(body.length, body.length)}
          onChange={(event) => setBody(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onComment(writing, body);
          }}
        />
        <Button variant="primary" keys="Enter" onPress={() => onComment(writing, body)}>
          {t('errors.dock.save')}
        </Button>
      </div>
    </Labelled>
  );
}

interface ConfirmProps {
  pending: Extract<Pending, { kind: 'confirm' }>;
  onDone: () => void;
}

/** The button has the focus, so Enter confirms and Escape gives up. */
function Confirm({ pending, onDone }: ConfirmProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), []);
  return (
    <div role="alertdialog" aria-label={pending.title} className={classes.line} data-testid="mark-preview">
      <span className={classes.text}>
        <strong dir="auto">{pending.title}</strong>
        <span className={classes.hint}>{pending.text}</span>
      </span>
      <span ref={place}>
        <Button variant="primary" keys="Enter" onPress={pending.run} data-testid="confirm-mark">
          {pending.confirm}
        </Button>
      </span>
      <Button variant="quiet" keys="Escape" onPress={onDone}>
        {t('components.cancel')}
      </Button>
    </div>
  );
}

interface LabelledProps {
  title: string;
  onDone: () => void;
  onLeave: () => void;
  children: ReactNode;
}

function Labelled({ title, onDone, onLeave, children }: LabelledProps) {
  return (
    <div role="dialog" aria-label={title} className={classes.labelled} onBlur={(event) => leaves(event) && onLeave()}>
      <div className={classes.head}>
        <span className={classes.title} dir="auto">
          {title}
        </span>
        <IconButton icon="close" size="small" label={t('components.close')} keys="Escape" onPress={onDone} />
      </div>
      {children}
    </div>
  );
}
