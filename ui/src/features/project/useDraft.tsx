import { useEffect, useRef, useState, type ReactNode } from 'react';
import { guardLeaving } from '@/app/routes';
import { Confirm } from '@/components';
import { t } from '@/messages';

/** Asks before an unsaved draft is left; render what it returns. */
export function useDiscardGuard(dirty: boolean): ReactNode {
  const answer = useRef<((leave: boolean) => void) | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!dirty) return;
    return guardLeaving(
      () =>
        new Promise<boolean>((resolve) => {
          answer.current?.(false);
          answer.current = resolve;
          setAsking(true);
        }),
    );
  }, [dirty]);
  const done = (leave: boolean) => () => {
    setAsking(false);
    answer.current?.(leave);
    answer.current = null;
  };
  return (
    <Confirm
      title={t('project.discard.title')}
      text={t('project.discard.text')}
      confirm={t('project.discard.confirm')}
      danger
      open={asking}
      onConfirm={done(true)}
      onClose={done(false)}
    />
  );
}
