import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, Icon, IconButton } from '@/components';
import type { Tag } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './Dock.module.css';

/** What the person is about to do to the rows; nothing while none of it is going on. */
export type Pending =
  | { kind: 'counting' }
  | { kind: 'newTag'; rows: number }
  | { kind: 'comment'; row: number; item: number; key: string; body: string }
  | { kind: 'confirm'; title: string; text: string; confirm: string; run: () => void };

export interface DockProps {
  pending: Pending | null;
  /** Rows selected, where it is more than the active one. */
  selected: number;
  tags: readonly Tag[];
  onClear: () => void;
  /** The pending thing is done or given up: back to the rows. */
  onDone: () => void;
  onTag: (name: string, existing: Tag | null) => void;
  onComment: (pending: Extract<Pending, { kind: 'comment' }>, body: string) => void;
}

/** Lies over the foot of the sheet, so that no row moves when it comes and goes. */
export function Dock(props: DockProps) {
  const { pending, selected } = props;
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    props.onDone();
  };
  if (pending) {
    return (
      <div className={classes.dock} onKeyDown={escape} data-testid="dock">
        {pending.kind === 'counting' && <span className={classes.hint}>{t('errors.dock.counting')}</span>}
        {pending.kind === 'newTag' && <NewTag rows={pending.rows} tags={props.tags} onTag={props.onTag} onDone={props.onDone} />}
        {pending.kind === 'comment' && <Comment pending={pending} onComment={props.onComment} onDone={props.onDone} />}
        {pending.kind === 'confirm' && <Confirm pending={pending} onDone={props.onDone} />}
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
}

function NewTag({ rows, tags, onTag, onDone }: NewTagProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(0);
  const typed = name.trim();
  const offers = tagOffers(tags, typed);
  const at = Math.min(chosen, offers.length - 1);
  const choose = (offer: Tag | null) => typed !== '' && onTag(typed, offer);
  return (
    <Labelled title={rows === 0 ? t('errors.dock.newTag') : t('errors.dock.newTagFor', { n: rows })} onDone={onDone}>
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
  pending: Extract<Pending, { kind: 'comment' }>;
  onComment: DockProps['onComment'];
  onDone: () => void;
}

/** Enter saves; Shift and Enter begins a new line. */
function Comment({ pending, onComment, onDone }: CommentProps) {
  const [body, setBody] = useState(pending.body);
  return (
    <Labelled title={t('errors.dock.comment', { key: pending.key })} onDone={onDone}>
      <div className={classes.row}>
        <textarea
          className={classes.area}
          rows={Math.min(6, body.split('\n').length + 1)}
          value={body}
          autoFocus
          dir="auto"
          aria-label={t('errors.dock.comment', { key: pending.key })}
          data-testid="comment-body"
          onFocus={(event) => event.target.setSelectionRange(body.length, body.length)}
          onChange={(event) => setBody(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onComment(pending, body.trim());
          }}
        />
        <Button variant="primary" keys="Enter" onPress={() => onComment(pending, body.trim())}>
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

function Labelled({ title, onDone, children }: { title: string; onDone: () => void; children: ReactNode }) {
  return (
    <div role="dialog" aria-label={title} className={classes.labelled}>
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
