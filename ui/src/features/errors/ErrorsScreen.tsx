import { useEffect } from 'react';
import { Button, EmptyState, InlineNotice } from '@/components';
import type { ScreenProps } from '@/app/screens';
import { navigate } from '@/app/routes';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { useOverview, useRun, useRuns } from './data';
import { RunView } from './RunView';
import { chooseRun, setLook } from './state';

/** `params.run` and `params.filter` say what to show first. */
export default function ErrorsScreen({ params }: ScreenProps) {
  const overview = useOverview();
  if (overview.error) return <Broken error={overview.error} />;
  if (!overview.data) return null;
  return <OfProject key={overview.data.uid} overview={overview.data} params={params} />;
}

interface OfProjectProps extends ScreenProps {
  overview: NonNullable<ReturnType<typeof useOverview>['data']>;
}

function OfProject({ overview, params }: OfProjectProps) {
  const { uid } = overview;
  const runs = useRuns(uid);
  const run = useRun(uid, runs.data ?? []);

  useEffect(() => {
    if (typeof params.run === 'number') chooseRun(uid, params.run);
    if (typeof params.filter === 'string') setLook(uid, { filter: params.filter });
  }, [uid, params]);

  if (runs.error) return <Broken error={runs.error} />;
  if (!runs.data) return null;
  if (!run) {
    return (
      <EmptyState
        icon="errors"
        title={t('errors.noRuns.title')}
        actions={
          <Button variant="primary" onPress={() => void navigate('import', { kind: 'predictions' })}>
            {t('errors.noRuns.action')}
          </Button>
        }
      >
        {t('errors.noRuns.text')}
      </EmptyState>
    );
  }
  return <RunView overview={overview} run={run} runs={runs.data} />;
}

export function Broken({ error }: { error: unknown }) {
  return <InlineNotice kind="error">{AssayError.from(error).message}</InlineNotice>;
}
