import type { ReactNode } from 'react';
import { Button, EmptyState } from '@/components';
import type { Overview, Person } from '@/generated/commands';
import { useMe, useProject } from '@/app/project';
import { navigate } from '@/app/routes';
import { t } from '@/messages';
import { LabelDesk } from './LabelDesk';

/** The rater's screen. */
export default function LabelScreen() {
  const overview = useProject();
  const me = useMe();
  if (!overview) return null;
  const why = whyNot(overview, me);
  if (why || !me) return why;
  return <LabelDesk key={`${overview.uid} ${me.uid}`} overview={overview} me={me} />;
}

/** Why this person cannot label here, and what to do about it. */
function whyNot(overview: Overview, me: Person | null): ReactNode {
  if (!me) {
    return (
      <EmptyState icon="person" title={t('label.empty.person.title')}>
        {t('label.empty.person.text')}
      </EmptyState>
    );
  }
  if (overview.read_only) {
    return (
      <EmptyState icon="lock" title={t('label.empty.readOnly.title')}>
        {t('label.empty.readOnly.text')}
      </EmptyState>
    );
  }
  // A lead may do what a rater does.
  if (!me.roles.includes('rater') && !me.roles.includes('lead')) {
    return (
      <EmptyState
        icon="person"
        title={t('label.empty.role.title')}
        actions={<Button onPress={() => void navigate('project')}>{t('label.empty.role.action')}</Button>}
      >
        {t('label.empty.role.text', { name: me.name })}
      </EmptyState>
    );
  }
  if (overview.counts.items === 0) {
    return (
      <EmptyState
        icon="import"
        title={t('label.empty.items.title')}
        actions={
          <Button variant="primary" onPress={() => void navigate('import')}>
            {t('label.empty.items.action')}
          </Button>
        }
      >
        {t('label.empty.items.text')}
      </EmptyState>
    );
  }
  return null;
}
