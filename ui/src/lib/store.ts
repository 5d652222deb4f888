import { useSyncExternalStore } from 'react';

/** A value outside React that components can watch. */
export interface Store<T> {
  get(): T;
  set(next: T | ((now: T) => T)): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      const after = typeof next === 'function' ? (next as (now: T) => T)(value) : next;
      if (Object.is(after, value)) return;
      value = after;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** A store that survives a restart. What cannot be read counts as never set. */
export function createStoredStore<T>(
  key: string,
  initial: T,
  read: (raw: unknown) => T | undefined,
): Store<T> {
  const store = createStore(load(key, initial, read));
  store.subscribe(() => {
    try {
      localStorage.setItem(key, JSON.stringify(store.get()));
    } catch {
      // A full or absent storage costs the memory of a preference, nothing else.
    }
  });
  return store;
}

function load<T>(key: string, initial: T, read: (raw: unknown) => T | undefined): T {
  try {
    const raw = localStorage.getItem(key);
    return raw === null ? initial : (read(JSON.parse(raw)) ?? initial);
  } catch {
    return initial;
  }
}
