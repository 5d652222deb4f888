import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, EmptyState, Select } from '@/components';
import { useRunChange } from '@/features/compare/data';
import classes from '@/features/compare/Compare.module.css';
import { Broken, type OfRunProps } from '@/features/errors/WithRun';
import type { Pipeline } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import { PipelineDialog } from './PipelineDialog';
import { Report } from './Report';

/** Which stage of a system to improve: what correcting each adds, and which errors are put down to it. */
export function PipelinesView({ overview, runs }: OfRunProps) {
  const project = overview.uid;
  const list = useQuery({ queryKey: ['errors', project, 'pipelines'], queryFn: () => call('pipeline_list', null), staleTime: 0 });
  const change = useRunChange(project);
  const [chosen, setChosen] = useState<number | null>(null);
  const [editing, setEditing] = useState<Pipeline | 'new' | null>(null);
  const all = list.data ?? [];
  const pipeline = all.find(({ id }) => id === chosen) ?? all.at(-1);
  const remove = ({ id }: Pipeline) => void change(() => call('pipeline_delete', { pipeline: id }), t('pipelines.removed'));
  return (
    <div className={classes.page} data-testid="pipelines">
      {list.error && <Broken error={list.error} />}
      {list.data && !pipeline && (
        <EmptyState
          icon="errors"
          title={t('pipelines.none.title')}
          actions={
            <Button variant="primary" isDisabled={overview.read_only} onPress={() => setEditing('new')} data-testid="pipeline-new">
              {t('pipelines.none.action')}
            </Button>
          }
        >
          {t('pipelines.none.text')}
        </EmptyState>
      )}
      {pipeline && (
        <>
          <div className={classes.head}>
            <Select
              className={classes.choice}
              label={t('pipelines.choose')}
              hideLabel
              testId="pipeline"
              value={String(pipeline.id)}
              onChange={(id) => setChosen(Number(id))}
              options={all.map(({ id, name, stages }) => ({ value: String(id), label: name, description: stages.join(' → ') }))}
            />
            <span className={classes.acts}>
              <Button size="small" isDisabled={overview.read_only} onPress={() => setEditing(pipeline)} data-testid="pipeline-edit">
                {t('pipelines.edit')}
              </Button>
              <Button size="small" variant="quiet" isDisabled={overview.read_only} onPress={() => remove(pipeline)} data-testid="pipeline-remove">
                {t('pipelines.remove')}
              </Button>
              <Button size="small" icon="plus" isDisabled={overview.read_only} onPress={() => setEditing('new')} data-testid="pipeline-new">
                {t('pipelines.new')}
              </Button>
            </span>
          </div>
          <Report project={project} pipeline={pipeline} />
        </>
      )}
      {editing && (
        <PipelineDialog
          project={project}
          pipeline={editing === 'new' ? null : editing}
          runs={runs}
          onClose={() => setEditing(null)}
          onSaved={(saved) => setChosen(saved.id)}
        />
      )}
    </div>
  );
}
