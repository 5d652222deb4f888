import { describe, expect, it } from 'vitest';
import { draftOf, filledRows, moveRow, newRow, pasteInto } from './classRows';

const names = (rows: readonly { name: string }[] | null) => rows?.map(({ name }) => name);

describe('lines pasted into a name', () => {
  it.each([
    ['one line is an ordinary paste', ['', ''], 0, 'yes', undefined],
    ['several lines are several classes', ['', ''], 0, 'a\nb\nc', ['a', 'b', 'c']],
    ['empty rows below are filled', ['', '', ''], 0, 'a\nb', ['a', 'b', '']],
    ['rows with content are pushed down', ['', 'kept'], 0, 'a\r\n\r\nb', ['a', 'b', 'kept']],
    ['the first goes on where the name stands', ['pre', 'kept'], 0, 'fix\nb', ['prefix', 'b', 'kept']],
  ])('%s', (_, before, at, text, after) => {
    const rows = before.map((name) => newRow({ name }));
    expect(names(pasteInto(rows, at, text)) ?? undefined).toEqual(after);
  });

  it('bring the second column as description', () => {
    const pasted = pasteInto([newRow()], 0, 'a\tfirst\nb\tsecond');
    expect(pasted?.map(({ description }) => description)).toEqual(['first', 'second']);
  });
});

describe('the draft that is sent', () => {
  it('leaves out rows and fields that say nothing', () => {
    const rows = [newRow({ name: ' yes ' }), newRow(), newRow({ key: 'n', hotkey: 'x' })];
    expect(filledRows(rows)).toHaveLength(2);
    expect(draftOf('  ', rows)).toEqual({ classes: [{ name: 'yes' }, { key: 'n', hotkey: 'x' }] });
  });

  it('keeps a class that was emptied, so that the workbench refuses it', () => {
    expect(draftOf('Q', [newRow({ id: 4 })])).toEqual({ question: 'Q', classes: [{ id: 4 }] });
  });
});

it('rows move by one place and stay at the ends', () => {
  const rows = ['a', 'b', 'c'].map((name) => newRow({ name }));
  expect(names(moveRow(rows, 0, 1))).toEqual(['b', 'a', 'c']);
  expect(names(moveRow(rows, 0, -1))).toEqual(['a', 'b', 'c']);
  expect(names(moveRow(rows, 2, 1))).toEqual(['a', 'b', 'c']);
});
