import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, TextField } from '@/components';
import { goAndImport, waitingFiles } from '@/app/files';
import { enterProject, releaseLabels } from '@/app/project';
import { startView } from '@/app/startView';
import { ClassesEditor } from '@/features/project/ClassesEditor';
import { draftOf } from '@/features/project/classRows';
import { GuidelineEditor } from '@/features/project/GuidelineEditor';
import { PolicyFields, isComplete } from '@/features/project/PolicyFields';
import { Section } from '@/features/project/Section';
import { Trouble } from '@/features/project/Trouble';
import { useScheme, type SchemeCheck } from '@/features/project/useScheme';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { call, pickSave } from '@/platform';
import { clearDraft, newProject, type NewProjectDraft } from './draft';
import classes from './NewProject.module.css';

const change = (part: Partial<NewProjectDraft>): void => newProject.set((now) => ({ ...now, ...part }));

/** The first thing that is still missing, in words; null when the project can be made. */
function missing(draft: NewProjectDraft, person: string, scheme: SchemeCheck): string | null {
  if (draft.name.trim() === '') return t('project.new.missing.name');
  if (scheme.tooFew) return t('project.new.missing.classes');
  if (scheme.error) return t('project.new.missing.scheme');
  if (!isComplete(draft.policy)) return t('project.new.missing.policy');
  if (person.trim() === '') return t('project.new.missing.person');
  return null;
}

async function create(draft: NewProjectDraft, person: string): Promise<void> {
  await releaseLabels();
  const made = await call('project_create', {
    name: draft.name.trim(),
    file: draft.file?.handle,
    scheme: draftOf(draft.question, draft.rows),
    guideline: draft.guideline.trim() === '' ? undefined : draft.guideline,
    policy: draft.policy,
    person: person.trim(),
  });
  clearDraft();
  await enterProject(made, made.people[0]?.uid);
  if (waitingFiles.get().length > 0) await goAndImport();
}

/** Everything a project needs, on one page. */
export function NewProject() {
  const draft = useStore(newProject);
  const info = useQuery({ queryKey: ['app_info'], queryFn: () => call('app_info', null) });
  const scheme = useScheme(draft.question, draft.rows);
  const person = draft.person ?? info.data?.user_name ?? '';
  const making = useMutation({ mutationFn: () => create(draft, person) });
  const lacks = missing(draft, person, scheme);
  return (
    <main className={classes.page} data-testid="new-project">
      <div className={classes.scroll}>
        <div className={classes.column}>
          <header>
            <h1 className={classes.title}>{t('project.new.title')}</h1>
            <p className={classes.intro}>{t('project.new.intro')}</p>
          </header>
          <Section title={t('project.name.title')}>
            <TextField
              label={t('project.name.label')}
              hideLabel
              autoFocus
              className={classes.half}
              maxLength={200}
              placeholder={t('project.name.placeholder')}
              value={draft.name}
              onChange={(name) => change({ name })}
              testId="project-name-field"
            />
          </Section>
          <Section title={t('project.question.title')} hint={t('project.question.hint')}>
            <TextField
              label={t('project.question.label')}
              className={classes.half}
              placeholder={t('project.question.placeholder')}
              value={draft.question}
              onChange={(question) => change({ question })}
              testId="question-field"
            />
            <ClassesEditor rows={draft.rows} onChange={(rows) => change({ rows })} check={scheme} />
          </Section>
          <Section title={t('project.guideline.title')} hint={t('project.guideline.hint')}>
            <GuidelineEditor
              value={draft.guideline}
              onChange={(guideline) => change({ guideline })}
              question={draft.question}
              classRows={draft.rows}
            />
          </Section>
          <Section title={t('project.policy.title')}>
            <PolicyFields value={draft.policy} onChange={(policy) => change({ policy })} />
          </Section>
          <Section title={t('project.file.title')}>
            <Place draft={draft} folder={info.data?.default_folder ?? ''} />
          </Section>
          <Section title={t('project.you.title')} hint={t('project.you.hint')}>
            <TextField
              label={t('project.you.label')}
              hideLabel
              className={classes.half}
              value={person}
              maxLength={200}
              onChange={(text) => change({ person: text })}
              testId="person-field"
            />
          </Section>
        </div>
      </div>
      <footer className={classes.foot}>
        <div className={classes.footIn}>
          <div className={classes.lacks}>
            {making.error ? <Trouble error={making.error} lead={t('project.new.failed')} /> : lacks}
          </div>
          <Button onPress={() => startView.set('home')} data-testid="new-cancel">
            {t('project.new.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={lacks !== null || !scheme.valid || making.isPending}
            onPress={() => making.mutate()}
            data-testid="new-create"
          >
            {making.isPending ? t('project.new.creating') : t('project.new.create')}
          </Button>
        </div>
      </footer>
    </main>
  );
}

/** Where the file will lie. */
function Place({ draft, folder }: { draft: NewProjectDraft; folder: string }) {
  const choose = useMutation({
    mutationFn: async () => {
      const file = await pickSave(`${draft.name.trim() || t('project.file.suggested')}.assay`);
      if (file) change({ file });
    },
  });
  const { file } = draft;
  return (
    <div className={classes.place}>
      <div className={classes.where} data-testid="new-place" data-selectable>
        <span>{file ? file.name : t('project.file.default')}</span>
        <span className={classes.folder}>{file ? file.folder : folder}</span>
      </div>
      <Button onPress={() => choose.mutate()}>{t('project.file.choose')}</Button>
      {file && <Button onPress={() => change({ file: null })}>{t('project.file.back')}</Button>}
      <Trouble error={choose.error} />
    </div>
  );
}
