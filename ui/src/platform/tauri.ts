import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen, type UnlistenFn } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { getCurrentWindow } from '@tauri-apps/api/window';
import type { Closing, FileHandle, Stop, Transport } from './transport';

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

/** The shell is told before anyone is asked: it waits for a person, not for a page that hangs. */
async function mayClose({ asks, mayClose: answer }: Closing): Promise<boolean> {
  if (!asks()) return true;
  await invoke('closing_is_asked');
  return answer();
}

export const tauri: Transport = {
  call: (command, request, person) => invoke('rpc', { command, request: request ?? null, person }),
  pickOpen: (kind) => invoke<FileHandle[]>('pick_open', { kind }),
  pickSave: (suggestedName) => invoke<FileHandle | null>('pick_save', { suggestedName }),
  openedFiles: () => invoke<FileHandle[]>('opened_files'),
  onFilesDropped: (listener) =>
    stopper(listen<FileHandle[]>('files-dropped', (event) => listener(event.payload))),
  onWindowClosing: (closing) =>
    stopper(
      getCurrentWindow().onCloseRequested(async (event) => {
        if (!(await mayClose(closing))) return event.preventDefault();
        await Promise.race([closing.close().catch(() => undefined), after(CLOSING_TIME)]);
      }),
    ),
  mediaUrl: (id) => convertFileSrc(id, 'media'),
  setZoom: (factor) => getCurrentWebview().setZoom(factor),
  setTitle: (title) => getCurrentWindow().setTitle(title),
};
