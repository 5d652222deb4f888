import { useId, useState, type FormEvent } from 'react';
import { Button, Dialog, IconButton, Select, TextArea, TextField } from '@/components';
import { useRunChange } from '@/features/compare/data';
import type { Pipeline, Run } from '@/generated/commands';
import { listedRuns } from '@/lib/runs';
import { t } from '@/messages';
import { call } from '@/platform';
import { draftOf, otherSets, placesOf, requestOf, type PipelineDraft, type StageDraft } from './draft';
import classes from './Pipelines.module.css';

export interface PipelineDialogProps {
  project: string;
  /** None: a new one. */
  pipeline: Pipeline | null;
  runs: readonly Run[];
  onClose: () => void;
  onSaved: (saved: Pipeline) => void;
}

const NONE = 'none';

/** Stages in order, each with the run that shows what correcting it does. */
export function PipelineDialog({ project, pipeline, runs, onClose, onSaved }: PipelineDialogProps) {
  const change = useRunChange(project);
  const form = useId();
  const [draft, setDraft] = useState<PipelineDraft>(() => draftOf(pipeline));
  const [busy, setBusy] = useState(false);
  const request = requestOf(draft, pipeline?.id ?? null);
  const put = (part: Partial<PipelineDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!request || busy) return;
    setBusy(true);
    const done = await change(async () => onSaved(await call('pipeline_save', request)), t('pipelines.saved'));
    if (done) onClose();
    else setBusy(false);
  };
  const options = listedRuns(runs, 'last').map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <Dialog
      title={pipeline ? t('pipelines.dialog.edit', { name: pipeline.name }) : t('pipelines.dialog.new')}
      open
      onClose={onClose}
      width="wide"
      testId="pipeline-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!request || busy} data-testid="pipeline-save">
            {t('pipelines.dialog.save')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void save(event)}>
        <div className={classes.pair}>
          <TextField label={t('pipelines.dialog.name')} value={draft.name} onChange={(name) => put({ name })} autoFocus testId="pipeline-name" />
          <Select
            label={t('pipelines.dialog.base')}
            testId="pipeline-base"
            value={draft.base === null ? null : String(draft.base)}
            onChange={(base) => put({ base: Number(base) })}
            options={options}
          />
        </div>
        <fieldset className={classes.stages}>
          <legend>{t('pipelines.dialog.stages')}</legend>
          {draft.stages.map((stage, at) => (
            <Stage
              key={at}
              at={at}
              stage={stage}
              options={options}
              onChange={(part) => put({ stages: draft.stages.map((own, place) => (place === at ? { ...own, ...part } : own)) })}
              onDrop={draft.stages.length > 1 ? () => put({ stages: draft.stages.filter((_, place) => place !== at), others: {} }) : null}
            />
          ))}
          <Button
            size="small"
            icon="plus"
            onPress={() => put({ stages: [...draft.stages, { name: '', run: null }], others: {} })}
            data-testid="pipeline-add"
          >
            {t('pipelines.dialog.add')}
          </Button>
        </fieldset>
        <Others draft={draft} options={options} onChange={(others) => put({ others })} />
        <TextArea label={t('pipelines.dialog.note')} value={draft.note} onChange={(note) => put({ note })} rows={2} testId="pipeline-note" />
      </form>
    </Dialog>
  );
}

interface StageProps {
  at: number;
  stage: StageDraft;
  options: readonly { value: string; label: string }[];
  onChange: (part: Partial<StageDraft>) => void;
  onDrop: (() => void) | null;
}

function Stage({ at, stage, options, onChange, onDrop }: StageProps) {
  return (
    <div className={classes.stage}>
      <TextField label={t('pipelines.dialog.stage', { n: at + 1 })} value={stage.name} onChange={(name) => onChange({ name })} testId={`pipeline-stage-${at}`} />
      <Select
        label={at === 0 ? t('pipelines.dialog.runOne') : t('pipelines.dialog.run', { n: at + 1 })}
        testId={`pipeline-run-${at}`}
        value={stage.run === null ? null : String(stage.run)}
        onChange={(run) => onChange({ run: Number(run) })}
        options={options}
      />
      {onDrop ? <IconButton icon="close" label={t('pipelines.dialog.drop', { n: at + 1 })} onPress={onDrop} /> : <span />}
    </div>
  );
}

interface OthersProps {
  draft: PipelineDraft;
  options: readonly { value: string; label: string }[];
  onChange: (others: PipelineDraft['others']) => void;
}

function Others({ draft, options, onChange }: OthersProps) {
  const sets = otherSets(draft.stages.length);
  if (sets.length === 0) return null;
  const put = (set: number, run: string) => {
    const { [set]: _, ...rest } = draft.others;
    onChange(run === NONE ? rest : { ...rest, [set]: Number(run) });
  };
  const nameOf = (at: number): string => draft.stages[at]?.name.trim() || t('pipelines.dialog.stage', { n: at + 1 });
  return (
    <details className={classes.others}>
      <summary>{t('pipelines.dialog.others')}</summary>
      <p className={classes.quiet}>{t('pipelines.dialog.othersText')}</p>
      <div className={classes.sets}>
        {sets.map((set) => (
          <Select
            key={set}
            label={t('pipelines.dialog.only', { stages: placesOf(set).map(nameOf).join(', ') })}
            testId={`pipeline-set-${set}`}
            value={String(draft.others[set] ?? NONE)}
            onChange={(run) => put(set, run)}
            options={[{ value: NONE, label: t('pipelines.dialog.noRun') }, ...options]}
          />
        ))}
      </div>
    </details>
  );
}
