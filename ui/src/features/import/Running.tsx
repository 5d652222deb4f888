import { useEffect } from 'react';
import { everythingChanged } from '@/app/project';
import { Button, InlineNotice, Progress } from '@/components';
import { Trouble } from '@/features/project/Trouble';
import type { ImportReport } from '@/generated/commands';
import { t } from '@/messages';
import { useJob } from '@/platform';
import classes from './Import.module.css';
import { Report } from './Report';
import { change, endImport, type ImportSession } from './session';

const PHASES = ['starting', 'checking', 'writing', 'finishing'] as const;
type Phase = (typeof PHASES)[number];

const phaseOf = (word: string | undefined): Phase => PHASES.find((each) => each === word) ?? 'starting';

/** An import that was started: its progress, then its report. */
export function Running({ session, job }: { session: ImportSession; job: string }) {
  const work = useJob<ImportReport>(job);
  const { status, running, result, error } = work;
  const state = status?.state;
  useEffect(() => {
    if (state === 'done') void everythingChanged();
  }, [state]);
  const back = () => change({ job: undefined, started: undefined });

  // The first pass counts bytes of a file, and pictures of a folder.
  const phase = phaseOf(status?.phase);
  const inBytes = phase === 'checking' && !session.file.is_folder;
  const units = (count: number) => (inBytes ? Math.ceil(count / 1024) : count);
  const label = phase === 'checking' && session.file.is_folder ? 'checkingFolder' : phase;

  if (running) {
    return (
      <div className={classes.working} data-testid="import-progress">
        <h1 className={classes.fileName} dir="auto">
          {session.file.name}
        </h1>
        <Progress
          label={t(`import.phase.${label}`)}
          done={units(status?.done ?? 0)}
          total={status && units(status.total)}
          detail={t('import.cancelHint')}
          onCancel={work.cancel}
          cancelling={work.cancelling}
        />
      </div>
    );
  }
  if (result) return <Report session={session} report={result} />;
  return (
    <div className={classes.working} data-testid="import-failed">
      <h1 className={classes.fileName} dir="auto">
        {session.file.name}
      </h1>
      {error ? (
        <Trouble error={error} lead={t('import.failed')} />
      ) : (
        <InlineNotice kind="info">{t('import.cancelled')}</InlineNotice>
      )}
      <div className={classes.buttons}>
        <Button variant="primary" onPress={back} data-testid="import-back">
          {t('import.back')}
        </Button>
        <Button onPress={endImport}>{t('import.another')}</Button>
      </div>
    </div>
  );
}
