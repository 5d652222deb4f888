/**
 * A project file that failed: nothing more is saved until it was opened and checked again. What a screen keeps for that
 * time it sends when `onReopened` says so.
 */
import { useQuery } from '@tanstack/react-query';
import type { FileFault } from '@/generated/commands';
import { createStore, useStore } from '@/lib/store';
import { AssayError, call, finished, onFailed } from '@/platform';
import { everythingChanged } from './project';
import { queries } from './queries';

const FAULT = ['fault'] as const;

/** A file that is taken away is missed at this distance, also when nobody presses a key. */
const LOOK_EVERY = 4000;

onFailed((error) => {
  if (error.code === 'file_failed') void queries.invalidateQueries({ queryKey: FAULT });
});

/** Why nothing is saved, null where the file is in order. */
export function useFault(): FileFault | null {
  const { data } = useQuery({
    queryKey: FAULT,
    queryFn: () => call('project_fault', null),
    refetchInterval: LOOK_EVERY,
  });
  return data ?? null;
}

const listeners = new Set<() => void>();

/** Called once the file takes changes again. */
export function onReopened(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The check that is under way, to be stopped. */
const checking = createStore<AbortController | null>(null);
const trouble = createStore<AssayError | null>(null);

export const useChecking = (): boolean => useStore(checking) !== null;
export const useReopenTrouble = (): AssayError | null => useStore(trouble);
export const stopChecking = (): void => checking.get()?.abort();

/** Opens the file again and checks it; whoever waits for that is told. */
export async function reopenProject(): Promise<void> {
  if (checking.get()) return;
  const stop = new AbortController();
  checking.set(stop);
  trouble.set(null);
  try {
    await finished(await call('project_reopen', null), stop.signal);
    await everythingChanged();
    for (const listener of listeners) listener();
  } catch (thrown) {
    const error = AssayError.from(thrown);
    if (error.code !== 'cancelled') trouble.set(error);
    await queries.invalidateQueries({ queryKey: FAULT });
  } finally {
    checking.set(null);
  }
}
