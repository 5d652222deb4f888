import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged, useMe } from '@/app/project';
import { mayActAs } from '@/app/roles';
import { mayLeave } from '@/app/routes';
import { Button, EmptyState, InlineNotice, Markdown, SegmentedControl, notify } from '@/components';
import { t } from '@/messages';
import { call } from '@/platform';
import type { SetupTabProps } from './ClassesTab';
import { rowsOf } from './classRows';
import { GuidelineEditor } from './GuidelineEditor';
import { GuidelineVersions } from './GuidelineVersions';
import classes from './ProjectScreen.module.css';
import { Section } from './Section';
import { formatTime } from './time';
import { Trouble } from './Trouble';
import { useDiscardGuard } from './useDraft';

/** The guideline in force, and its versions. */
export function GuidelineTab({ project, editable }: SetupTabProps) {
  const me = useMe();
  const [part, setPart] = useState<'now' | 'versions'>('now');
  const looks = mayActAs('analyst', me) && project.guideline_version > 0;
  const show = async (next: 'now' | 'versions') => {
    if (next === part || (await mayLeave())) setPart(next);
  };
  return (
    <>
      {looks && (
        <div>
          <SegmentedControl
            label={t('guideline.which')}
            hideLabel
            value={part}
            onChange={(next) => void show(next)}
            options={[
              { value: 'now', label: t('guideline.now') },
              { value: 'versions', label: t('guideline.versions', { n: project.guideline_version }) },
            ]}
            testId="guideline-part"
          />
        </div>
      )}
      {looks && part === 'versions' ? <GuidelineVersions project={project} editable={editable} /> : <InForce project={project} editable={editable} />}
    </>
  );
}

/** The instructions in force, and the next version of them. */
function InForce({ project, editable }: SetupTabProps) {
  const current = useQuery({
    queryKey: ['guideline', project.guideline_version],
    queryFn: () => call('guideline_get', null),
    // Others may publish a version while one is written here: what is shown stays until theirs is there.
    placeholderData: keepPreviousData,
  });
  const [draft, setDraft] = useState<string | null>(null);
  // The version that the draft began from.
  const [from, setFrom] = useState(0);
  const publish = useMutation({
    mutationFn: (sent: { body: string; after: number }) => call('guideline_publish', sent),
    onSuccess: async ({ version }, sent) => {
      setDraft((now) => (now === sent.body ? null : now));
      setFrom(version);
      await everythingChanged();
      notify({ kind: 'ok', text: t('project.published', { version }) });
    },
  });
  const body = current.data?.body ?? '';
  const guard = useDiscardGuard(draft !== null && draft !== body);
  if (!current.data) return <Trouble error={current.error} />;
  const { version, made_at, html } = current.data;
  const none = version === 0;
  const edit = () => {
    setDraft(body);
    setFrom(version);
  };

  if (draft !== null) {
    return (
      <Section
        title={t('project.guideline.title')}
        hint={t('project.guideline.hint')}
        aside={
          <>
            <Button onPress={() => setDraft(null)}>{t('components.cancel')}</Button>
            <Button
              variant="primary"
              isDisabled={draft === body || draft.trim() === '' || publish.isPending}
              onPress={() => publish.mutate({ body: draft, after: version })}
              data-testid="guideline-publish"
            >
              {t('project.publish', { version: version + 1 })}
            </Button>
          </>
        }
      >
        <Trouble error={publish.error} />
        {version !== from && (
          <InlineNotice kind="warn">
            {t('project.overtaken', { version })}
            <details>
              <summary>{t('project.overtakenText', { version })}</summary>
              <Markdown html={html} className={classes.reading} />
            </details>
          </InlineNotice>
        )}
        <GuidelineEditor
          value={draft}
          onChange={setDraft}
          rows={24}
          question={project.question.text}
          classRows={rowsOf(project.question.classes)}
        />
        {guard}
      </Section>
    );
  }
  if (none) {
    return (
      <EmptyState
        icon="guideline"
        title={t('project.noGuideline')}
        actions={
          editable && (
            <Button variant="primary" onPress={edit} data-testid="guideline-edit">
              {t('project.write')}
            </Button>
          )
        }
      >
        {t('project.guideline.hint')}
      </EmptyState>
    );
  }
  return (
    <Section
      title={t('project.guideline.title')}
      hint={t('project.publishedOn', { version, date: formatTime(made_at) })}
      aside={
        editable && (
          <Button onPress={edit} data-testid="guideline-edit">
            {t('project.edit')}
          </Button>
        )
      }
    >
      <Markdown html={html} className={classes.reading} />
    </Section>
  );
}
