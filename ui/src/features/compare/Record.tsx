import { useId, useState, type FormEvent } from 'react';
import { Badge, Button, Dialog, TextArea, TextField } from '@/components';
import type { Run } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './Compare.module.css';
import { useRunChange } from './data';

const PARTS = ['version', 'code_commit', 'dataset_version', 'hyperparameters', 'note'] as const;

/** What is written down about a run as an experiment. */
export function Record({ project, run, readOnly }: { project: string; run: Run; readOnly: boolean }) {
  const change = useRunChange(project);
  const [editing, setEditing] = useState(false);
  const archived = run.archived_at !== null;
  const archive = () =>
    void change(
      () => call('run_edit', { run: run.id, archived: !archived }),
      t(archived ? 'compare.record.wasRestored' : 'compare.record.wasArchived', { name: run.name }),
    );
  return (
    <section className={classes.section} data-testid="record">
      <header className={classes.head}>
        <h2 className={classes.named}>
          {t('compare.record.title', { name: run.name })} {archived && <Badge icon="minus">{t('compare.record.archived')}</Badge>}
        </h2>
        <span className={classes.acts}>
          <Button size="small" isDisabled={readOnly} onPress={() => setEditing(true)} data-testid="record-edit">
            {t('compare.record.edit')}
          </Button>
          <Button size="small" variant="quiet" isDisabled={readOnly} onPress={archive} data-testid="record-archive">
            {t(archived ? 'compare.record.restore' : 'compare.record.archive')}
          </Button>
        </span>
      </header>
      <dl className={classes.record}>
        {PARTS.map((part) => (
          <Part key={part} name={t(`compare.record.${part}`)} text={run[part]} code={part === 'hyperparameters'} />
        ))}
      </dl>
      {editing && <Edit project={project} run={run} onClose={() => setEditing(false)} />}
    </section>
  );
}

function Part({ name, text, code }: { name: string; text: string; code: boolean }) {
  const shown = code ? <pre>{pretty(text)}</pre> : <bdi>{text}</bdi>;
  return (
    <>
      <dt>{name}</dt>
      <dd>{text === '' ? <span className={classes.quiet}>{t('compare.record.empty')}</span> : shown}</dd>
    </>
  );
}

/** JSON on lines of its own; other text as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Edit({ project, run, onClose }: { project: string; run: Run; onClose: () => void }) {
  const change = useRunChange(project);
  const form = useId();
  const [name, setName] = useState(run.name);
  const [record, setRecord] = useState({
    version: run.version,
    code_commit: run.code_commit,
    dataset_version: run.dataset_version,
    hyperparameters: run.hyperparameters,
    note: run.note,
  });
  const [busy, setBusy] = useState(false);
  const put = (part: (typeof PARTS)[number]) => (text: string) => setRecord((now) => ({ ...now, [part]: text }));
  const ready = name.trim() !== '' && !busy;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    const said = t('compare.record.saved', { name: name.trim() });
    if (await change(() => call('run_edit', { run: run.id, name: name.trim(), record }), said)) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      title={t('compare.record.title', { name: run.name })}
      open
      onClose={onClose}
      testId="record-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!ready} data-testid="record-save">
            {t('compare.record.save')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void save(event)}>
        <TextField
          label={t('compare.record.name')}
          value={name}
          onChange={setName}
          error={name.trim() === '' ? t('compare.record.nameMissing') : null}
          autoFocus
          testId="record-name"
        />
        {(['version', 'code_commit', 'dataset_version'] as const).map((part) => (
          <TextField
            key={part}
            label={t(`compare.record.${part}`)}
            value={record[part]}
            onChange={put(part)}
            mono={part === 'code_commit'}
            testId={`record-${part}`}
          />
        ))}
        <TextArea
          label={t('compare.record.hyperparameters')}
          hint={t('compare.record.hyperparametersHint')}
          value={record.hyperparameters}
          onChange={put('hyperparameters')}
          mono
          testId="record-hyperparameters"
        />
        <TextArea label={t('compare.record.note')} value={record.note} onChange={put('note')} rows={3} testId="record-note" />
      </form>
    </Dialog>
  );
}
