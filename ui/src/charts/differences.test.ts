import { expect, test } from 'vitest';
import type { Figure } from '@/generated/commands';
import { scaleOf, signedPoints } from './DifferenceRows';

const figure = (value: number | null, lower: number | null = null, upper: number | null = null): Figure => ({
  value,
  lower,
  upper,
  n: 10,
  method: null,
  undefined_because: value === null ? 'nothing' : null,
  unreliable_because: null,
});

test('the scale holds zero and every interval, and never has no width', () => {
  expect(scaleOf([figure(0.1, 0.05, 0.2), figure(null)])).toEqual([0, 0.2]);
  expect(scaleOf([figure(-0.1, -0.3, 0.01)])).toEqual([-0.3, 0.01]);
  expect(scaleOf([figure(null)])).toEqual([-0.05, 0.05]);
  expect(scaleOf([figure(0, -2, 2)])).toEqual([-1, 1]);
});

test('points carry their sign', () => {
  expect(signedPoints(0.081)).toBe('+8.1');
  expect(signedPoints(-0.081)).toBe('\u22128.1');
  expect(signedPoints(0)).toBe('0.0');
});
