import { useEffect } from 'react';
import { useOpenProject } from '@/app/project';
import type { ScreenProps } from '@/app/screens';
import { RunView } from './RunView';
import { showFilter } from './state';
import { WithRun } from './WithRun';

/** `params.run` and `params.filter` say what to show first. */
export default function ErrorsScreen({ params }: ScreenProps) {
  const { uid } = useOpenProject();
  useEffect(() => {
    if (typeof params.filter === 'string') showFilter(uid, params.filter);
  }, [uid, params]);
  return (
    <WithRun key={uid} params={params} icon="errors">
      {(of) => <RunView {...of} />}
    </WithRun>
  );
}
