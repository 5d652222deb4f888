import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { notify, withdraw } from '@/components';
import { useOpenProject } from '@/app/project';
import { NEWEST_STEP, refreshTags, useRun, useRuns } from '@/features/errors/data';
import { setLook, viewOpen } from '@/features/errors/state';
import { tagColumn, tagIs } from '@/features/errors/filters';
import type { Mark, Tag } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';

const FRESH = { staleTime: 0 } as const;

// Below `tags`, so that whatever changes tags or marks asks for these again too.
export const useTagCounts = (project: string, run: number) =>
  useQuery({ queryKey: ['errors', project, 'tags', 'counts', run], queryFn: () => call('tag_counts', { run }), ...FRESH });

export const useDraws = (project: string, run: number) =>
  useQuery({ queryKey: ['errors', project, 'tags', 'draws', run], queryFn: () => call('draw_list', { run }), ...FRESH });

export const useRetags = (project: string) =>
  useQuery({ queryKey: ['errors', project, 'tags', 'retags'], queryFn: () => call('retag_list', null), ...FRESH });

export const useParts = (project: string, run: number) =>
  useQuery({ queryKey: ['errors', project, 'tags', 'parts', run], queryFn: () => call('parts_get', { run }), ...FRESH });

/** Opens the sheet on what a filter finds. */
export function openSheet(project: string, filter: string): void {
  setLook(project, { filter });
  viewOpen.set('sheet');
}

/** The rows that a tag has; of a rule tag what its rule finds, and the rest. */
export function rowsOf(tag: Tag, mark: Mark): string {
  if (tag.rule === null) return tagIs(tag.name, mark);
  return mark === 'yes' ? tag.rule : `not (${tag.rule})`;
}

/** Rows that were looked at for another tag or drawn, but not for this one. */
export function lateFilter(tag: Tag, tags: readonly Tag[]): string {
  const others = tags.filter((each) => each.id !== tag.id && each.rule === null);
  const looked = ['drawn = yes', ...others.map(({ name }) => `${tagColumn(name)} != unseen`)];
  return `${tagIs(tag.name, 'unseen')} and (${looked.join(' or ')})`;
}

/** Says that something was done, with a way back while it is the newest step. */
export function tellDone(client: QueryClient, project: string, text: string): void {
  void refreshTags(client, project);
  notify({ kind: 'ok', topic: NEWEST_STEP, text, onUndo: () => void takeBack(client, project) });
}

export async function takeBack(client: QueryClient, project: string, which: 'sheet_undo' | 'sheet_redo' = 'sheet_undo'): Promise<void> {
  withdraw(NEWEST_STEP);
  try {
    const { summary } = await call(which, null);
    const nothing = which === 'sheet_undo' ? 'errors.nothingToUndo' : 'errors.nothingToRedo';
    const done = which === 'sheet_undo' ? 'errors.undone' : 'errors.redone';
    notify({ kind: summary === null ? 'info' : 'ok', topic: 'undo', text: summary === null ? t(nothing) : t(done, { what: summary }) });
  } catch (thrown) {
    notify({ kind: 'error', text: AssayError.from(thrown).message });
  } finally {
    void refreshTags(client, project);
  }
}

/** Counts that a person opened an item, where the items are divided. */
export function useCountOpened(project: string, item: number | null): void {
  const { read_only: readOnly } = useOpenProject();
  const run = useRun(project, useRuns(project).data ?? []);
  const divided = useQuery({
    queryKey: ['errors', project, 'tags', 'parts', run?.id],
    queryFn: () => call('parts_get', { run: run?.id ?? 0 }),
    enabled: run !== undefined,
  }).data?.division;
  const client = useQueryClient();
  const counted = Boolean(divided) && !readOnly;
  useEffect(() => {
    if (!counted || item === null) return;
    // A row that is only passed by is not opened.
    const later = setTimeout(() => {
      call('part_opened', { item })
        .then(() => client.invalidateQueries({ queryKey: ['errors', project, 'tags', 'parts'] }))
        .catch((thrown: unknown) => notify({ kind: 'warn', text: AssayError.from(thrown).message }));
    }, 700);
    return () => clearTimeout(later);
  }, [client, project, item, counted]);
}
