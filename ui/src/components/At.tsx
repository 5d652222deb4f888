import { useMemo, type ReactNode } from 'react';
import { Menu as AriaMenu, Dialog, Popover as AriaPopover } from 'react-aria-components';
import { Entries, type MenuEntry } from './Menu';
import classes from './Overlay.module.css';

interface AtProps {
  /** What it hangs on; it need not be a button. */
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
}

/** A menu that something else than a button of its own has opened. */
export function MenuAt({ anchor, label, entries, onClose }: AtProps & { entries: readonly MenuEntry[] }) {
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <AriaPopover
      className={classes.popover}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
      offset={2}
    >
      <AriaMenu className={classes.list} aria-label={label} autoFocus="first" onClose={onClose}>
        <Entries entries={entries} />
      </AriaMenu>
    </AriaPopover>
  );
}

/** A popover that something else than a button of its own has opened. */
export function PopoverAt({ anchor, label, onClose, children }: AtProps & { children: ReactNode }) {
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <AriaPopover
      className={classes.popover}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
      offset={2}
    >
      <Dialog className={classes.padded} aria-label={label}>
        {children}
      </Dialog>
    </AriaPopover>
  );
}
