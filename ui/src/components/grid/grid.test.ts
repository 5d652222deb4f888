import { describe, expect, it } from 'vitest';
import { HEADER, layOut, moveBy, sameColumn } from './columns';
import { nextSort } from './DataGrid';
import { PageCache } from './pages';
import { HEIGHT_CAP, elementHeight, maxTop, rowsInView, scrollTopOf, topOf, topShowing } from './scroll';
import { addSpan, afterClick, allRows, countRows, extendTo, includesRow, noSelection, removeSpan, toggleRow } from './selection';
import type { GridSource } from './types';

describe('scrolling', () => {
  const extents = [10, 1_000, 285_714, 285_715, 1_000_000, 7_000_000].flatMap((rowCount) =>
    [200, 737, 1050].map((viewHeight) => ({ rowCount, viewHeight, rowHeight: 28 })),
  );

  it.each(extents)('reaches the first and the last row exactly: %o', (extent) => {
    const end = Math.max(0, elementHeight(extent) - extent.viewHeight);
    expect(elementHeight(extent)).toBeLessThanOrEqual(HEIGHT_CAP);
    expect(rowsInView(extent, topOf(extent, 0)).first).toBe(0);
    // Browsers round what they report.
    for (const scrollTop of [end, Math.floor(end), Math.ceil(end)]) {
      const top = topOf(extent, scrollTop);
      expect(top).toBe(maxTop(extent));
      expect(rowsInView(extent, top).end).toBe(extent.rowCount);
      const lastRowBottom = extent.rowCount * extent.rowHeight - top;
      expect(lastRowBottom).toBe(Math.min(extent.viewHeight, extent.rowCount * extent.rowHeight));
    }
  });

  it.each(extents)('maps back and forth, in order: %o', (extent) => {
    const steps = Array.from({ length: 101 }, (_, at) => (maxTop(extent) * at) / 100);
    const there = steps.map((top) => scrollTopOf(extent, top));
    expect(there).toEqual(there.toSorted((a, b) => a - b));
    for (const [at, top] of steps.entries()) {
      expect(Math.abs(topOf(extent, there[at] as number) - top)).toBeLessThanOrEqual(
        maxTop(extent) / Math.max(1, elementHeight(extent) - extent.viewHeight) + 1e-6,
      );
    }
  });

  it('moves no further than needed to show a row', () => {
    const extent = { rowCount: 1_000_000, rowHeight: 28, viewHeight: 280 };
    expect(topShowing(extent, 0, 9)).toBe(0);
    expect(topShowing(extent, 0, 10)).toBe(28);
    expect(topShowing(extent, 280, 3)).toBe(84);
    expect(topShowing(extent, 0, 999_999)).toBe(maxTop(extent));
  });
});

