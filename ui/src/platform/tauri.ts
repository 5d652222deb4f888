import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen, type UnlistenFn } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { getCurrentWindow } from '@tauri-apps/api/window';
import type { FileHandle, Stop, Transport } from './transport';

/** The shell closes the window itself after 2.5 s, should this page hang. */
const CLOSING_TIME = 1500;

/** Listening starts asynchronously; stopping may be asked for before it has. */
function stopper(started: Promise<UnlistenFn>): Stop {
  return () => {
    started.then(
      (stop) => stop(),
      () => undefined,
    );
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export const tauri: Transport = {
  call: (command, request, person) => invoke('rpc', { command, request: request ?? null, person }),
  pickOpen: (kind) => invoke<FileHandle[]>('pick_open', { kind }),
  pickSave: (suggestedName) => invoke<FileHandle | null>('pick_save', { suggestedName }),
  openedFiles: () => invoke<FileHandle[]>('opened_files'),
  onFilesDropped: (listener) =>
    stopper(listen<FileHandle[]>('files-dropped', (event) => listener(event.payload))),
  onWindowClosing: (hook) =>
    stopper(
      getCurrentWindow().onCloseRequested(async () => {
        const closing = hook().catch(() => undefined);
        await Promise.race([closing, after(CLOSING_TIME)]);
      }),
    ),
  mediaUrl: (id) => convertFileSrc(id, 'media'),
  setZoom: (factor) => getCurrentWebview().setZoom(factor),
  setTitle: (title) => getCurrentWindow().setTitle(title),
};
