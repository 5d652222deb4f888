import { describe, expect, it } from 'vitest';
import type { Question } from '@/generated/commands';
import { foreseen } from './foreseen';

const question = { classes: [{ key: 'pos', name: 'Positive' }, { key: 'neg', name: 'Negative' }] } as unknown as Question;

describe('what the first rows foretell', () => {
  it('is nothing where they are sound, by key or name in any case', () => {
    const rows = { kind: 'gold', roles: ['key', 'label', 'explanation'], columns: [['a', 'b'], ['pos', ' negative '], [null, '']] } as const;
    expect(foreseen(rows, question).flat().every((each) => each === null)).toBe(true);
  });

  it('is a missing or repeated key and a label that is no class', () => {
    const rows = { kind: 'gold', roles: ['key', 'label'], columns: [['a', ' ', 'a'], ['pos', 'meh', null]] } as const;
    expect(foreseen(rows, question)).toEqual([
      [null, 'keyMissing', 'keyRepeated'],
      [null, 'labelUnknown', 'labelMissing'],
    ]);
  });

  it('lets judgments repeat an item and leave a label out', () => {
    const rows = { kind: 'judgments', roles: ['key', 'label'], columns: [['a', 'a'], ['pos', null]] } as const;
    expect(foreseen(rows, question).flat()).toEqual([null, null, null, null]);
  });
});