describe('selection', () => {
  it('keeps ranges sorted, apart and joined', () => {
    let spans = addSpan([], { first: 5, last: 7 });
    spans = addSpan(spans, { first: 1, last: 2 });
    expect(spans).toEqual([{ first: 1, last: 2 }, { first: 5, last: 7 }]);
    expect(addSpan(spans, { first: 3, last: 4 })).toEqual([{ first: 1, last: 7 }]);
    expect(removeSpan(spans, { first: 2, last: 6 })).toEqual([{ first: 1, last: 1 }, { first: 7, last: 7 }]);
  });

  it('agrees with a set of rows, whatever is done', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    let spans = allRows(0);
    const rows = new Set<number>();
    for (let step = 0; step < 2_000; step += 1) {
      const first = random(60);
      const last = first + random(12);
      const kind = random(3);
      if (kind === 0) spans = addSpan(spans, { first, last });
      else if (kind === 1) spans = removeSpan(spans, { first, last });
      else spans = toggleRow(spans, first);
      for (let row = first; row <= last; row += 1) {
        if (kind === 0) rows.add(row);
        else if (kind === 1) rows.delete(row);
      }
      if (kind === 2 && !rows.delete(first)) rows.add(first);
      expect(countRows(spans)).toBe(rows.size);
      for (let row = 0; row < 75; row += 1) expect(includesRow(spans, row)).toBe(rows.has(row));
      spans.slice(1).forEach((each, at) => expect(each.first).toBeGreaterThan((spans[at]?.last ?? 0) + 1));
    }
  });

  it('takes all of a million rows as one range', () => {
    expect(allRows(1_000_000)).toEqual([{ first: 0, last: 999_999 }]);
    expect(countRows(allRows(1_000_000))).toBe(1_000_000);
  });

  it('follows clicks', () => {
    const plain = afterClick(noSelection, 4, { shift: false, mod: false });
    expect(plain).toEqual({ spans: [], anchor: 4 });
    const shifted = afterClick(plain, 1, { shift: true, mod: false });
    expect(shifted).toEqual({ spans: [{ first: 1, last: 4 }], anchor: 4 });
    expect(extendTo(shifted, 6).spans).toEqual([{ first: 4, last: 6 }]);
    const added = afterClick(shifted, 9, { shift: false, mod: true });
    expect(added).toEqual({ spans: [{ first: 1, last: 4 }, { first: 9, last: 9 }], anchor: 9 });
    expect(afterClick(added, 9, { shift: false, mod: true }).spans).toEqual([{ first: 1, last: 4 }]);
  });

  it('ends with a plain click: arrows would leave that row behind, selected', () => {
    const several = { spans: [{ first: 3, last: 5 }], anchor: 3 };
    expect(afterClick(several, 10, { shift: false, mod: false })).toEqual({ spans: [], anchor: 10 });
  });
});

describe('the active cell', () => {
  const bounds = { rowCount: 1_000_000, columnCount: 35, rowsPerPage: 20 };
  const last = { row: 999_999, column: 34 };

  it.each<[string, boolean, [number, number], [number, number]]>([
    ['ArrowDown', false, [0, 0], [1, 0]],
    ['ArrowUp', false, [0, 3], [HEADER, 3]],
    ['ArrowUp', false, [HEADER, 3], [HEADER, 3]],
    ['ArrowRight', false, [2, 34], [2, 34]],
    ['PageDown', false, [999_990, 1], [999_999, 1]],
    ['PageUp', false, [5, 1], [0, 1]],
    ['Home', false, [5, 9], [5, 0]],
    ['End', true, [5, 9], [last.row, last.column]],
    ['Home', true, [5, 9], [0, 0]],
    ['ArrowDown', true, [5, 9], [last.row, 9]],
  ])('%s (Mod: %s) from %o', (key, mod, [row, column], [toRow, toColumn]) => {
    expect(moveBy(key, mod, { row, column }, bounds)).toEqual({ row: toRow, column: toColumn });
  });

  it('stays where a letter is pressed', () => {
    expect(moveBy('b', false, { row: 0, column: 0 }, bounds)).toBeNull();
  });
});

it('puts frozen columns first and the others after them', () => {
  const column = (id: string, width: number, frozen = false) => ({ id, title: id, width, frozen, cell: () => null });
  const layout = layOut([column('a', 100, true), column('b', 10), column('c', 80)], { c: 5000 });
  expect(layout.frozenWidth).toBe(100);
  expect(layout.loose.map(({ left, width }) => [left, width])).toEqual([[100, 40], [140, 1200]]);
});

it('sorts up, down and not at all', () => {
  const up = nextSort([], 'a', false);
  const down = nextSort(up, 'a', false);
  expect([up, down, nextSort(down, 'a', false)]).toEqual([
    [{ column: 'a', descending: false }],
    [{ column: 'a', descending: true }],
    [],
  ]);
  expect(nextSort(down, 'b', true).map(({ column }) => column)).toEqual(['a', 'b']);
  expect(nextSort(down, 'b', false).map(({ column }) => column)).toEqual(['b']);
});

