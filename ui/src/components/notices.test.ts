import { beforeEach, describe, expect, it } from 'vitest';
import { notices, notify, withdraw } from './notices';

beforeEach(() => notices.set([]));

describe('notices', () => {
  const texts = () => notices.get().map(({ text }) => text);
  const onUndo = () => undefined;

  it('of one topic take the place of each other, others stay', () => {
    notify({ kind: 'ok', text: 'marked', onUndo });
    notify({ kind: 'ok', text: 'undone: a', topic: 'undo', onUndo });
    notify({ kind: 'ok', text: 'undone: b', topic: 'undo', onUndo });
    notify({ kind: 'ok', text: 'marked again', onUndo });
    expect(texts()).toEqual(['marked', 'undone: b', 'marked again']);
  });

  it('of a topic are withdrawn once a newer step would be taken back', () => {
    notify({ kind: 'ok', text: 'merged', topic: 'step', onUndo });
    notify({ kind: 'error', text: 'not saved' });
    withdraw('step');
    expect(texts()).toEqual(['not saved']);
  });

  it('that offer nothing give way to the next, so that they do not pile up over the screen', () => {
    notify({ kind: 'error', text: 'not saved' });
    notify({ kind: 'ok', text: 'saved' });
    notify({ kind: 'ok', text: 'divided', onUndo });
    notify({ kind: 'info', text: 'taken back' });
    notify({ kind: 'ok', text: 'divided again', onUndo });
    expect(texts()).toEqual(['not saved', 'divided', 'divided again']);
  });
});
