/** Marks as the rows hold them. */
import type { RowSpans } from '@/components/grid';
import type { Mark, SheetRow, Tag } from '@/generated/commands';

export interface MarkStep {
  readonly spans: RowSpans;
  readonly tag: Tag;
  readonly mark: Mark;
}

export const rangesOf = (spans: RowSpans): [number, number][] =>
  spans.map(({ first, last }) => [first, last + 1]);

export const markOf = (row: SheetRow, tag: number): Mark => {
  const found = row.marks.find(([id]) => id === tag);
  if (!found) return 'unseen';
  return found[1] ? 'yes' : 'no';
};

export function withMark(row: SheetRow, tag: number, mark: Mark): SheetRow {
  const others = row.marks.filter(([id]) => id !== tag);
  return { ...row, marks: mark === 'unseen' ? others : [...others, [tag, mark === 'yes']] };
}

/** For each tag the rows on which it is unseen, to be marked no. */
export function restOf(rows: readonly (readonly [number, SheetRow])[], tags: readonly Tag[]): MarkStep[] {
  return tags.flatMap((tag) => {
    const spans = rows
      .filter(([, row]) => markOf(row, tag.id) === 'unseen')
      .map(([at]) => ({ first: at, last: at }));
    return spans.length > 0 ? [{ spans, tag, mark: 'no' as const }] : [];
  });
}
