import { describe, expect, it } from 'vitest';
import type { SheetRow, Tag } from '@/generated/commands';
import { tagOffers } from './Dock';
import { SheetSource } from './SheetSource';
import { chosenRows, markOf, placeIn, rangesOf, withMark } from './marks';
import { tagKeyOf } from './useTagKeys';

const row = (item: number, marks: SheetRow['marks'] = []): SheetRow => ({
  item,
  key: `k${item}`,
  text: '',
  media: null,
  split: null,
  label: 1,
  source: 'gold',
  prediction: 2,
  confidence: 1,
  method: null,
  score: null,
  correct: false,
  drawn: false,
  comment: '',
  marks,
  metadata: [],
});
describe('marks', () => {
  it('are yes, no or not there', () => {
    const marked = withMark(withMark(row(1), 7, 'yes'), 8, 'no');
    expect([markOf(marked, 7), markOf(marked, 8), markOf(marked, 9)]).toEqual(['yes', 'no', 'unseen']);
    expect(withMark(marked, 7, 'unseen').marks).toEqual([[8, false]]);
  });

  it('go to the workbench as ranges without their end', () => {
    expect(rangesOf([{ first: 0, last: 0 }, { first: 4, last: 9 }])).toEqual([[0, 1], [4, 10]]);
  });

  it('know the place of a row in a selection', () => {
    const spans = [{ first: 2, last: 3 }, { first: 7, last: 9 }];
    expect([2, 3, 7, 9, 5, 10].map((row) => placeIn(spans, row))).toEqual([0, 1, 2, 4, null, null]);
  });
});

describe('what a key acts on', () => {
  it('is the selection where the dock counts it', () => {
    expect(chosenRows([{ first: 3, last: 5 }], 12)).toEqual([{ first: 3, last: 5 }]);
    expect(chosenRows([{ first: 3, last: 3 }, { first: 7, last: 7 }], 7)).toEqual([{ first: 3, last: 3 }, { first: 7, last: 7 }]);
  });

  it('is the active row where one row is selected, or none', () => {
    expect(chosenRows([{ first: 10, last: 10 }], 12)).toEqual([{ first: 12, last: 12 }]);
    expect(chosenRows([], 0)).toEqual([{ first: 0, last: 0 }]);
    expect(chosenRows([], null)).toEqual([]);
  });
});

describe('the rows of a view', () => {
  const make = () => {
    const asked: number[] = [];
    const truth = [row(0), row(1), row(2)];
    const source = new SheetSource({ view: 1, revision: 1, rows: 3 }, async (start, count) => {
      asked.push(start);
      return truth.slice(start, start + count);
    });
    return { asked, truth, source };
  };
  const edit = (each: SheetRow, index: number) => (index === 1 ? withMark(each, 7, 'yes') : each);

  it('shows a change before the workbench has answered, and the truth after', async () => {
    const { asked, truth, source } = make();
    await source.fetch(0, 3);
    source.change(edit);
    expect((await source.fetch(0, 3))[1]?.marks).toEqual([[7, true]]);
    expect(asked).toEqual([0]);
    truth[1] = row(1, [[7, true], [9, false]]);
    source.settle();
    expect((await source.fetch(0, 3))[1]?.marks).toEqual([[7, true], [9, false]]);
    expect(asked).toEqual([0, 0]);
  });

  it('takes a change back', async () => {
    const { source } = make();
    await source.fetch(0, 3);
    const takeBack = source.change(edit);
    takeBack();
    expect(source.row(1)?.marks).toEqual([]);
  });

  it('lets no older answer undo what is shown', async () => {
    const { source } = make();
    await source.fetch(0, 3);
    const older = source.fetch(0, 3);
    source.change(edit);
    expect((await older)[1]?.marks).toEqual([[7, true]]);
  });
});

describe('the key of a tag', () => {
  it.each([
    ['a digit', { key: '1', code: 'Digit1' }, '1'],
    ['a digit with Shift', { key: '!', code: 'Digit1' }, '1'],
    ['a digit on a French keyboard', { key: '&', code: 'Digit1' }, '1'],
    ['the number pad', { key: '4', code: 'Numpad4' }, '4'],
    ['a letter with Shift', { key: 'B', code: 'KeyB' }, 'b'],
    ['a letter on a French keyboard', { key: 'a', code: 'KeyQ' }, 'a'],
    ['a letter on a Russian keyboard', { key: 'и', code: 'KeyB' }, 'b'],
    ['an arrow', { key: 'ArrowDown', code: 'ArrowDown' }, null],
    ['space', { key: ' ', code: 'Space' }, null],
  ])('%s', (_, press, expected) => {
    expect(tagKeyOf(press)).toBe(expected);
  });
});

describe('the box of tags', () => {
  const tags = ['low light', 'blurry', 'Light leak', 'lig'].map((name) => ({ name }) as Tag);
  const offers = (typed: string) => tagOffers(tags, typed).map((offer) => offer?.name ?? '+');

  it('offers names that hold what was typed, those that begin with it first, and last a new tag', () => {
    expect(offers('light')).toEqual(['Light leak', 'low light', '+']);
    expect(offers('li')).toEqual(['Light leak', 'lig', 'low light', '+']);
    expect(offers('cut off')).toEqual(['+']);
  });

  it('makes no second tag of a name, and offers nothing for nothing', () => {
    expect(offers('BLURRY')).toEqual(['blurry']);
    expect(offers('LIG')).toEqual(['lig', 'Light leak', 'low light']);
    expect(offers('')).toEqual([]);
  });
});
