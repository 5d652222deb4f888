import { useEffect, type ReactNode } from 'react';
import { guardLeaving } from '@/app/routes';
import { useAskToLeave } from '@/app/useAskToLeave';
import { t } from '@/messages';

/** Asks before an unsaved draft is left; render what it returns. */
export function useDiscardGuard(dirty: boolean): ReactNode {
  const [ask, dialog] = useAskToLeave({
    title: t('project.discard.title'),
    text: t('project.discard.text'),
    confirm: t('project.discard.confirm'),
  });
  useEffect(() => (dirty ? guardLeaving(ask) : undefined), [dirty, ask]);
  return dialog;
}
