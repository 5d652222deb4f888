import type { FileHandle } from '@/generated/commands';

export type { FileHandle };

export type OpenKind = 'project' | 'table' | 'images' | 'folder' | 'text' | 'any';

export type Stop = () => void;

/** What the interface needs of the program around it. */
export interface Transport {
  call(command: string, request: unknown, person: string | null): Promise<unknown>;
  /** An empty list means that the dialog was dismissed. */
  pickOpen(kind: OpenKind): Promise<FileHandle[]>;
  pickSave(suggestedName: string): Promise<FileHandle | null>;
  /** Files the program was started with; given out once. */
  openedFiles(): Promise<FileHandle[]>;
  onFilesDropped(listener: (files: FileHandle[]) => void): Stop;
  /** The window closes when `hook` has settled, or after 1.5 seconds. */
  onWindowClosing(hook: () => Promise<void>): Stop;
  mediaUrl(id: string): string;
  setZoom(factor: number): Promise<void>;
  setTitle(title: string): Promise<void>;
}
