import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { Icon, Kbd } from '@/components';
import overlay from '@/components/Overlay.module.css';
import { cx } from '@/lib/cx';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { rank } from './rank';
import { actions, isActionLive, keysFor, overrides, runAction, type Action, type ActionId } from './index';
import classes from './Palette.module.css';

export interface PaletteProps {
  open: boolean;
  onClose: () => void;
}

/** Every action that is live here, found by typing a part of its name. */
export function Palette({ open, onClose }: PaletteProps) {
  return (
    <ModalOverlay
      className={cx(overlay.scrim, overlay.scrimTop)}
      isOpen={open}
      isDismissable
      onOpenChange={(next) => !next && onClose()}
    >
      <Modal className={cx(overlay.modal, classes.modal)}>
        <Dialog className={classes.dialog} aria-label={t('actions.palette.title')} data-testid="palette">
          <Commands onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Commands({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const live = useMemo(() => actions.filter((each) => !each.hidden && isActionLive(each)), []);
  const found = useMemo(() => rank(live, query, (each) => t(each.title as 'app.name')), [live, query]);
  const chosen = Math.min(at, found.length - 1);

  const run = (action: Action | undefined) => {
    if (!action) return;
    onClose();
    // The dialog gives the focus back first; the action may want it elsewhere.
    setTimeout(() => runAction(action.id as ActionId));
  };
  const move = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(chosen + 1);
    else if (event.key === 'ArrowUp') move(chosen - 1);
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={classes.search}>
        <Icon name="search" />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={found[chosen] && `palette-${found[chosen].id}`}
          aria-label={t('actions.palette.placeholder')}
          placeholder={t('actions.palette.placeholder')}
          className={classes.input}
          spellCheck={false}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul className={classes.list} id="palette-list" role="listbox" aria-label={t('actions.palette.title')} ref={list}>
        {found.map((action, index) => (
          <Row key={action.id} action={action} chosen={index === chosen} onPoint={() => setAt(index)} onRun={() => run(action)} />
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>{t('actions.palette.none', { query })}</p>}
    </>
  );
}

interface RowProps {
  action: Action;
  chosen: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Row({ action, chosen, onPoint, onRun }: RowProps) {
  const keys = keysFor(action, useStore(overrides))[0];
  return (
    <li
      id={`palette-${action.id}`}
      role="option"
      aria-selected={chosen}
      className={classes.row}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      <span className={classes.title}>{t(action.title as 'app.name')}</span>
      {keys && <Kbd keys={keys} />}
    </li>
  );
}
