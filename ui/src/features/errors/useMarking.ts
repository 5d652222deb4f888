import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, type RefObject } from 'react';
import { notify } from '@/components';
import { includesRow, type GridHandle } from '@/components/grid';
import type { SheetRow } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { refreshTags } from './data';
import { rangesOf, withMark, type MarkStep } from './marks';
import type { Sheet } from './useSheet';

export interface Marking {
  /** What a person does at once is taken back at once. */
  mark(steps: readonly MarkStep[]): Promise<boolean>;
  comment(row: number, item: number, body: string): Promise<boolean>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** Changes rows: shown at once, sent in the order in which they were made, taken back where refused. */
export function useMarking(project: string, sheet: Sheet | null, grid: RefObject<GridHandle | null>): Marking {
  const client = useQueryClient();
  const now = useRef({ sheet });
  now.current.sheet = sheet;
  const chain = useRef<Promise<unknown>>(Promise.resolve());

  return useMemo(() => {
    // How many changes in the file each step of the person came to.
    const done: number[] = [];
    const undone: number[] = [];

    /** One after another: two keys on one row must not overtake each other. */
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const next = chain.current.then(work);
      chain.current = next.catch(() => undefined);
      return next;
    };

    const change = async (
      edit: (row: SheetRow, index: number) => SheetRow,
      send: (on: Sheet) => Promise<number>,
    ): Promise<boolean> => {
      const on = now.current.sheet;
      if (!on) return false;
      const takeBack = on.source.change(edit);
      grid.current?.refresh();
      try {
        const steps = await inTurn(() => send(on));
        if (steps > 0) {
          done.push(steps);
          undone.length = 0;
        }
        return true;
      } catch (thrown) {
        takeBack();
        notify({ kind: 'error', text: t('errors.notSaved', { reason: AssayError.from(thrown).message }) });
        return false;
      } finally {
        on.source.settle();
        grid.current?.refresh();
        void refreshTags(client, project);
      }
    };

    const step = async (which: 'sheet_undo' | 'sheet_redo'): Promise<void> => {
      const [from, to] = which === 'sheet_undo' ? [done, undone] : [undone, done];
      const steps = from.pop() ?? 1;
      let summary: string | null = null;
      let made = 0;
      try {
        await inTurn(async () => {
          for (; made < steps; made += 1) {
            const answer = await call(which, null);
            if (answer.summary === null) break;
            summary = answer.summary;
          }
        });
        const words = which === 'sheet_undo' ? 'errors.undone' : 'errors.redone';
        if (summary === null) notify({ kind: 'info', text: t(which === 'sheet_undo' ? 'errors.nothingToUndo' : 'errors.nothingToRedo') });
        else if (made > 1) notify({ kind: 'ok', text: t(`${words}Several`, { n: made, what: summary }) });
        else notify({ kind: 'ok', text: t(words, { what: summary }) });
      } catch (thrown) {
        notify({ kind: 'error', text: AssayError.from(thrown).message });
      } finally {
        if (made > 0) to.push(made);
        grid.current?.refresh();
        void refreshTags(client, project);
      }
    };

    const mark: Marking['mark'] = (steps) =>
      change(
        (row, index) => steps.reduce((after, step) => (includesRow(step.spans, index) ? withMark(after, step.tag.id, step.mark) : after), row),
        async ({ view, revision }) => {
          for (const { spans, tag, mark: to } of steps) {
            await call('mark_rows', { view, revision, ranges: rangesOf(spans), tag: tag.id, mark: to });
          }
          return steps.length;
        },
      );

    return {
      mark,
      comment: (row, item, body) =>
        change(
          (before, index) => (index === row ? { ...before, comment: body } : before),
          async () => {
            await call('comment_set', { item, body });
            return 1;
          },
        ),
      undo: () => step('sheet_undo'),
      redo: () => step('sheet_redo'),
    };
  }, [client, grid, project]);
}
