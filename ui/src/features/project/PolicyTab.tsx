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

const NOTHING: Partial<Policy> = {};

/** The fields that the person changed: others may change the rest meanwhile. */
function differing(next: Policy, policy: Policy): Partial<Policy> {
  const changed = Object.entries(next).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(policy[key as keyof Policy]));
  return Object.fromEntries(changed);
}

export function PolicyTab({ project, editable }: SetupTabProps) {
  const [draft, setDraft] = useState<Partial<Policy>>(NOTHING);
  const save = useMutation({
    mutationFn: (sent: Partial<Policy>) => call('policy_update', { ...project.policy, ...sent }),
    onSuccess: async (_, sent) => {
      await everythingChanged();
      setDraft((now) => (now === sent ? NOTHING : now));
      notify({ kind: 'ok', text: t('project.saved') });
    },
  });
  const dirty = Object.keys(draft).length > 0;
  const guard = useDiscardGuard(dirty);
  const value = { ...project.policy, ...draft };
  const change = (next: Policy) => setDraft(differing(next, project.policy));
  const leads = useMe()?.roles.includes('lead') ?? false;
  return (
    <>
      {!editable && <InlineNotice kind="info">{t('project.leadOnly')}</InlineNotice>}
      <Section title={t('project.policy.title')}>
        <PolicyFields value={value} onChange={change} disabled={!editable} />
        <AssignmentFields value={value} onChange={change} items={project.counts.items} disabled={!editable} />
      </Section>
      <Section title={t('training.policy.title')} hint={t('training.policy.hint')}>
        <TrainingFields value={value} onChange={change} disabled={!editable} name={project.name} />
        <Trouble error={save.error} />
        {editable && (
          <SaveBar
            dirty={dirty}
            valid={isComplete(value)}
            saving={save.isPending}
            late
            onSave={() => save.mutate(draft)}
            onRevert={() => setDraft(NOTHING)}
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
