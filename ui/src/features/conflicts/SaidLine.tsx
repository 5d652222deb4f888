import { runAction, useActionKeys } from '@/actions';
import { Button } from '@/components';
import { t } from '@/messages';
import type { Class } from '@/generated/commands';
import { nameOf } from './queue';
import type { Said } from './useConflicts';
import classes from './Conflicts.module.css';

export interface SaidLineProps {
  said: Said | null;
  /** After a blind decision: how the raters had judged. */
  revealed?: readonly Class[];
  /** Makes the item decided last an example. */
  onExample?: (item: number) => void;
}

/** What was decided last, and its way back; room is kept, so that no button moves. */
export function SaidLine({ said, revealed, onExample }: SaidLineProps) {
  const keys = useActionKeys('conflicts.undo');
  const exampleKeys = useActionKeys('conflicts.example');
  return (
    <div className={classes.said}>
      <span role="status" data-testid="conflict-said">
        {said && wordsOf(said)}
        {said?.kind === 'decided' && revealed && (
          <span className={classes.revealed} data-testid="revealed">
            {t('conflicts.blind.revealed', { votes: votesOf(said.split, revealed) })}
          </span>
        )}
      </span>
      <span className={classes.gap} />
      {said?.kind === 'decided' && onExample && (
        <Button size="small" variant="quiet" icon="guideline" keys={exampleKeys} onPress={() => onExample(said.item)} data-testid="example-last">
          {t('conflicts.example.action')}
        </Button>
      )}
      <Button size="small" variant="quiet" icon="undo" keys={keys} onPress={() => runAction('conflicts.undo')} data-testid="conflict-undo">
        {t('conflicts.undo')}
      </Button>
    </div>
  );
}

const votesOf = (split: readonly (readonly [number, number])[], classes: readonly Class[]): string =>
  split.map(([id, n]) => t('conflicts.split', { name: nameOf(classes, id), n })).join(', ') || t('conflicts.noVotes');

function wordsOf(said: Said): string {
  switch (said.kind) {
    case 'decided':
      return t('conflicts.said.decided', { key: said.key, label: said.label });
    case 'undone':
      return t('conflicts.said.undone', said);
    case 'many':
      return t('conflicts.said.many', said);
    case 'manyUndone':
      return t('conflicts.said.manyUndone', said);
    case 'nothing':
      return t('conflicts.said.nothing');
  }
}
