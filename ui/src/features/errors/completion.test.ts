import { describe, expect, it } from 'vitest';
import { accept, pointsBefore } from './useCompletion';

const offer = (line: string, from: number, to: number) => ({ line, answer: { from, to, proposals: [] } });

describe('what is completed', () => {
  it('takes the place of the word that was begun, and a space follows once', () => {
    expect(accept(offer('pr', 0, 2), 'pred')).toEqual({ line: 'pred ', cursor: 5 });
    expect(accept(offer('pr != label', 0, 2), 'pred')).toEqual({ line: 'pred != label', cursor: 5 });
    expect(accept(offer('a = 1 and ', 10, 10), 'tag:"low light"')).toEqual({ line: 'a = 1 and tag:"low light" ', cursor: 26 });
  });

  it('counts code points, as the workbench does', () => {
    expect(pointsBefore('text ~ "🙂🙂', 12)).toBe(10);
    expect(accept(offer('text ~ 🙂 and pr', 13, 15), 'pred').line).toBe('text ~ 🙂 and pred ');
  });
});
