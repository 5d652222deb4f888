import { expect, test } from 'vitest';
import { draftOf, otherSets, placesOf, requestOf } from './draft';

test('the other sets are those that no cumulative run has', () => {
  expect(otherSets(1)).toEqual([]);
  expect(otherSets(2)).toEqual([2]);
  expect(otherSets(3)).toEqual([2, 4, 5, 6]);
  expect(otherSets(4)).toHaveLength(11);
  expect(otherSets(5)).toEqual([]);
  expect(placesOf(5)).toEqual([0, 2]);
});

test('a draft becomes a request when nothing is missing, and comes back the same', () => {
  const draft = { name: ' p ', note: '', base: 1, stages: [{ name: 'a', run: 2 }, { name: 'b', run: 4 }], others: { 2: 3 } };
  expect(requestOf(draft, null)).toEqual({
    name: 'p',
    note: '',
    base: 1,
    stages: [{ name: 'a', run: 2 }, { name: 'b', run: 4 }],
    others: [{ stages: [1], run: 3 }],
  });
  expect(requestOf({ ...draft, base: null }, null)).toBeNull();
  expect(requestOf({ ...draft, stages: [{ name: 'a', run: null }] }, null)).toBeNull();
  const runs = [{ stages: 0, run: 1 }, { stages: 1, run: 2 }, { stages: 2, run: 3 }, { stages: 3, run: 4 }];
  expect(draftOf({ id: 7, uid: 'u', name: 'p', note: '', stages: ['a', 'b'], runs, person: 1, made_at: 0 })).toEqual({ ...draft, name: 'p' });
});
