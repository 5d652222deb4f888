import { Fragment, type ReactElement } from 'react';
import {
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import type { Keys } from '@/actions/keys';
import { cx } from '@/lib/cx';
import { Icon, type IconName } from './Icon';
import { Kbd } from './Kbd';
import classes from './Overlay.module.css';

export interface MenuEntry {
  id: string;
  label: string;
  description?: string;
  icon?: IconName;
  keys?: Keys;
  danger?: boolean;
  disabled?: boolean;
  /** Set on entries of which one is chosen. */
  checked?: boolean;
  separated?: boolean;
  onAction: () => void;
}

export interface MenuProps {
  trigger: ReactElement;
  label: string;
  entries: readonly MenuEntry[];
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
}

export function Menu({ trigger, label, entries, placement = 'bottom start' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={classes.popover} placement={placement} offset={4}>
        <AriaMenu className={classes.list} aria-label={label}>
          <Entries entries={entries} />
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export function Entries({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry) => (
    <Fragment key={entry.id}>
      {entry.separated && <Separator className={classes.separator} />}
      <Entry entry={entry} />
    </Fragment>
  ));
}

function Entry({ entry }: { entry: MenuEntry }) {
  return (
    <MenuItem
      id={entry.id}
      className={cx(classes.option, entry.danger && classes.danger)}
      textValue={entry.label}
      isDisabled={entry.disabled}
      onAction={entry.onAction}
      data-testid={`menu-${entry.id}`}
    >
      {entry.icon && <Icon name={entry.icon} />}
      <span className={classes.optionText}>
        {entry.label}
        {entry.description && <small>{entry.description}</small>}
      </span>
      {entry.keys && <Kbd keys={entry.keys} />}
      {entry.checked && <Icon name="check" />}
    </MenuItem>
  );
}
