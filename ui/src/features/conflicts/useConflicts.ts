import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { notify } from '@/components';
import type { Cause, Class, ConflictList } from '@/generated/commands';
import { preloadItem, touchProject } from '@/features/item';
import { AssayError, call } from '@/platform';

/** More are never looked at in one sitting; the list is asked for again as it empties. */
export const MOST = 2000;

export interface Draft {
  cause: Cause | null;
  rationale: string;
}

const EMPTY: Draft = { cause: null, rationale: '' };

/** What happened last, for the line above the buttons. */
export type Said = { kind: 'decided'; key: string; label: string } | { kind: 'undone'; key: string } | { kind: 'nothing' };
const KEPT = ['conflicts', 'item'] as const;

const listQuery = (decided: boolean) => ({
  queryKey: ['conflicts', decided] as const,
  queryFn: () => call('conflict_list', { decided, limit: MOST }),
});
export const itemQuery = (item: number) => ({
  queryKey: ['item', item] as const,
  queryFn: () => call('item_get', { item }),
});

/** The lead's queue: what is in view, and decisions one after another. */
export function useConflicts(decided: boolean, first: number | null) {
  const client = useQueryClient();
  const list = useQuery(listQuery(decided));
  const rows = list.data?.conflicts ?? [];
  const [chosen, setChosen] = useState<number | null>(first);
  const found = rows.findIndex(({ item }) => item === chosen);
  const at = found < 0 ? 0 : found;
  // An item that was asked for by another screen is shown though it is in neither list.
  const shown = found < 0 && chosen !== null && chosen === first ? chosen : (rows[at]?.item ?? null);
  const item = useQuery({ ...itemQuery(shown ?? 0), enabled: shown !== null });
  const [saving, setSaving] = useState<number | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  // What was typed about an item stays its own while others are looked at, and comes back with an undo.
  const [drafts, setDrafts] = useState<ReadonlyMap<number, Draft>>(new Map());
  const decidedWith = useRef(new Map<number, { key: string; words: Draft }>());

  const decision = item.data?.decision;
  const written: Draft = decision ? { cause: decision.cause, rationale: decision.rationale } : EMPTY;
  const draft = (shown !== null && drafts.get(shown)) || written;
  const keep = (target: number, words: Draft | null) =>
    setDrafts((now) => {
      const after = new Map(now);
      if (words) after.set(target, words);
      else after.delete(target);
      return after;
    });
  const setDraft = (edit: (now: Draft) => Draft) => shown !== null && keep(shown, edit(draft));

  const next = rows[at + 1]?.item ?? null;
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
    setSaid({ kind: 'decided', key, label: by.name });
    if (decided) {
      await Promise.all([client.invalidateQueries({ queryKey: ['item', target] }), client.invalidateQueries({ queryKey: ['conflicts', true] })]);
    } else {
      const after = rows[at + 1]?.item ?? rows[at - 1]?.item ?? null;
      client.setQueryData<ConflictList>(['conflicts', false], (now) => now && without(now, target));
      setChosen(after);
      void client.invalidateQueries({ queryKey: ['item', target], refetchType: 'none' });
      void client.invalidateQueries({ queryKey: ['conflicts', true] });
      if (rows.length === 1) void client.invalidateQueries({ queryKey: ['conflicts', false] });
    }
    keep(target, null);
    touchProject(client, KEPT);
    return !decided;
  };

  const undo = async (): Promise<number | null> => {
    try {
      const { item: back } = await call('adjudicate_undo', null);
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
      await Promise.all(KEPT.map((key) => client.invalidateQueries({ queryKey: [key] })));
      touchProject(client, KEPT);
      setChosen(back);
      return back;
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
      return null;
    }
  };

  const move = (by: number) => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (to) setChosen(to.item);
  };
  return { list, said, rows, at: found < 0 && shown !== rows[at]?.item ? -1 : at, shown, item, draft, setDraft, saving, decide, undo, move, choose: setChosen };
}

function without(now: ConflictList, item: number): ConflictList {
  const conflicts = now.conflicts.filter((each) => each.item !== item);
  const gone = now.conflicts.length - conflicts.length;
  return { open: now.open - gone, decided: now.decided + gone, conflicts };
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
