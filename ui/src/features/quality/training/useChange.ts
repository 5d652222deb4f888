import { useState } from 'react';
import { useAction } from '@/actions';
import { everythingChanged } from '@/app/project';
import { notify } from '@/components';
import type { Changed } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';

/** Runs a change, tells of it, and can take it back. */
export type Change = (work: () => Promise<Changed>, said: string | ((done: Changed) => string)) => Promise<boolean>;

/** Changes of this screen; the newest is taken back by the usual key or from its notice. */
export function useChange(): Change {
  const [newest, setNewest] = useState<number | null>(null);
  const undo = async (event: number): Promise<void> => {
    try {
      await call('event_undo', { event });
      setNewest(null);
      await everythingChanged();
      notify({ kind: 'ok', text: t('training.undone') });
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    }
  };
  useAction('app.undo', () => newest !== null && void undo(newest), newest !== null);
  return async (work, said) => {
    try {
      const done = await work();
      setNewest(done.event);
      notify({ kind: 'ok', text: typeof said === 'string' ? said : said(done), onUndo: () => void undo(done.event) });
      await everythingChanged();
      return true;
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
      return false;
    }
  };
}
