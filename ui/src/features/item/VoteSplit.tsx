import type { Class } from '@/generated/commands';
import { t } from '@/messages';
import classes from './VoteSplit.module.css';

export interface VoteSplitProps {
  /** Class id and votes, most first. */
  split: readonly (readonly [number, number])[];
  classes: readonly Class[];
  /** With names and counts beside the bar. */
  legend?: boolean;
}

/** How the votes for an item fell. */
export function VoteSplit({ split, classes: all, legend = false }: VoteSplitProps) {
  const named = split.map(([id, votes]) => ({ id, votes, of: all.find((each) => each.id === id) }));
  const words = named.map(({ of, votes }) => t('conflicts.split', { name: of?.name ?? '?', n: votes }));
  return (
    <span className={classes.split}>
      <span className={classes.bar} role="img" aria-label={words.join(', ') || t('conflicts.noVotes')}>
        {named.map(({ id, votes, of }) => (
          <span key={id} className={classes.part} style={{ flexGrow: votes, background: of?.colour }} />
        ))}
      </span>
      {legend && (
        <span className={classes.legend} aria-hidden>
          {named.map(({ id, votes, of }) => (
            <span key={id} className={classes.entry}>
              <span className={classes.dot} style={{ background: of?.colour }} />
              <span dir="auto">{of?.name ?? '?'}</span> <strong>{votes}</strong>
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
