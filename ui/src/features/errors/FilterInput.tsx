import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './FilterInput.module.css';
import { accept, useCompletion } from './useCompletion';

export interface FilterInputProps {
  line: string;
  /** Where to put the cursor, and how many letters to mark. */
  mark: { at: number; length: number } | null;
  faulty: boolean;
  /** The element that tells the fault. */
  faultId?: string;
  inputRef: Ref<HTMLInputElement>;
  className?: string;
  onLine: (line: string) => void;
  onEnter: (line: string) => void;
  onEscape: () => void;
  /** Down, while nothing is proposed. */
  onDown: () => void;
}

/** The line itself, with what may come next under it. */
export function FilterInput(props: FilterInputProps) {
  const { line, mark } = props;
  const input = useRef<HTMLInputElement | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const { offer, ask, close } = useCompletion();
  const [at, setAt] = useState(-1);
  const cursor = useRef<number | null>(null);
  const shown = offer && offer.line === line ? offer : null;
  const proposals = shown?.answer.proposals ?? [];

  useEffect(() => setAt(-1), [offer]);
  useEffect(() => {
    if (at >= 0) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useEffect(() => {
    if (!mark || !input.current) return;
    input.current.focus();
    input.current.setSelectionRange(mark.at, mark.at + mark.length);
  }, [mark]);
  useEffect(() => {
    if (cursor.current === null) return;
    input.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  }, [line]);

  const take = (place: number) => {
    const proposal = proposals[place];
    if (!shown || !proposal) return;
    const next = accept(shown, proposal.text);
    cursor.current = next.cursor;
    props.onLine(next.line);
    ask(next.line, next.cursor);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const open = proposals.length > 0;
    const used = () => event.preventDefault();
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === ' ' && event.ctrlKey) {
      used();
      ask(line, event.currentTarget.selectionStart ?? line.length);
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      used();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setAt(at < 0 ? (by > 0 ? 0 : proposals.length - 1) : (at + by + proposals.length) % proposals.length);
    } else if (open && event.key === 'Tab' && plain) {
      used();
      take(Math.max(at, 0));
    } else if (open && event.key === 'Enter' && at >= 0) {
      used();
      take(at);
    } else if (open && event.key === 'Escape') {
      used();
      close();
    } else if (event.key === 'Enter') {
      used();
      close();
      props.onEnter(line.trim());
    } else if (event.key === 'Escape') {
      used();
      props.onEscape();
    } else if (event.key === 'ArrowDown') {
      used();
      props.onDown();
    }
  };

  return (
    <>
      <input
        ref={(element) => {
          input.current = element;
          if (typeof props.inputRef === 'function') props.inputRef(element);
          else if (props.inputRef) props.inputRef.current = element;
        }}
        className={props.className}
        value={line}
        role="combobox"
        aria-label={t('errors.filter.label')}
        aria-invalid={props.faulty}
        aria-describedby={props.faultId}
        aria-autocomplete="list"
        aria-expanded={proposals.length > 0}
        aria-controls={proposals.length > 0 ? `${id}list` : undefined}
        aria-activedescendant={proposals.length > 0 && at >= 0 ? `${id}${at}` : undefined}
        placeholder={t('errors.filter.placeholder')}
        spellCheck={false}
        autoComplete="off"
        autoCorrect="off"
        dir="auto"
        data-testid="filter"
        onChange={(event) => {
          props.onLine(event.target.value);
          ask(event.target.value, event.target.selectionStart ?? event.target.value.length);
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {proposals.length > 0 && (
        <div className={classes.proposals} data-testid="proposals">
          <ul ref={list} id={`${id}list`} role="listbox" aria-label={t('sheet.complete.label')}>
            {proposals.map(({ text, kind, detail }, place) => (
              <li
                key={`${kind} ${text}`}
                id={`${id}${place}`}
                role="option"
                aria-selected={place === at}
                className={cx(classes.proposal, place === at && classes.active)}
                onMouseDown={(event) => {
                  event.preventDefault();
                  take(place);
                }}
              >
                <code dir="auto">{text}</code>
                <span className={classes.detail} dir="auto">
                  {detail || t(`sheet.complete.kind.${kind}`)}
                </span>
              </li>
            ))}
          </ul>
          <p className={classes.hint}>{t('sheet.complete.hint')}</p>
        </div>
      )}
    </>
  );
}
