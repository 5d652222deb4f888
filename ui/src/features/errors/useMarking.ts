import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, type RefObject } from 'react';
import { notify, withdraw } from '@/components';
import type { GridHandle, RowSpans } from '@/components/grid';
import { includesRow } from '@/components/grid';
import type { SheetRow, Tag } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import type { Block } from './clipboard';
import { NEWEST_STEP, refreshTags } from './data';
import { markOf, placeIn, rangesOf, withMark, type MarkStep } from './marks';
import type { Sheet } from './useSheet';

/** Each of these is one change in the file, and so one step to take back; also after a restart. */
export interface Marking {
  mark(step: MarkStep): Promise<boolean>;
  /** What is unseen on these rows becomes no. */
  rest(spans: RowSpans, tags: readonly Tag[]): Promise<boolean>;
  paste(spans: RowSpans, block: Block): Promise<boolean>;
  comment(item: number, body: string): Promise<boolean>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** The request of a pasted block. */
export const pasteOf = ({ view, revision }: Sheet, spans: RowSpans, { tags, rows }: Block) => ({
  view,
  revision,
  ranges: rangesOf(spans),
  tags: tags.map(({ id }) => id),
  rows: rows.map((row) => [...row]),
});

/** Changes rows: shown at once, sent in the order in which they were made, taken back where refused. */
export function useMarking(project: string, sheet: Sheet | null, grid: RefObject<GridHandle | null>): Marking {
  const client = useQueryClient();
  const now = useRef({ sheet });
  now.current.sheet = sheet;
  const chain = useRef<Promise<unknown>>(Promise.resolve());

  return useMemo(() => {
    /** One after another: two keys on one row must not overtake each other. */
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const next = chain.current.then(work);
      chain.current = next.catch(() => undefined);
      return next;
    };

    const change = async (
      edit: (row: SheetRow, index: number) => SheetRow,
      send: (on: Sheet) => Promise<unknown>,
    ): Promise<boolean> => {
      const on = now.current.sheet;
      if (!on) return false;
      withdraw(NEWEST_STEP);
      const takeBack = on.source.change(edit);
      grid.current?.refresh();
      try {
        await inTurn(() => send(on));
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
      const back = which === 'sheet_undo';
      withdraw(NEWEST_STEP);
      try {
        const { summary } = await inTurn(() => call(which, null));
        if (summary === null) notify({ kind: 'info', topic: 'undo', text: t(back ? 'errors.nothingToUndo' : 'errors.nothingToRedo') });
        else notify({ kind: 'ok', topic: 'undo', text: t(back ? 'errors.undone' : 'errors.redone', { what: summary }) });
      } catch (thrown) {
        notify({ kind: 'error', text: AssayError.from(thrown).message });
      } finally {
        grid.current?.refresh();
        void refreshTags(client, project);
      }
    };

    return {
      mark: ({ spans, tag, mark }) =>
        change(
          (row, index) => (includesRow(spans, index) ? withMark(row, tag.id, mark) : row),
          ({ view, revision }) => call('mark_rows', { view, revision, ranges: rangesOf(spans), tag: tag.id, mark }),
        ),
      rest: (spans, tags) =>
        change(
          (row, index) =>
            includesRow(spans, index)
              ? tags.reduce((after, { id, rule }) => (rule === null && markOf(after, id) === 'unseen' ? withMark(after, id, 'no') : after), row)
              : row,
          ({ view, revision }) => call('marks_rest', { view, revision, ranges: rangesOf(spans) }),
        ),
      paste: (spans, block) =>
        change(
          (row, index) => {
            const at = placeIn(spans, index);
            const line = at === null ? undefined : block.rows[block.rows.length === 1 ? 0 : at];
            return line ? block.tags.reduce((after, { id }, column) => withMark(after, id, line[column] ?? 'unseen'), row) : row;
          },
          (on) => call('marks_paste', pasteOf(on, spans, block)),
        ),
      comment: (item, body) =>
        change(
          (row) => (row.item === item ? { ...row, comment: body } : row),
          () => call('comment_set', { item, body }),
        ),
      undo: () => step('sheet_undo'),
      redo: () => step('sheet_redo'),
    };
  }, [client, grid, project]);
}
