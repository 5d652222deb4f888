import type { Stage } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Training.module.css';

/** What comes before work, and how far it is; never how the answers were. */
export function StageLine({ stage }: { stage: Stage }) {
  if (stage.kind === 'practice') {
    return (
      <div className={classes.stage} data-testid="stage">
        <strong>{t('training.practice.title')}</strong>
        <progress aria-hidden value={stage.done} max={stage.of} />
        <span>{t('training.practice.done', { done: Math.min(stage.done + 1, stage.of), of: stage.of })}</span>
        <span>{t('training.practice.hint')}</span>
      </div>
    );
  }
  if (stage.kind === 'qualification') {
    const { attempt, attempts, done, most_golds } = stage;
    return (
      <div className={classes.stage} data-testid="stage">
        <strong>{t('training.test.title')}</strong>
        {attempts > 1 && <span>{t('training.test.attempt', { n: attempt, of: Math.max(attempt, attempts) })}</span>}
        <progress aria-hidden value={done} max={most_golds} />
        <span>{t('training.test.done', { n: done, of: most_golds })}</span>
        <span>{t('training.test.hint')}</span>
      </div>
    );
  }
  return null;
}
