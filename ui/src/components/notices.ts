import { createStore } from '@/lib/store';

export interface Notice {
  id: number;
  kind: 'info' | 'ok' | 'warn' | 'error';
  text: string;
  /** Takes back what the notice tells of. */
  onUndo?: () => void;
  action?: { label: string; run: () => void };
  /** Takes the place of an earlier notice on the same thing, such as one step of many that are undone. */
  topic?: string;
}

/** An undo stays long enough to be read and reached; an error stays until dismissed. */
const SHOWN_FOR = 8000;
const MOST = 3;

export const notices = createStore<readonly Notice[]>([]);
let last = 0;

/** Whether a notice gives way to the next: it tells that something went well, and offers nothing. */
const isPassing = ({ kind, onUndo, action }: Notice) =>
  (kind === 'ok' || kind === 'info') && onUndo === undefined && action === undefined;

export function notify(notice: Omit<Notice, 'id'>): number {
  last += 1;
  const id = last;
  const stays = (earlier: Notice) =>
    !isPassing(earlier) && (earlier.topic === undefined || earlier.topic !== notice.topic);
  notices.set((now) => [...now.filter(stays), { ...notice, id }].slice(-MOST));
  if (notice.kind !== 'error') setTimeout(() => dismiss(id), SHOWN_FOR);
  return id;
}

/** Takes away what was said of a topic: what it offers is no longer what it says. */
export const withdraw = (topic: string): void => notices.set((now) => now.filter((notice) => notice.topic !== topic));

export const dismiss = (id: number): void =>
  notices.set((now) => now.filter((notice) => notice.id !== id));
