/** What the human level asks the workbench, and what a change of it touches. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { attempt } from '@/app/attempt';
import { dismiss, notify } from '@/components';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';

export const useDraws = () => useQuery({ queryKey: ['human', 'draws'], queryFn: () => call('human_list', null), staleTime: 0 });

export const useLevel = (draw: number | null, field: number | null) =>
  useQuery({
    queryKey: ['human', 'report', draw, field],
    queryFn: () => call('human_report', { ...(draw !== null && { draw }), ...(field !== null && { field }) }),
    placeholderData: (before) => before,
    staleTime: 0,
  });

export const useBaselines = () =>
  useQuery({ queryKey: ['baselines'], queryFn: () => call('baseline_list', null), staleTime: 0 });

/** Undo takes the newest change back, so only the newest notice may offer it. */
let offered: number | null = null;

/** Does something to baselines, tells it and offers to take it back. */
export function useBaselineChange(): (change: () => Promise<unknown>, said: string) => Promise<boolean> {
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['baselines'] });
    void client.invalidateQueries({ queryKey: ['errors'] });
  };
  const undo = async () => {
    try {
      const { summary } = await call('baseline_undo', null);
      notify({ kind: 'info', text: summary === null ? t('human.baseline.nothing') : t('human.baseline.undone', { what: summary }) });
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    }
    refresh();
  };
  return async (change, said) => {
    if (!(await attempt(change))) return false;
    refresh();
    if (offered !== null) dismiss(offered);
    offered = notify({ kind: 'ok', text: said, onUndo: () => void undo() });
    return true;
  };
}
