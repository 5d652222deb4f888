import { expect, it } from 'vitest';
import { ticks } from './ticks';
import { DAY, HOUR, linear, spreadLabels, stairs, timeMarks } from './timeAxis';

it('puts values between the ends, and one value alone at the first', () => {
  const x = linear([10, 20], [100, 300]);
  expect([x(10), x(15), x(20)]).toEqual([100, 200, 300]);
  expect(linear([5, 5], [0, 9])(5)).toBe(0);
});

it.each([
  [24, HOUR, 12],
  [72, HOUR, 6],
  [5, DAY, 12],
  [129, DAY, 6],
  [100, 7 * DAY, 8],
])('marks %i steps of %i ms with no more than fit', (n, step, most) => {
  const marks = timeMarks(0, n * step, step, most);
  expect(marks.length).toBeGreaterThan(1);
  expect(marks.length).toBeLessThanOrEqual(most + 1);
  const apart = new Set(marks.slice(1).map(({ at }, i) => at - (marks[i]?.at ?? 0)));
  expect(apart.size).toBe(1);
  expect([...apart][0]! % step).toBe(0);
});

it('moves labels apart and keeps them inside, in the order of their lines', () => {
  expect(spreadLabels([50, 52, 51], 14, 0, 100)).toEqual([50, 78, 64]);
  const low = spreadLabels([98, 99, 100], 14, 0, 100);
  expect(low).toEqual([72, 86, 100]);
  expect(spreadLabels([10, 90], 14, 0, 100)).toEqual([10, 90]);
});

it('draws steps', () => {
  expect(stairs([[0, 9], [5, 4]], 8)).toBe('M0 9H5V4H8');
  expect(stairs([], 8)).toBe('');
});

it('has no mark of minus nothing', () => {
  expect(ticks(0, 600).map((mark) => Object.is(mark, -0))).not.toContain(true);
});