describe('columns that come and go', () => {
  const columns = (...ids: string[]) => ids.map((id) => ({ id, header: id, title: id, width: 80, cell: () => null }));

  it('leave the active cell in its own', () => {
    expect(sameColumn(columns('a', 'b', 'c'), columns('a', 'new', 'b', 'c'), 2)).toBe(3);
    expect(sameColumn(columns('a', 'b', 'c'), columns('b', 'c', 'a'), 0)).toBe(2);
  });

  it('leave it where it is when its own is gone', () => {
    expect(sameColumn(columns('a', 'b', 'c'), columns('a', 'c'), 1)).toBe(1);
    expect(sameColumn(columns(), columns('a'), 0)).toBe(0);
  });
});

describe('pages', () => {
  interface Asked {
    start: number;
    count: number;
    signal: AbortSignal;
    answer: (rows: readonly number[]) => void;
    fail: (error: unknown) => void;
  }
  const setUp = (rowCount = 1000) => {
    const asked: Asked[] = [];
    const make = (revision: number): GridSource<number> => ({
      rowCount,
      revision,
      fetch: (start, count, signal) =>
        new Promise((answer, fail) => asked.push({ start, count, signal, answer, fail })),
    });
    const cache = new PageCache(make(1), { pageSize: 10, capacity: 3, concurrency: 2, now: () => clock.now });
    const settle = () => new Promise((done) => setTimeout(done));
    const give = async (at: number, add = 0) => {
      const { start, count, answer } = asked[at] as Asked;
      answer(Array.from({ length: count }, (_, index) => start + index + add));
      await settle();
    };
    return { asked, cache, make, settle, give };
  };
  const clock = { now: 0 };

  it('asks for what is in view, a few at a time', async () => {
    const { asked, cache, give } = setUp();
    cache.want(5, 35);
    expect(asked.map(({ start }) => start)).toEqual([0, 10]);
    await give(0);
    expect(asked.map(({ start }) => start)).toEqual([0, 10, 20]);
    expect([cache.row(5), cache.row(15)]).toEqual([5, undefined]);
  });

  it('abandons what was scrolled past and asks for the latest next', async () => {
    const { asked, cache, give } = setUp();
    cache.want(0, 20);
    cache.want(500, 520);
    cache.want(900, 910);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(asked).toHaveLength(2);
    await give(0);
    expect(asked.map(({ start }) => start)).toEqual([0, 10, 900]);
  });

  it('asks for no more rows than there are', () => {
    const { asked, cache } = setUp(25);
    cache.want(20, 25);
    expect(asked.map(({ start, count }) => [start, count])).toEqual([[20, 5]]);
  });

  it('forgets the page used longest ago', async () => {
    const { asked, cache, give } = setUp();
    for (const [at, page] of [0, 1, 2].entries()) {
      cache.want(page * 10, page * 10 + 10);
      await give(at);
    }
    cache.want(0, 10);
    cache.want(30, 40);
    await give(3);
    expect([cache.row(0), cache.row(10), cache.row(20), cache.row(30)]).toEqual([0, undefined, 20, 30]);
    expect(asked).toHaveLength(4);
  });

  it('shows the old rows of a new revision until the new ones are there, and never mixes up', async () => {
    const { asked, cache, make, give } = setUp();
    cache.want(0, 10);
    await give(0);
    cache.want(0, 20);
    cache.setSource(make(2));
    expect(cache.row(3)).toBe(3);
    await give(1, 1000); // The second page of the first revision comes too late.
    expect(cache.row(13)).toBeUndefined();
    expect(asked.slice(2).map(({ start }) => start)).toEqual([0, 10]);
    await give(2, 7);
    expect(cache.row(3)).toBe(10);
  });

  it('leaves a failed page alone for a while, and tells', async () => {
    const { asked, cache, settle } = setUp();
    cache.want(0, 10);
    asked[0]?.fail(new Error('locked'));
    await settle();
    cache.want(0, 10);
    expect(asked).toHaveLength(1);
    expect(cache.error).toEqual(new Error('locked'));
    cache.retry();
    expect(asked).toHaveLength(2);
    expect(cache.error).toBeNull();
  });
});
