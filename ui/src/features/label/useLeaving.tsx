import { useEffect, type ReactNode } from 'react';
import { guardLeaving } from '@/app/routes';
import { useAskToLeave } from '@/app/useAskToLeave';
import { notify } from '@/components';
import { t } from '@/messages';
import type { LabelSession } from './session';

/** Keeps the screen while an answer is not saved, and asks before words are lost; render what it returns. */
export function useLeaving(session: LabelSession): ReactNode {
  const [ask, dialog] = useAskToLeave({
    title: t('label.leave.title'),
    text: t('label.leave.text'),
    confirm: t('label.leave.confirm'),
  });
  useEffect(
    () =>
      guardLeaving(async () => {
        const left = await session.unfinished();
        if (left === 'answer') notify({ kind: 'warn', text: t('label.failed.leave') });
        return left === 'words' ? ask() : left === null;
      }),
    [session, ask],
  );
  return dialog;
}
