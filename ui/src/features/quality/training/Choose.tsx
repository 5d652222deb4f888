import { Button } from 'react-aria-components';
import classes from './Training.module.css';

/** A name in a table that opens what is behind it, by key and by pointer. */
export function Choose({ onPress, children }: { onPress: () => void; children: string }) {
  return (
    <Button className={classes.choose} onPress={onPress}>
      {children}
    </Button>
  );
}
