import { useEffect } from 'react';
import { useAction } from '@/actions';
import { useOpenProject } from '@/app/project';
import type { ScreenProps } from '@/app/screens';
import { Tabs } from '@/components';
import { TagOfFilter } from '@/features/tags/NewTagDialog';
import { t } from '@/messages';
import { useStore } from '@/lib/store';
import classes from './RunView.module.css';
import { RunHeader } from './RunHeader';
import { showFilter, viewOpen } from './state';
import { VIEWS } from './views';
import { WithRun } from './WithRun';

/** `params.run`, `params.filter` and `params.view` say what to show first. */
export default function ErrorsScreen({ params }: ScreenProps) {
  const { uid, read_only: readOnly } = useOpenProject();
  const open = useStore(viewOpen);
  useAction('tags.open', () => viewOpen.set('tags'));
  useEffect(() => {
    if (typeof params.view === 'string') viewOpen.set(params.view);
    if (typeof params.filter !== 'string') return;
    showFilter(uid, params.filter);
    if (params.view === undefined) viewOpen.set('sheet');
  }, [uid, params]);
  return (
    <WithRun key={uid} params={params} icon="errors">
      {(of) => (
        <div className={classes.screen}>
          <RunHeader project={uid} run={of.run} runs={of.runs} />
          <TagOfFilter project={uid} run={of.run.id} readOnly={readOnly} />
          <Tabs
            fill
            label={t('errors.views.label')}
            selected={VIEWS.some(({ id }) => id === open) ? open : 'sheet'}
            onSelect={(id) => viewOpen.set(id)}
            tabs={VIEWS.map(({ id, title, Content }) => ({
              id,
              title: <span data-testid={`errors-view-${id}`}>{title()}</span>,
              content: <Content {...of} />,
            }))}
          />
        </div>
      )}
    </WithRun>
  );
}
