/** What was typed about items and not sent: it outlives the screen and the program. */
import type { Cause } from '@/generated/commands';
import { createStoredStore, type Store } from '@/lib/store';

export interface Draft {
  cause: Cause | null;
  rationale: string;
}

/** The oldest ones go where there are more. */
const MOST = 500;

type Kept<T> = Readonly<Record<string, readonly (readonly [number, T])[]>>;

const readKept = <T>(raw: unknown): Kept<T> | undefined =>
  typeof raw === 'object' && raw !== null && Object.values(raw).every(Array.isArray) ? (raw as Kept<T>) : undefined;

/** Drafts by project and person, and there by row id, oldest first. */
export class Drafts<T> {
  readonly store: Store<Kept<T>>;

  constructor(name: string) {
    this.store = createStoredStore<Kept<T>>(name, {}, (raw) => readKept<T>(raw));
  }

  of(scope: string, id: number): T | undefined {
    return this.store.get()[scope]?.find(([each]) => each === id)?.[1];
  }

  keep(scope: string, id: number, draft: T | null): void {
    this.store.set((now) => {
      const others = (now[scope] ?? []).filter(([each]) => each !== id);
      const after = draft === null ? others : [...others, [id, draft] as const];
      return { ...now, [scope]: after.slice(-MOST) };
    });
  }
}

export const decisionDrafts = new Drafts<Draft>('assay.drafts.decisions');
export const answerDrafts = new Drafts<string>('assay.drafts.answers');

/** Whose drafts: of one person in one project. */
export const scopeOf = (project: { uid: string }, person: { uid: string } | null): string => `${project.uid} ${person?.uid ?? ''}`;
