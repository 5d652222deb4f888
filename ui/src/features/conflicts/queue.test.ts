import { describe, expect, it } from 'vitest';
import { asFilter, narrowing, requestOf } from './queue';

describe('the filter of the queue', () => {
  it('asks for what narrows and nothing else', () => {
    expect(requestOf('open', asFilter({}))).toEqual({ list: 'open', order: 'entropy' });
    expect(requestOf('decided', asFilter({ differing: true })).list).toBe('decided');
    expect(requestOf('open', asFilter({ differing: true, first: 1, second: 2, to: 3, text: ' a ' }))).toEqual({
      list: 'differing',
      order: 'entropy',
      pair: [1, 2],
      to_version: 3,
      text: 'a',
    });
  });

  it('waits for the second class and for the field', () => {
    const half = asFilter({ first: 1, order: 'field' });
    expect([requestOf('open', half).pair, requestOf('open', half).order, narrowing(half)]).toEqual([undefined, 'entropy', 0]);
    expect(narrowing(asFilter({ first: 1, second: 2, rater: 3, from: 1, text: 'x', differing: true }))).toBe(5);
  });
});
