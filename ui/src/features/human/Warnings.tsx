import { Icon } from '@/components';
import type { HumanWarning } from '@/generated/commands';
import classes from './Human.module.css';

/** What is unequal or left out, in words. */
export function Warnings({ warnings }: { warnings: readonly HumanWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} data-testid="human-warnings">
      {warnings.map(({ code, text }) => (
        <li key={code} data-code={code}>
          <Icon name="warning" size={14} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
