import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import type { Keys } from '@/actions/keys';
import { Kbd } from './Kbd';
import classes from './Overlay.module.css';

export interface TooltipProps {
  text: string;
  keys?: Keys;
  placement?: 'top' | 'bottom' | 'left' | 'right';
  /** One control that can have the focus. */
  children: ReactElement;
}

export function Tooltip({ text, keys, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className={classes.tooltip} placement={placement} offset={6}>
        <span>{text}</span>
        {keys && <Kbd keys={keys} plain />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
