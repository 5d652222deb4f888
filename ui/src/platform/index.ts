/** The one door to the program around the page; nothing else imports `@tauri-apps/*`. */
import type { Commands } from '@/generated/commands';
import { AssayError } from './errors';
import { currentPerson } from './person';
import { tauri } from './tauri';
import type { Closing, FileHandle, OpenKind, Stop, Transport } from './transport';

export { AssayError } from './errors';
export { currentPerson, setCurrentPerson, useCurrentPerson } from './person';
export type { FileHandle, OpenKind, Stop, Transport } from './transport';
export { finished } from './finished';
export { useJob, type JobHandle } from './useJob';

const transport: Transport = tauri;

const watchers = new Set<(error: AssayError) => void>();

/** Told of every command that fails, beside whoever called it. */
export function onFailed(listener: (error: AssayError) => void): Stop {
  watchers.add(listener);
  return () => void watchers.delete(listener);
}

/** Runs one command of the command table for the current person, or for who was it a moment ago. */
export async function call<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
  person: string | null = currentPerson(),
): Promise<Commands[K]['response']> {
  try {
    return (await transport.call(command, request, person)) as Commands[K]['response'];
  } catch (thrown) {
    const error = AssayError.from(thrown);
    for (const listener of watchers) listener(error);
    throw error;
  }
}

async function asAssayError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw AssayError.from(thrown);
  }
}

/** The first file chosen, or nothing where the dialog was dismissed. */
export async function pickOpen(kind: Exclude<OpenKind, 'images'>): Promise<FileHandle | null> {
  return (await asAssayError(transport.pickOpen(kind)))[0] ?? null;
}

export const pickImages = (): Promise<FileHandle[]> => asAssayError(transport.pickOpen('images'));

export const pickSave = (suggestedName: string): Promise<FileHandle | null> =>
  asAssayError(transport.pickSave(suggestedName));

export const openedFiles = (): Promise<FileHandle[]> => asAssayError(transport.openedFiles());

export const onFilesDropped = (listener: (files: FileHandle[]) => void): Stop =>
  transport.onFilesDropped(listener);

export const onWindowClosing = (closing: Closing): Stop => transport.onWindowClosing(closing);

/** Where an <img> finds the media with this content id. */
export const mediaUrl = (id: string): string => transport.mediaUrl(id);

export const setZoom = (factor: number): Promise<void> => asAssayError(transport.setZoom(factor));

export const setTitle = (title: string): Promise<void> => asAssayError(transport.setTitle(title));
