import { useEffect } from 'react';
import { Button, Icon, notify } from '@/components';
import { saveCopy } from '@/features/project/saveCopy';
import { Words } from '@/features/project/Trouble';
import type { Overview } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './FaultBanner.module.css';
import { onReopened, reopenProject, stopChecking, useChecking, useFault, useReopenTrouble } from './fault';

/** What became of the project file, what is safe, and the ways on; nothing where the file is in order. */
export function FaultBanner({ project }: { project: Overview }) {
  const fault = useFault();
  const checking = useChecking();
  const trouble = useReopenTrouble();
  useEffect(() => onReopened(() => notify({ kind: 'ok', text: t('fault.reopened') })), []);
  if (!fault) return null;
  const copy = () => {
    saveCopy(project).catch((thrown: unknown) => {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    });
  };
  return (
    <section className={classes.banner} role="alert" data-testid="fault" data-reason={fault.reason}>
      <span className={classes.icon}>
        <Icon name="error" />
      </span>
      <div className={classes.text}>
        <strong>{t(`fault.title.${fault.reason}`)}</strong>{' '}
        <span dir="auto">
          <Words text={fault.message} />
        </span>{' '}
        {t('fault.kept')}
        {trouble && (
          <div className={classes.still} data-testid="fault-still">
            <strong>{t('fault.still')}</strong> {trouble.code !== 'file_failed' && <Words text={trouble.message} />}
          </div>
        )}
      </div>
      <div className={classes.actions}>
        <Button size="small" onPress={copy} data-testid="fault-copy">
          {t('fault.copy')}
        </Button>
        {checking ? (
          <Button size="small" onPress={stopChecking}>
            {t('fault.checking')} {t('fault.stop')}
          </Button>
        ) : (
          <Button size="small" variant="primary" onPress={() => void reopenProject()} data-testid="fault-reopen">
            {t('fault.reopen')}
          </Button>
        )}
      </div>
    </section>
  );
}
