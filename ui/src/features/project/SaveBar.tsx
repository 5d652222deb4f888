import { Button } from '@/components';
import { t } from '@/messages';
import classes from './ProjectScreen.module.css';

export interface SaveBarProps {
  dirty: boolean;
  valid: boolean;
  saving: boolean;
  /** A number field hands over its value only when it is left, as by a click on the button. */
  late?: boolean;
  onSave: () => void;
  onRevert: () => void;
}

export function SaveBar({ dirty, valid, saving, late = false, onSave, onRevert }: SaveBarProps) {
  return (
    <div className={classes.bar}>
      <Button variant="primary" isDisabled={!(dirty || late) || !valid || saving} onPress={onSave} data-testid="save">
        {t('project.save')}
      </Button>
      <Button isDisabled={!dirty || saving} onPress={onRevert}>
        {t('project.revert')}
      </Button>
      {dirty && <span className={classes.unsaved}>{t('project.unsaved')}</span>}
    </div>
  );
}
