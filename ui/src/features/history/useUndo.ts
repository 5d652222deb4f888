import { useMutation } from '@tanstack/react-query';
import { everythingChanged } from '@/app/project';
import { notify } from '@/components';
import type { EventRow } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';

/** Takes an event back, or does again what it took back; says why where it cannot. */
export const useUndo = () =>
  useMutation({
    mutationFn: (row: EventRow) => call('event_undo', { event: row.event.id }),
    onSuccess: async (_, row) => {
      await everythingChanged();
      notify({ kind: 'ok', text: t(row.event.undoes === null ? 'history.undone' : 'history.redone') });
    },
    onError: (thrown) => {
      const { message } = AssayError.from(thrown);
      notify({ kind: 'error', text: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replaceAll('`', '') });
    },
  });
