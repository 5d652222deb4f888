import { describe, expect, it } from 'vitest';
import { isSlow } from './following';

describe('what waits until its screen is next shown', () => {
  it('is what is worked out from all rows, also where the project stands before it', () => {
    for (const key of [['agreement', 'nominal'], ['human', 'report', 1, null], ['errors', 'p', 'suspects', 1], ['errors', 'p', 'metrics', 1, ''], ['errors', 'p', 'compare', 1, 2, '', null]]) {
      expect(isSlow(key), key.join(' ')).toBe(true);
    }
  });

  it('is not what stands at hand', () => {
    for (const key of [['project'], ['backups', 'p'], ['errors', 'p', 'runs'], ['errors', 'p', 'report', 1], ['errors', 'p', 'tags'], ['item', 1], ['conflicts', {}]]) {
      expect(isSlow(key), key.join(' ')).toBe(false);
    }
  });
});
