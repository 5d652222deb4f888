import { createStoredStore, useStore } from '@/lib/store';

/** The uid of the person at the keyboard; every command is run for them. */
const person = createStoredStore<string | null>('assay.person', null, (raw) =>
  typeof raw === 'string' ? raw : undefined,
);

export const currentPerson = (): string | null => person.get();
export const setCurrentPerson = (uid: string | null): void => person.set(uid);
export const useCurrentPerson = (): string | null => useStore(person);
