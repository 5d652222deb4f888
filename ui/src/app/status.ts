import { useEffect, type ReactNode } from 'react';
import { createStore, useStore } from '@/lib/store';

const status = createStore<ReactNode>(null);

export const useStatusText = (): ReactNode => useStore(status);

/** What a screen says in the status line while it is shown; a string, or kept with useMemo. */
export function useStatus(text: ReactNode): void {
  useEffect(() => {
    status.set(text);
    return () => status.set(null);
  }, [text]);
}
