import { describe, expect, it } from 'vitest';
import { arrange, complete, drop, hide, pin, readLooks, step, widthsOf, withWidths } from './arrange';
import type { Column } from './columns';

const column = (id: string, frozen = false): Column => ({ id, title: id, width: 80, frozen, cell: () => id, plain: () => id });
const columns = [column('key', true), column('label', true), column('text'), column('a'), column('b')];
const ids = (looks: readonly { id: string }[]) => looks.map(({ id }) => id).join(' ');

describe('columns', () => {
  const looks = complete(columns, []);

  it('begin as they come', () => {
    expect(ids(looks)).toBe('key label text a b');
    expect(ids(arrange(columns, []).filter(({ frozen }) => frozen))).toBe('key label');
  });

  it('move one place, over what is hidden, and never out of the pinned ones', () => {
    expect(ids(step(looks, 'b', -1))).toBe('key label text b a');
    expect(ids(step(hide(looks, 'a', true), 'b', -1))).toBe('key label b text a');
    expect(step(looks, 'text', -1)).toBe(looks);
    expect(step(looks, 'b', 1)).toBe(looks);
  });

  it('are pinned where they are dropped among pinned ones', () => {
    const dropped = drop(looks, 'b', 'label', false);
    expect(ids(dropped)).toBe('key b label text a');
    expect(dropped[1]?.pinned).toBe(true);
    expect(ids(drop(dropped, 'b', 'text', true))).toBe('key label text b a');
    expect(drop(looks, 'b', 'gone', true)).toBe(looks);
  });

  it('go before the others when pinned, and one always stays', () => {
    expect(ids(arrange(columns, pin(looks, 'a', true)))).toBe('key label a text b');
    const none = columns.reduce((now, { id }) => hide(now, id, true), looks);
    expect(ids(arrange(columns, none))).toBe('key');
  });

  it('come and go: a new one stands after its neighbour, one that is gone is forgotten', () => {
    const left = drop(complete(columns, []), 'a', 'text', false);
    const more = [...columns.slice(0, 4), column('new'), ...columns.slice(4)];
    expect(ids(complete(more, left))).toBe('key label a new text b');
    expect(ids(complete(columns.slice(0, 3), left))).toBe('key label text');
  });

  it('keep their widths, and nothing of what cannot be read', () => {
    expect(widthsOf(withWidths(looks, { a: 120 }))).toEqual({ a: 120 });
    expect(readLooks([{ id: 'a', hidden: true, width: 'x' }, 3, { id: 4 }, null])).toEqual([{ id: 'a', hidden: true, pinned: false }]);
    expect(readLooks('all')).toEqual([]);
  });
});
