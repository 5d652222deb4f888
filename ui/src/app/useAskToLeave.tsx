import { useCallback, useRef, useState, type ReactNode } from 'react';
import { Confirm } from '@/components';

export interface AskedToLeave {
  title: string;
  text: string;
  confirm: string;
}

/** A question before what is not saved is left, and the dialog that asks it; asked again, the first is answered with no. */
export function useAskToLeave(words: AskedToLeave): [ask: () => Promise<boolean>, dialog: ReactNode] {
  const answer = useRef<((leave: boolean) => void) | null>(null);
  const [asking, setAsking] = useState(false);
  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        answer.current?.(false);
        answer.current = resolve;
        setAsking(true);
      }),
    [],
  );
  const done = (leave: boolean) => () => {
    setAsking(false);
    answer.current?.(leave);
    answer.current = null;
  };
  return [ask, <Confirm {...words} danger open={asking} onConfirm={done(true)} onClose={done(false)} />];
}
