import { createElement, useState } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Conflict, ConflictFilter } from '@/generated/commands';
import { beside, settle, useInView } from './inView';

const listed = (...items: number[]) => items.map((item) => ({ item }) as Conflict);
const open = 'open';
const decided = 'decided';

describe('the item before the lead', () => {
  it('is the first of a list, and stays when another comes in above it', () => {
    const first = settle(null, listed(5, 6), open);
    expect(first).toEqual({ item: 5, list: open, at: 0 });
    expect(settle(first, listed(9, 5, 6), open)).toEqual({ item: 5, list: open, at: 1 });
    expect(settle(null, [], open)).toBeNull();
  });

  it('stays when another person takes it out of the list, also as the last one', () => {
    const six = settle({ item: 6, list: open, at: -1 }, listed(5, 6, 7), open);
    expect(settle(six, listed(5, 7), open)).toEqual({ item: 6, list: open, at: 1 });
    expect(settle(six, [], open)).toEqual({ item: 6, list: open, at: 1 });
    // One that another screen opened was never in it.
    const opened = { item: 8, list: open, at: -1 };
    expect(settle(opened, listed(5, 6), open)).toBe(opened);
  });

  it('gives way to the first of another list', () => {
    const six = { item: 6, list: open, at: 1 };
    expect(settle(six, listed(1, 2), decided)).toEqual({ item: 1, list: decided, at: 0 });
    expect(settle(six, listed(1, 6), decided)).toEqual({ item: 1, list: decided, at: 0 });
    expect(settle(six, [], decided)).toBeNull();
  });

  it('belongs to whatever list comes where it was asked for by itself', () => {
    const asked = { item: 6, list: null, at: -1 };
    expect(settle(asked, listed(1, 6), open)).toEqual({ item: 6, list: open, at: 1 });
    expect(settle(asked, listed(1, 2), open)).toEqual({ item: 6, list: open, at: -1 });
  });

  it('is the very same while nothing has changed', () => {
    const six = settle({ item: 6, list: open, at: -1 }, listed(5, 6), open);
    expect(settle(six, listed(5, 6), open)).toBe(six);
  });

  it('is followed by its neighbours, and by those of its gap once it has left', () => {
    const six = { item: 6, list: open, at: 1 };
    const next = (...items: number[]) => beside(listed(...items), six, 1)?.item;
    const before = (...items: number[]) => beside(listed(...items), six, -1)?.item;
    expect([before(5, 6, 7), next(5, 6, 7)]).toEqual([5, 7]);
    expect([before(6), next(6)]).toEqual([undefined, undefined]);
    expect([before(5, 7), next(5, 7)]).toEqual([5, 7]);
    expect([before(5), next(5)]).toEqual([5, 5]);
    expect([before(), next()]).toEqual([undefined, undefined]);
    expect(beside(listed(1, 2), { item: 8, list: open, at: -1 }, 1)?.item, 'opened by another screen').toBe(1);
  });
});

interface Step {
  items: number[] | null;
  fetching?: boolean;
  filter?: ConflictFilter;
  act?: (view: ReturnType<typeof useInView>) => void;
}

/** What is shown, marked where it has left, as one answer after another comes. */
function course(steps: Step[], first: number | null = null): (number | string | null)[] {
  const all: ConflictFilter = { list: 'open' };
  const shown: (number | string | null)[] = [];
  const Desk = () => {
    const [at, setAt] = useState(0);
    const { items = null, fetching = false, filter = all, act } = steps[at] ?? {};
    const data = items ? { open: 0, decided: 0, matching: 0, conflicts: listed(...items) } : undefined;
    const view = useInView({ data, isFetching: fetching }, filter, first);
    shown[at] = view.left ? `${view.shown} left` : view.shown;
    if (at < steps.length - 1) {
      act?.(view);
      setAt(at + 1);
    }
    return null;
  };
  renderToStaticMarkup(createElement(Desk));
  return shown;
}

describe('the queue while others work on it', () => {
  it('keeps what came first before a lead who has chosen nothing yet', () => {
    expect(course([{ items: null, fetching: true }, { items: [5, 6] }, { items: [9, 5, 6] }])).toEqual([null, 5, 5]);
  });

  it('keeps an item that was taken out of the list, and goes on from there', () => {
    const choose = { items: [5, 6, 7], act: (view: ReturnType<typeof useInView>) => view.choose(6) };
    const move = { items: [5, 7], act: (view: ReturnType<typeof useInView>) => view.move(1) };
    expect(course([choose, { items: [5, 6, 7] }, { items: [5, 7], fetching: true }, move, { items: [5, 7] }])).toEqual([5, 6, '6 left', '6 left', 7]);
    expect(course([{ items: [5] }, { items: [], act: (view) => view.move(1) }, { items: [] }])).toEqual([5, '5 left', null]);
  });

  it('shows nothing of a list that is being asked for again', () => {
    expect(course([{ items: [5, 6], fetching: true }, { items: [6] }])).toEqual([null, 6]);
  });

  it('changes with the filter only once the other list has come', () => {
    const filter: ConflictFilter = { list: 'open', rater: 1 };
    expect(course([{ items: [5, 6] }, { items: [5, 6], fetching: true, filter }, { items: [1, 2], filter }])).toEqual([5, 5, 1]);
    expect(course([{ items: [5, 6] }, { items: [8, 5], filter }])).toEqual([5, 8]);
  });

  it('shows what another screen asked for though no list has it', () => {
    expect(course([{ items: null, fetching: true }, { items: [5, 6], act: (view) => view.move(1) }, { items: [5, 6] }], 8)).toEqual([8, 8, 5]);
  });

  it('brings back an undone item in the list it has gone back to', () => {
    const undone = { items: [5, 6], filter: { list: 'decided' } as const, act: (view: ReturnType<typeof useInView>) => view.show(6) };
    expect(course([undone, { items: null, fetching: true }, { items: [1, 6] }])).toEqual([5, 6, 6]);
  });

  it('goes on from the item decided on, not from another that is in view by then', () => {
    const next = (view: ReturnType<typeof useInView>) => view.goOn(5, 6);
    expect(course([{ items: [5, 6, 7], act: next }, { items: [6, 7] }])).toEqual([5, 6]);
    expect(course([{ items: [5, 6, 7], act: (view) => view.choose(7) }, { items: [5, 6, 7], act: next }, { items: [6, 7] }])).toEqual([5, 7, 7]);
  });
});
