import type { FileHandle } from '@/generated/commands';

export type { FileHandle };

export type OpenKind = 'project' | 'table' | 'images' | 'folder' | 'text' | 'any';

export type Stop = () => void;

export interface Closing {
  /** Whether the person has to be asked; the window then waits for the answer. */
  asks: () => boolean;
  mayClose: () => Promise<boolean>;
  /** The last thing: the window closes when it has settled, or after 1.5 seconds. */
  close: () => Promise<void>;
}

/** What the interface needs of the program around it. */
export interface Transport {
  call(command: string, request: unknown, person: string | null): Promise<unknown>;
  /** An empty list means that the dialog was dismissed. */
  pickOpen(kind: OpenKind): Promise<FileHandle[]>;
  pickSave(suggestedName: string): Promise<FileHandle | null>;
  /** Files the program was started with; given out once. */
  openedFiles(): Promise<FileHandle[]>;
  onFilesDropped(listener: (files: FileHandle[]) => void): Stop;
  /** What is done before the window closes. */
  onWindowClosing(closing: Closing): Stop;
  mediaUrl(id: string): string;
  setZoom(factor: number): Promise<void>;
  setTitle(title: string): Promise<void>;
}
