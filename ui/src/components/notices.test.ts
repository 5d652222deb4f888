import { beforeEach, describe, expect, it } from 'vitest';
import { notices, notify } from './notices';

beforeEach(() => notices.set([]));

describe('notices', () => {
  it('of one topic take the place of each other, others stay', () => {
    notify({ kind: 'ok', text: 'saved' });
    notify({ kind: 'ok', text: 'undone: a', topic: 'undo' });
    notify({ kind: 'ok', text: 'undone: b', topic: 'undo' });
    notify({ kind: 'ok', text: 'saved again' });
    expect(notices.get().map(({ text }) => text)).toEqual(['saved', 'undone: b', 'saved again']);
  });
});
