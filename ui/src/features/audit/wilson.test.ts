import { expect, it } from 'vitest';
import { wilson } from './wilson';

it.each([
  [0, 10, 0, 0.2775],
  [10, 10, 0.7225, 1],
  [5, 100, 0.0215, 0.1118],
])('%i of %i', (hits, n, low, high) => {
  const [from, to] = wilson(hits, n);
  expect(from).toBeCloseTo(low, 4);
  expect(to).toBeCloseTo(high, 4);
});
