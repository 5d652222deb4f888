import { createStore } from '@/lib/store';

/** Whose history is shown over the screen. */
export const shownItem = createStore<{ item: number; key: string } | null>(null);
export const shownPerson = createStore<{ uid: string; name: string } | null>(null);

export const showItemHistory = (item: number, key: string): void => shownItem.set({ item, key });
export const showPersonHistory = (uid: string, name: string): void => shownPerson.set({ uid, name });
