/** Selected rows as sorted, disjoint ranges that do not touch: “all of a million” is one. */
export interface RowSpan {
  readonly first: number;
  /** The last row, itself selected. */
  readonly last: number;
}

export type RowSpans = readonly RowSpan[];

export const NONE: RowSpans = [];

export const allRows = (rowCount: number): RowSpans =>
  rowCount > 0 ? [{ first: 0, last: rowCount - 1 }] : NONE;

export const span = (a: number, b: number): RowSpan => ({
  first: Math.min(a, b),
  last: Math.max(a, b),
});

export const countRows = (spans: RowSpans): number =>
  spans.reduce((sum, { first, last }) => sum + last - first + 1, 0);

export function includesRow(spans: RowSpans, row: number): boolean {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { first, last } = spans[middle] as RowSpan;
    if (row < first) high = middle - 1;
    else if (row > last) low = middle + 1;
    else return true;
  }
  return false;
}

export function addSpan(spans: RowSpans, added: RowSpan): RowSpans {
  const before = spans.filter(({ last }) => last < added.first - 1);
  const after = spans.filter(({ first }) => first > added.last + 1);
  const joined = spans.filter(({ first, last }) => last >= added.first - 1 && first <= added.last + 1);
  const first = Math.min(added.first, ...joined.map((each) => each.first));
  const last = Math.max(added.last, ...joined.map((each) => each.last));
  return [...before, { first, last }, ...after];
}

export function removeSpan(spans: RowSpans, removed: RowSpan): RowSpans {
  return spans.flatMap((each) => {
    const left = { first: each.first, last: Math.min(each.last, removed.first - 1) };
    const right = { first: Math.max(each.first, removed.last + 1), last: each.last };
    return [left, right].filter(({ first, last }) => first <= last);
  });
}

export const toggleRow = (spans: RowSpans, row: number): RowSpans =>
  includesRow(spans, row) ? removeSpan(spans, span(row, row)) : addSpan(spans, span(row, row));

export interface Selection {
  readonly spans: RowSpans;
  /** Where a selection with Shift begins. */
  readonly anchor: number | null;
}

export const noSelection: Selection = { spans: NONE, anchor: null };

export interface Modifiers {
  shift: boolean;
  mod: boolean;
}

/** The selection after a click on a row; a plain one ends it, and the active row is all that is chosen. */
export function afterClick(now: Selection, row: number, { shift, mod }: Modifiers): Selection {
  if (shift) return extendTo(now, row, mod);
  if (mod) return { spans: toggleRow(now.spans, row), anchor: row };
  return { spans: NONE, anchor: row };
}

/** From the anchor to a row; with `keep` what was selected before stays selected. */
export function extendTo(now: Selection, row: number, keep = false): Selection {
  const anchor = now.anchor ?? row;
  const wanted = span(anchor, row);
  return { spans: keep ? addSpan(now.spans, wanted) : [wanted], anchor };
}
