import { expect, it } from 'vitest';
import { line } from './AgreementChart';
import { axisOf } from './ProgressChart';
import { nameWidth, short } from './RowButton';

it('leaves a gap in a line where a value is undefined', () => {
  const y = (value: number) => 100 - value * 100;
  expect(line([[0, 0.5], [10, 1], [20, null], [30, 0.2]], y)).toBe('M0 50L10 0M30 80');
  expect(line([[0, null]], y)).toBe('');
});

it('gives names the room they need, within bounds', () => {
  expect(nameWidth(['0', '1'], 124)).toBe(40);
  expect(nameWidth(['positive'], 124)).toBe(74);
  expect(nameWidth(['not about the product at all'], 124)).toBe(124);
  expect(nameWidth([], 124)).toBe(40);
});

it('cuts names by letters, not by halves of them', () => {
  expect(short('👩‍🚀 Ada', 40)).toBe('👩‍🚀 Ada');
  expect(short('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
  expect(short('W'.repeat(20), 16)).toBe(`${'W'.repeat(9)}…`);
  expect(short('a\u202eb', 16)).toBe('a\\u{202e}b');
});

it('says only what its marks say', () => {
  const axis = axisOf([{ at: 5, text: '5 Jan' }], (value) => value * 2);
  expect([axis.marks, axis.at(5), axis.text(5), axis.text(6)]).toEqual([[5], 10, '5 Jan', '']);
});
