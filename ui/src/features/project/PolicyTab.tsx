import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged, useMe } from '@/app/project';
import { InlineNotice, notify } from '@/components';
import type { Policy } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import { AssignmentFields } from './AssignmentFields';
import { Cost } from './Cost';
import type { SetupTabProps } from './ClassesTab';
import { OrderSection } from './OrderSection';
import { PolicyFields, isComplete } from './PolicyFields';
import { RulesSection } from './RulesSection';
import { SaveBar } from './SaveBar';
import { Section } from './Section';
import { TrainingFields } from './TrainingFields';
import { Trouble } from './Trouble';
import { useDiscardGuard } from './useDraft';

export function PolicyTab({ project, editable }: SetupTabProps) {
  const [draft, setDraft] = useState<Policy | null>(null);
  const save = useMutation({
    mutationFn: (policy: Policy) => call('policy_update', policy),
    onSuccess: async () => {
      await everythingChanged();
      setDraft(null);
      notify({ kind: 'ok', text: t('project.saved') });
    },
  });
  const guard = useDiscardGuard(draft !== null);
  const value = draft ?? project.policy;
  const leads = useMe()?.roles.includes('lead') ?? false;
  return (
    <>
      {!editable && <InlineNotice kind="info">{t('project.leadOnly')}</InlineNotice>}
      <Section title={t('project.policy.title')}>
        <PolicyFields value={value} onChange={setDraft} disabled={!editable} />
        <AssignmentFields value={value} onChange={setDraft} items={project.counts.items} disabled={!editable} />
      </Section>
      <Section title={t('training.policy.title')} hint={t('training.policy.hint')}>
        <TrainingFields value={value} onChange={setDraft} disabled={!editable} name={project.name} />
        <Trouble error={save.error} />
        {editable && (
          <SaveBar
            dirty={draft !== null}
            valid={isComplete(value)}
            saving={save.isPending}
            late
            onSave={() => draft && save.mutate(draft)}
            onRevert={() => setDraft(null)}
          />
        )}
      </Section>
      {leads && <RulesSection editable={editable} />}
      {leads && <OrderSection editable={editable} />}
      <Cost project={project} />
      {guard}
    </>
  );
}
