import type { Class } from '@/generated/commands';
import styles from './VoteSplit.module.css';

/** A class as a word with its colour. */
export function ClassName({ id, classes, fallback }: { id: number | null; classes: readonly Class[]; fallback?: string }) {
  const found = classes.find((each) => each.id === id);
  return (
    <span className={styles.entry}>
      {found && <span className={styles.dot} style={{ background: found.colour }} />}
      <span dir="auto">{found?.name ?? fallback ?? '?'}</span>
    </span>
  );
}
