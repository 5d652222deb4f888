/** Marks as the rows hold them. */
import { NONE, countRows, type RowSpans } from '@/components/grid';
import type { Mark, SheetRow, Tag } from '@/generated/commands';

export interface MarkStep {
  readonly spans: RowSpans;
  readonly tag: Tag;
  readonly mark: Mark;
}

export const rangesOf = (spans: RowSpans): [number, number][] =>
  spans.map(({ first, last }) => [first, last + 1]);

/** What a key acts on: the selection where the dock counts it, else the active row; one row may stay selected unnoticed. */
export const chosenRows = (selection: RowSpans, active: number | null): RowSpans => {
  if (countRows(selection) > 1) return selection;
  return active === null ? NONE : [{ first: active, last: active }];
};

export const markOf = (row: SheetRow, tag: number): Mark => {
  const found = row.marks.find(([id]) => id === tag);
  if (!found) return 'unseen';
  return found[1] ? 'yes' : 'no';
};

export function withMark(row: SheetRow, tag: number, mark: Mark): SheetRow {
  const others = row.marks.filter(([id]) => id !== tag);
  return { ...row, marks: mark === 'unseen' ? others : [...others, [tag, mark === 'yes']] };
}

/** The how-manieth of these rows one is, from 0. */
export function placeIn(spans: RowSpans, row: number): number | null {
  let before = 0;
  for (const { first, last } of spans) {
    if (row >= first && row <= last) return before + row - first;
    before += last - first + 1;
  }
  return null;
}
