import { createStore, type Store } from '@/lib/store';

/** A comment as it is being written. */
export interface Writing {
  readonly kind: 'comment';
  readonly item: number;
  readonly key: string;
  /** As it stands in the project. */
  readonly saved: string;
  /** As it is shown when it opens. */
  readonly body: string;
}

/** What the person is about to do to the rows. */
export type Pending =
  | { kind: 'counting' }
  | { kind: 'newTag'; rows: number }
  | Writing
  | { kind: 'confirm'; title: string; text: string; confirm: string; run: () => void };

/** Nothing while none of it is going on; each opening has its own number, so that nothing typed passes to the next. */
export interface Opening {
  readonly pending: Pending | null;
  readonly nth: number;
}

export interface Openings {
  readonly now: Store<Opening>;
  show(pending: Pending): void;
  close(): void;
  /** False where this one is closed already. */
  end(pending: Pending): boolean;
  /** Saves what was changed; what cannot be saved is opened again as it was typed. */
  save(writing: Writing, typed: string, send: (item: number, body: string) => Promise<boolean>): Promise<void>;
}

export function createOpenings(): Openings {
  const now = createStore<Opening>({ pending: null, nth: 0 });
  // What could not be saved while something else was pending.
  const unsaved: Writing[] = [];
  const show = (pending: Pending | null) => now.set(({ nth }) => ({ pending, nth: nth + 1 }));
  const close = () => show(unsaved.shift() ?? null);
  return {
    now,
    show,
    close,
    end(pending) {
      if (now.get().pending !== pending) return false;
      close();
      return true;
    },
    async save(writing, typed, send) {
      const body = typed.trim();
      if (body === writing.saved.trim() || (await send(writing.item, body))) return;
      const again = { ...writing, body: typed };
      if (now.get().pending === null) show(again);
      else unsaved.push(again);
    },
  };
}
