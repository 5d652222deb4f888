import { runAction, useActionKeys } from '@/actions';
import { Button } from '@/components';
import { t } from '@/messages';
import type { Said } from './useConflicts';
import classes from './Conflicts.module.css';

/** What was decided last, and its way back; room is kept, so that no button moves. */
export function SaidLine({ said }: { said: Said | null }) {
  const keys = useActionKeys('conflicts.undo');
  return (
    <div className={classes.said}>
      <span role="status" data-testid="conflict-said">
        {said && wordsOf(said)}
      </span>
      <Button size="small" variant="quiet" icon="undo" keys={keys} onPress={() => runAction('conflicts.undo')} data-testid="conflict-undo">
        {t('conflicts.undo')}
      </Button>
    </div>
  );
}

function wordsOf(said: Said): string {
  switch (said.kind) {
    case 'decided':
      return t('conflicts.said.decided', said);
    case 'undone':
      return t('conflicts.said.undone', said);
    case 'nothing':
      return t('conflicts.said.nothing');
  }
}
