import { useEffect, useLayoutEffect } from 'react';
import { useMutation } from '@tanstack/react-query';
import { waitingFiles } from '@/app/files';
import type { ScreenProps } from '@/app/screens';
import { currentOpening } from '@/app/project';
import { Button, EmptyState } from '@/components';
import { Trouble } from '@/features/project/Trouble';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { pickOpen } from '@/platform';
import classes from './Import.module.css';
import { Prepare } from './Prepare';
import { Running } from './Running';
import { beginImport, endImport, importSession, takeNext } from './session';

/** Bringing a file in: choose it, see what was understood, start, read the report. */
export default function ImportScreen({ params }: ScreenProps) {
  const stored = useStore(importSession);
  const session = stored?.opening === currentOpening() ? stored : null;
  const waiting = useStore(waitingFiles);
  const idle = session === null;
  // Each way here has parameters of its own, the way from this screen to itself too.
  useLayoutEffect(() => {
    if (importSession.get()?.told) endImport();
  }, [params]);
  useEffect(() => {
    if (idle && waiting.length > 0) takeNext();
  }, [idle, waiting]);
  if (!session) return <Choose />;
  return (
    <div className={classes.screen}>
      {session.job ? (
        <Running key={session.job} session={session} job={session.job} />
      ) : (
        <Prepare key={session.file.handle} session={session} />
      )}
    </div>
  );
}

function Choose() {
  const pick = useMutation({
    mutationFn: async (kind: 'table' | 'folder') => {
      const file = await pickOpen(kind);
      if (file) beginImport(file);
    },
  });
  return (
    <>
      <EmptyState
        icon="import"
        title={t('import.choose.title')}
        actions={
          <>
            <Button variant="primary" onPress={() => pick.mutate('table')} data-testid="import-file">
              {t('import.choose.file')}
            </Button>
            <Button onPress={() => pick.mutate('folder')} data-testid="import-folder">
              {t('import.choose.folder')}
            </Button>
          </>
        }
      >
        {t('import.choose.text')}
      </EmptyState>
      <Trouble error={pick.error} />
    </>
  );
}
