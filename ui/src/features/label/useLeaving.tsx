import { useEffect, useRef, useState, type ReactNode } from 'react';
import { guardLeaving } from '@/app/routes';
import { Confirm, notify } from '@/components';
import { t } from '@/messages';
import type { LabelSession } from './session';

/** Keeps the screen while an answer is not saved, and asks before words are lost; render what it returns. */
export function useLeaving(session: LabelSession): ReactNode {
  const answer = useRef<((leave: boolean) => void) | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(
    () =>
      guardLeaving(async () => {
        const left = await session.unfinished();
        if (left === 'answer') notify({ kind: 'warn', text: t('label.failed.leave') });
        if (left !== 'words') return left === null;
        return new Promise<boolean>((resolve) => {
          answer.current?.(false);
          answer.current = resolve;
          setAsking(true);
        });
      }),
    [session],
  );
  const done = (leave: boolean) => () => {
    setAsking(false);
    answer.current?.(leave);
    answer.current = null;
  };
  return (
    <Confirm
      title={t('label.leave.title')}
      text={t('label.leave.text')}
      confirm={t('label.leave.confirm')}
      danger
      open={asking}
      onConfirm={done(true)}
      onClose={done(false)}
    />
  );
}
