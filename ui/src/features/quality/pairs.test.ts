import { expect, it } from 'vitest';
import type { PairView } from '@/generated/commands';
import { PairIndex, mostOverlap } from './pairs';

const pair = (a: number, b: number, n: number): PairView => ({
  a,
  b,
  agreement: 1,
  kappa: { value: 1, lower: null, upper: null, n, method: null, undefined_because: null, unreliable_because: null },
  by_chance: 0.5,
  max_kappa: 1,
  prevalence_index: null,
  bias_index: null,
  pabak: null,
  odd_because: null,
});
const pairs = [pair(0, 1, 5), pair(2, 4, 40), pair(3, 4, 30), pair(2, 3, 1), pair(0, 4, 2)];

it('finds a pair either way round', () => {
  const index = new PairIndex(pairs, 5);
  expect(index.of(4, 2)?.kappa.n).toBe(40);
  expect(index.of(1, 4)).toBeUndefined();
});

it('chooses those who share most', () => {
  expect(mostOverlap(pairs, 5, 3)).toEqual([2, 3, 4]);
  expect(mostOverlap(pairs, 5, 12)).toEqual([0, 1, 2, 3, 4]);
  expect(mostOverlap([], 30, 12)).toEqual([]);
});
