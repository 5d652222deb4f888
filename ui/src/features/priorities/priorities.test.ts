import { describe, expect, it } from 'vitest';
import { ticks } from '@/charts/ticks';
import type { Figure, PriorityRow } from '@/generated/commands';
import { rowsOf } from './WhatIfPanel';
import { columnsOf, inOrder, lanes, nextOrder, rankedBy } from './order';
import { readNumber } from './readNumber';

const figure = (value: number | null): Figure => ({
  value,
  lower: null,
  upper: null,
  n: 10,
  method: null,
  undefined_because: value === null ? 'why' : null,
  unreliable_because: null,
});
const looked = { size: 1, seen: 1, yes: 1, looked: 'all' };
const row = (id: number, name: string, ceiling: number | null, importance: number | null): PriorityRow => ({
  tag: { id, uid: name, name, colour: '#000000', hotkey: null, importance, ease: null, hlp: null, hlp_n: null, note: '', rule: null, group: '', parent: null, owner: null },
  share_of_errors: figure(null),
  miss_rate: figure(null),
  share_of_items: figure(null),
  zero_error_ceiling: figure(ceiling),
  accuracy: figure(null),
  gap: null,
  hlp_gain: null,
  hlp_offer: null,
  owner: null,
  fault: null,
  level: null,
  only: figure(null),
  split: figure(null),
  ceiling_rank: null,
  gain_rank: null,
  weighted: null,
  score: null,
  wrong: looked,
  right: looked,
});
const rows = [row(1, 'b', 0.2, null), row(2, 'a10', null, 5), row(3, 'a9', 0.3, 1)];
const ids = (sorted: readonly PriorityRow[]) => sorted.map((each) => each.tag.id);

describe('the order of priorities', () => {
  it('is as delivered until a column is chosen', () => {
    expect(ids(inOrder(rows, null))).toEqual([1, 2, 3]);
  });

  it('puts what cannot be told last either way', () => {
    expect(ids(inOrder(rows, { by: 'zero_error_ceiling', descending: true }))).toEqual([3, 1, 2]);
    expect(ids(inOrder(rows, { by: 'zero_error_ceiling', descending: false }))).toEqual([1, 3, 2]);
    expect(ids(inOrder(rows, { by: 'importance', descending: true }))).toEqual([2, 3, 1]);
  });

  it('sorts names as people do', () => {
    expect(ids(inOrder(rows, { by: 'tag', descending: false }))).toEqual([3, 2, 1]);
  });

  it('goes down, up and back', () => {
    const down = nextOrder(null, 'gap');
    expect(down).toEqual({ by: 'gap', descending: true });
    const up = nextOrder(down, 'gap');
    expect(up).toEqual({ by: 'gap', descending: false });
    expect(nextOrder(up, 'gap')).toBeNull();
    expect(nextOrder(up, 'tag')).toEqual({ by: 'tag', descending: false });
  });
});

describe('ranks that cannot be told apart', () => {
  const bands = [
    { from: 1, to: 2 },
    { from: 2, to: 4 },
  ];

  it('have a lane for each band, side by side where bands overlap', () => {
    expect([1, 2, 3, 5, undefined].map((rank) => lanes(rank, bands))).toEqual([
      [true, false],
      [true, true],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });

  it('are told by the column in whose order the rows stand', () => {
    expect(rankedBy(rows, null)).toBe('zero_error_ceiling');
    const gained = [{ ...row(4, 'c', 0.1, null), hlp_gain: figure(-0.01) }];
    expect(rankedBy(gained, null)).toBe('hlp_gain');
    expect(rankedBy(gained, { by: 'zero_error_ceiling', descending: true })).toBe('zero_error_ceiling');
    expect(rankedBy(gained, { by: 'ease', descending: true })).toBe('hlp_gain');
  });
});

describe('the columns in view', () => {
  it('have a score only where someone made one, and what is not filled in comes last', () => {
    expect(columnsOf('cost', false)).not.toContain('score');
    expect(columnsOf('overlap', true).slice(0, 2)).toEqual(['tag', 'score']);
    const scored = rows.map((each, at) => ({ ...each, score: at === 1 ? null : { value: at, undefined_because: null } }));
    expect(ids(inOrder(scored, { by: 'score', descending: true }))).toEqual([3, 1, 2]);
    expect(ids(inOrder(scored, { by: 'owner', descending: false }))).toEqual([1, 2, 3]);
  });
});

describe('the rows behind what if', () => {
  it('are the errors with one of the tags at least', () => {
    expect(rowsOf(['blurry'])).toBe('tag:blurry = yes and pred != label');
    expect(rowsOf(['a', 'two words'])).toBe('(tag:a = yes or tag:"two words" = yes) and pred != label');
  });
});

describe('a number as it is typed', () => {
  it.each<[string, number | null | undefined]>([
    ['', null],
    [' 95 %', 95],
    ['95,5', 95.5],
    ['101', undefined],
    ['-1', undefined],
    ['many', undefined],
  ])('%s', (text, expected) => {
    expect(readNumber(text, 0, 100, false)).toBe(expected);
  });

  it('is whole where it must be', () => {
    expect(readNumber('2.5', 1, 5, true)).toBeUndefined();
    expect(readNumber('5', 1, 5, true)).toBe(5);
  });

  it.each<[string, number | null | undefined]>([
    ['1,000', 1000],
    ['12,345,678', 12_345_678],
    ['1 000', 1000],
    ['1000', 1000],
    ['', null],
    ['1,00', undefined],
    ['1,5', undefined],
    ['0,500', undefined],
    ['1.000', undefined],
    ['1,0000', undefined],
  ])('as a count: %s', (text, expected) => {
    expect(readNumber(text, 1, Number.MAX_SAFE_INTEGER, true)).toBe(expected);
  });
});

describe('the marks of an axis', () => {
  it.each<[number, number, number[]]>([
    [0, 3, [0, 1, 2, 3]],
    [-0.4, 1.4, [0, 0.5, 1]],
    [0, 42, [0, 10, 20, 30, 40]],
  ])('from %d to %d', (low, high, expected) => {
    expect(ticks(low, high).map((each) => Math.round(each * 100) / 100 || 0)).toEqual(expected);
  });
});
