import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { notify } from '@/components';
import type { Class, ConflictFilter, ConflictQueue } from '@/generated/commands';
import { preloadItem, touchProject } from '@/features/item';
import { useStore } from '@/lib/store';
import { AssayError, call } from '@/platform';
import { decisionDrafts, type Draft } from './drafts';
import { useInView } from './inView';

export type { Draft } from './drafts';

/** More are never looked at in one sitting; the list is asked for again as it empties. */
export const MOST = 2000;

const EMPTY: Draft = { cause: null, rationale: '' };

/** What happened last, for the line above the buttons. */
export type Said =
  | { kind: 'decided'; item: number; key: string; label: string; split: readonly (readonly [number, number])[] }
  | { kind: 'undone'; key: string }
  | { kind: 'many'; n: number }
  | { kind: 'manyUndone'; n: number }
  | { kind: 'nothing' };
const KEPT = ['conflicts', 'item'] as const;

const listQuery = (filter: ConflictFilter) => ({
  queryKey: ['conflicts', filter] as const,
  queryFn: () => call('conflict_list', { filter, limit: MOST }),
});
export const itemQuery = (item: number) => ({
  queryKey: ['item', item] as const,
  queryFn: () => call('item_get', { item }),
});

/** The lead's queue: what is in view, and decisions one after another. `scope` names whose drafts are kept. */
export function useConflicts(filter: ConflictFilter, first: number | null, scope: string) {
  const client = useQueryClient();
  const decided = filter.list === 'decided';
  const list = useQuery({ ...listQuery(filter), placeholderData: (before, query) => (query?.queryKey[1].list === filter.list ? before : undefined) });
  const { rows, shown, at, left, next, previous, choose, show, goOn, move } = useInView(list, filter, first);
  const item = useQuery({ ...itemQuery(shown ?? 0), enabled: shown !== null });
  const [saving, setSaving] = useState<number | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  // What was typed about an item stays its own while others are looked at or the screen is left, and comes back with
  // an undo.
  useStore(decisionDrafts.store);
  const decidedWith = useRef(new Map<number, { key: string; words: Draft }>());

  const decision = item.data?.decision;
  const written: Draft = decision ? { cause: decision.cause, rationale: decision.rationale } : EMPTY;
  const draft = (shown !== null && decisionDrafts.of(scope, shown)) || written;
  const keep = (target: number, words: Draft | null) => decisionDrafts.keep(scope, target, words);
  // What stands there already is known once the item has come.
  const setDraft = (edit: (now: Draft) => Draft) => item.data && shown !== null && keep(shown, edit(draft));

  useEffect(() => {
    if (next !== null) void client.fetchQuery(itemQuery(next)).then((view) => preloadItem(view.item), () => undefined);
  }, [client, next]);

  /** Decides; returns once it is in the file, with whether another item comes into view. */
  const decide = async (target: number, key: string, by: Class, words: Draft): Promise<boolean> => {
    setSaving(by.id);
    try {
      await call('adjudicate', {
        item: target,
        class: by.id,
        cause: words.cause ?? undefined,
        rationale: words.rationale.trim() || undefined,
      });
    } catch (thrown) {
      notify({ kind: 'error', text: `${key}: ${AssayError.from(thrown).message}` });
      return false;
    } finally {
      setSaving(null);
    }
    decidedWith.current.set(target, { key, words });
    const split = rows.find((row) => row.item === target)?.split ?? [];
    setSaid({ kind: 'decided', item: target, key, label: by.name, split });
    void client.invalidateQueries({ queryKey: ['conflicts'], predicate: ({ queryKey }) => queryKey[1] !== filter, refetchType: 'none' });
    if (filter.list !== 'open') {
      await Promise.all([client.invalidateQueries({ queryKey: ['item', target] }), client.invalidateQueries({ queryKey: ['conflicts', filter] })]);
      if (!decided && next !== null) goOn(target, next);
    } else {
      const after = next ?? previous;
      client.setQueryData<ConflictQueue>(['conflicts', filter], (now) => now && without(now, target));
      goOn(target, after);
      void client.invalidateQueries({ queryKey: ['item', target], refetchType: 'none' });
      if (after === null) void client.invalidateQueries({ queryKey: ['conflicts', filter] });
    }
    keep(target, null);
    touchProject(client, KEPT);
    return filter.list === 'open' || (!decided && next !== null);
  };

  const refreshed = async () => {
    await Promise.all(KEPT.map((key) => client.invalidateQueries({ queryKey: [key] })));
    touchProject(client, KEPT);
  };
  /** Many were decided at once. */
  const accepted = async (n: number) => {
    setSaid({ kind: 'many', n });
    choose(null);
    await refreshed();
  };

  /** Takes the last decision back; returns its item, which is for the screen to show. */
  const undo = async (): Promise<number | 'many' | null> => {
    try {
      const { item: back, items } = await call('adjudicate_undo', null);
      if (back === null && items > 0) {
        setSaid({ kind: 'manyUndone', n: items });
        await refreshed();
        return 'many';
      }
      if (back === null) {
        setSaid({ kind: 'nothing' });
        return null;
      }
      const before = decidedWith.current.get(back);
      decidedWith.current.delete(back);
      // A decision that stood before it keeps its own words.
      const view = await client.fetchQuery({ ...itemQuery(back), staleTime: 0 });
      if (before && !view.decision) keep(back, before.words);
      setSaid({ kind: 'undone', key: view.item.key });
      await refreshed();
      return back;
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
      return null;
    }
  };

  return { list, said, rows, at, left, shown, item, draft, setDraft, saving, decide, undo, accepted, move, choose, show };
}

function without(now: ConflictQueue, item: number): ConflictQueue {
  const conflicts = now.conflicts.filter((each) => each.item !== item);
  const gone = now.conflicts.length - conflicts.length;
  return { open: now.open - gone, decided: now.decided + gone, matching: now.matching - gone, conflicts };
}

/**
 * One decision for each item seen: a key that comes before the next item is in view is not
 * about anything that anybody has looked at, so it does nothing.
 */
export function useOncePerView<T>(seen: string | number | undefined, run: (given: T) => Promise<boolean>): (given: T) => void {
  const deciding = useRef(false);
  useEffect(() => {
    deciding.current = false;
  }, [seen]);
  return (given) => {
    if (deciding.current || seen === undefined) return;
    deciding.current = true;
    void run(given).then((another) => {
      // Where the same item stays in view, it can be decided again.
      if (!another) deciding.current = false;
    });
  };
}
