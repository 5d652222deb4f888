import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import classes from './Badge.module.css';
import { Icon, type IconName } from './Icon';

export interface BadgeProps {
  tone?: 'neutral' | 'accent' | 'ok' | 'warn' | 'danger';
  /** Colour never stands alone: the text or an icon says the same. */
  icon?: IconName;
  children: ReactNode;
}

export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span className={cx(classes.badge, classes[tone])}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
