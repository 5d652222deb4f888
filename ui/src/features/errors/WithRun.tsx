import { useEffect, type ReactNode } from 'react';
import { Button, EmptyState, InlineNotice, type IconName } from '@/components';
import { useOpenProject } from '@/app/project';
import { navigate } from '@/app/routes';
import type { ScreenProps } from '@/app/screens';
import type { Overview, Run } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { useRun, useRuns } from './data';
import { chooseRun } from './state';

export interface OfRunProps {
  overview: Overview;
  run: Run;
  runs: readonly Run[];
}

/** The run that a screen is about: `params.run`, else the one chosen last, else the newest; or the way to a first one. */
export function WithRun({ params, icon, children }: ScreenProps & { icon: IconName; children: (props: OfRunProps) => ReactNode }) {
  const overview = useOpenProject();
  const runs = useRuns(overview.uid);
  const run = useRun(overview.uid, runs.data ?? []);
  useEffect(() => {
    if (typeof params.run === 'number') chooseRun(overview.uid, params.run);
  }, [overview.uid, params]);
  const fault = runs.error && <Broken error={runs.error} />;
  if (!runs.data) return fault;
  if (run) {
    // A later look that fails says so, and what is at work below stays.
    return (
      <>
        {fault}
        {children({ overview, run, runs: runs.data })}
      </>
    );
  }
  return (
    <EmptyState
      icon={icon}
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

export function Broken({ error }: { error: unknown }) {
  return <InlineNotice kind="error">{AssayError.from(error).message}</InlineNotice>;
}
