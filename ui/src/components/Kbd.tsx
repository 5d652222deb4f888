import { keyLabels, type Keys } from '@/actions/keys';
import { cx } from '@/lib/cx';
import classes from './Kbd.module.css';

/** A key or a combination of keys; `plain` for coloured backgrounds. */
export function Kbd({ keys, plain = false }: { keys: Keys; plain?: boolean }) {
  return (
    <span className={cx(classes.keys, plain && classes.plain)}>
      {keyLabels(keys).map((part) => (
        <kbd key={part} className={classes.key}>
          {part}
        </kbd>
      ))}
    </span>
  );
}
