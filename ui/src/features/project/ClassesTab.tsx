import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged } from '@/app/project';
import { Button, InlineNotice, TextField, notify } from '@/components';
import type { Overview } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import { ChangeClasses } from './ChangeClasses';
import { ClassesEditor } from './ClassesEditor';
import { draftOf, rowsOf, type ClassRow } from './classRows';
import classes from './ProjectScreen.module.css';
import { SaveBar } from './SaveBar';
import { Section } from './Section';
import { Trouble } from './Trouble';
import { useDiscardGuard } from './useDraft';
import { useScheme } from './useScheme';

export interface SetupTabProps {
  project: Overview;
  editable: boolean;
}

interface Draft {
  question: string;
  rows: ClassRow[];
}

/** The question and its classes. */
export function ClassesTab({ project, editable }: SetupTabProps) {
  const [stored, setStored] = useState<Draft>(() => ({
    question: project.question.text,
    rows: rowsOf(project.question.classes),
  }));
  const [draft, setDraft] = useState<Draft | null>(null);
  const [changing, setChanging] = useState(false);
  const { question, rows } = draft ?? stored;
  const check = useScheme(question, rows);
  const save = useMutation({
    mutationFn: () => call('scheme_update', draftOf(question, rows)),
    onSuccess: async (after) => {
      setStored({ question: after.text, rows: rowsOf(after.classes) });
      setDraft(null);
      await everythingChanged();
      notify({ kind: 'ok', text: t('project.saved') });
    },
  });
  const guard = useDiscardGuard(draft !== null);
  return (
    <>
      {!editable && <InlineNotice kind="info">{t('project.leadOnly')}</InlineNotice>}
      <Section title={t('project.question.title')} hint={t('project.classesHint')}>
        <TextField
          label={t('project.question.label')}
          className={classes.half}
          value={question}
          disabled={!editable}
          onChange={(text) => setDraft({ question: text, rows })}
          testId="question-field"
        />
        <ClassesEditor
          rows={rows}
          check={check}
          disabled={!editable}
          onChange={(changed) => setDraft({ question, rows: changed })}
        />
        {check.tooFew && <p className={classes.quiet}>{t('project.classes.few')}</p>}
        <Trouble error={save.error} />
        {editable && (
          <SaveBar
            dirty={draft !== null}
            valid={check.valid}
            saving={save.isPending}
            onSave={() => save.mutate()}
            onRevert={() => {
              save.reset();
              setDraft(null);
            }}
          />
        )}
        {editable && (
          <div className={classes.bar}>
            <span className={classes.quiet}>{t('project.change.hint')}</span>
            <Button isDisabled={draft !== null} onPress={() => setChanging(true)} data-testid="change-classes">
              {t('project.change.button')}
            </Button>
          </div>
        )}
      </Section>
      <ChangeClasses
        open={changing}
        question={project.question}
        judgments={project.counts.judgments}
        onClose={() => setChanging(false)}
        onDone={(after) => setStored({ question: after.text, rows: rowsOf(after.classes) })}
      />
      {guard}
    </>
  );
}
