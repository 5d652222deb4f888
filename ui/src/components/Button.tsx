import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import { cx } from '@/lib/cx';
import type { Keys } from '@/actions/keys';
import classes from './Button.module.css';
import { Icon, type IconName } from './Icon';
import { Kbd } from './Kbd';
import { Tooltip } from './Tooltip';

export interface ButtonProps extends Omit<AriaProps, 'children' | 'className' | 'style'> {
  /** One primary button to a screen; `quiet` has no frame until pointed at. */
  variant?: 'default' | 'primary' | 'quiet' | 'danger';
  size?: 'default' | 'small' | 'large';
  icon?: IconName;
  /** Shown as a hint; the key itself comes from the table of actions. */
  keys?: Keys;
  children: ReactNode;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'default',
  size = 'default',
  icon,
  keys,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={cx(classes.button, classes[variant], classes[size], className)}
    >
      {icon && <Icon name={icon} />}
      <span className={classes.text}>{children}</span>
      {keys && <Kbd keys={keys} plain={variant === 'primary' || variant === 'danger'} />}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaProps, 'children' | 'className' | 'style'> {
  icon: IconName;
  /** Its name for those who do not see the icon, and its tooltip. */
  label: string;
  keys?: Keys;
  size?: 'default' | 'small';
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, keys, size = 'default', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={cx(classes.button, classes.quiet, classes.icon, classes[size], className)}
      >
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}
