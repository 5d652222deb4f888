/** The import at hand. It outlives a look at another screen; a new file replaces it. */
import { waitingFiles } from '@/app/files';
import { currentOpening } from '@/app/project';
import type { FileHandle, ImportKind } from '@/generated/commands';
import { createStore } from '@/lib/store';
import type { ColumnRole } from './mapping';

export interface ImportOptions {
  update: boolean;
  strict: boolean;
  createItems: boolean;
  /** None: the name that the workbench proposes. */
  run: string | null;
}

export interface ImportSession {
  /** The opening of a project that it belongs to. */
  opening: number;
  file: FileHandle;
  /** None where the workbench should guess. */
  kind?: ImportKind;
  encoding?: string;
  delimiter?: string;
  /** Whose predictions, of several models in the file. */
  model?: string;
  /** What the person made of the columns; none where the guess stands. */
  roles?: readonly ColumnRole[];
  options: ImportOptions;
  /** Set once it has been started, with what was started. */
  job?: string;
  started?: ImportKind;
  /** Its report was seen: who comes to import again means another file. */
  told?: boolean;
}

export const importSession = createStore<ImportSession | null>(null);

const USUAL: ImportOptions = { update: false, strict: false, createItems: false, run: null };

export const beginImport = (file: FileHandle): void =>
  importSession.set({ opening: currentOpening(), file, options: USUAL });

export const endImport = (): void => importSession.set(null);

export const change = (part: Partial<ImportSession>): void =>
  importSession.set((now) => now && { ...now, ...part });

/** Other columns are seen, so what was said about the old ones no longer holds. */
export const lookAgain = (part: Pick<ImportSession, 'kind' | 'encoding' | 'delimiter' | 'model'>): void =>
  change({ ...part, roles: undefined });

/** Takes the next file of those that were dropped, where nothing is at hand. */
export function takeNext(): void {
  if (importSession.get()?.opening === currentOpening()) return;
  const [next, ...rest] = waitingFiles.get();
  if (!next) return;
  waitingFiles.set(rest);
  beginImport(next);
}
