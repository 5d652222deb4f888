import { describe, expect, it } from 'vitest';
import type { Change, DifferenceLine } from '@/generated/commands';
import { folded } from './folding';

const lines = (signs: string): DifferenceLine[] =>
  [...signs].map((sign, at) => {
    const change: Change = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'same';
    return { change, older: at, newer: at, parts: [] };
  });

describe('folding', () => {
  it('hides long runs of unchanged lines and loses none', () => {
    const cases: [string, (number | string)[]][] = [
      ['..........+..........', [`7 hidden`, 7, `7 hidden`]],
      ['+....', [4, 1]],
      ['+......', [4, '3 hidden']],
      ['', []],
      ['+-', [2]],
    ];
    for (const [signs, expected] of cases) {
      const blocks = folded(lines(signs));
      expect(blocks.map(({ hidden, lines: { length } }) => (hidden ? `${length} hidden` : length))).toEqual(expected);
      expect(blocks.reduce((sum, block) => sum + block.lines.length, 0)).toBe(signs.length);
    }
  });
});
