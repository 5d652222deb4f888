import { useAction, useActionKeys } from '@/actions';
import { Button, Icon } from '@/components';
import type { Class, Feedback } from '@/generated/commands';
import { ClassName } from '@/features/item/ClassName';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './Training.module.css';

export interface FeedbackPanelProps {
  feedback: Feedback;
  all: readonly Class[];
  onGoOn: () => void;
}

/** The known answer, and why; one key goes on. */
export function FeedbackPanel({ feedback, all, onGoOn }: FeedbackPanelProps) {
  const { right, given, acceptable, explanation, practice } = feedback;
  const keys = useActionKeys('label.goOn');
  useAction('label.goOn', onGoOn);
  return (
    <div className={classes.feedback} role="status" data-testid="feedback" data-right={right}>
      <p className={cx(classes.verdict, right ? classes.right : classes.wrong)}>
        <Icon name={right ? 'check' : 'info'} />
        {t(right ? 'training.feedback.right' : 'training.feedback.wrong')}
      </p>
      <dl className={classes.facts}>
        <dt>{t('training.feedback.given')}</dt>
        <dd>
          <ClassName id={given} classes={all} />
        </dd>
        <dt>{t(acceptable.length > 1 ? 'training.feedback.acceptable' : 'training.feedback.known')}</dt>
        <dd>
          {acceptable.map((id) => (
            <ClassName key={id} id={id} classes={all} />
          ))}
        </dd>
      </dl>
      {explanation !== '' && (
        <p className={classes.why} dir="auto" data-selectable>
          {explanation}
        </p>
      )}
      <p className={classes.goOn}>
        <Button variant="primary" keys={keys} onPress={onGoOn} data-testid="go-on">
          {t('training.feedback.goOn')}
        </Button>
        {!practice && t('training.feedback.hidden')}
      </p>
    </div>
  );
}
