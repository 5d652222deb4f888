/**
 * Where a scrolled grid is. `top` is in pixels of the rows themselves, however many there
 * are; `scrollTop` is in pixels of the element, whose height browsers limit. Below the cap
 * the two are the same; above it one is mapped onto the other.
 */

/** Elements end at 33,554,428 px in WebKit; well below that, positions stay exact. */
export const HEIGHT_CAP = 8_000_000;

export interface Extent {
  rowCount: number;
  rowHeight: number;
  /** The height in which rows are seen. */
  viewHeight: number;
  cap?: number;
}

export const fullHeight = ({ rowCount, rowHeight }: Extent): number => rowCount * rowHeight;

/** The height the scrolled element is given. */
export const elementHeight = (extent: Extent): number =>
  Math.min(fullHeight(extent), extent.cap ?? HEIGHT_CAP);

export const isMapped = (extent: Extent): boolean => fullHeight(extent) > elementHeight(extent);

export const maxTop = (extent: Extent): number =>
  Math.max(0, fullHeight(extent) - extent.viewHeight);

const maxScrollTop = (extent: Extent): number =>
  Math.max(0, elementHeight(extent) - extent.viewHeight);

export const clampTop = (extent: Extent, top: number): number =>
  Math.min(maxTop(extent), Math.max(0, top));

export function topOf(extent: Extent, scrollTop: number): number {
  if (!isMapped(extent)) return clampTop(extent, scrollTop);
  const most = maxScrollTop(extent);
  // Scroll positions are rounded, so the end is taken to be reached within a pixel of it.
  if (scrollTop >= most - 1) return maxTop(extent);
  return clampTop(extent, (scrollTop / most) * maxTop(extent));
}

export function scrollTopOf(extent: Extent, top: number): number {
  if (!isMapped(extent)) return top;
  const most = maxTop(extent);
  return most === 0 ? 0 : (top / most) * maxScrollTop(extent);
}

export interface RowRange {
  /** The first row, even partly in view. */
  first: number;
  /** One past the last. */
  end: number;
}

export function rowsInView(extent: Extent, top: number, overscan = 0): RowRange {
  const { rowCount, rowHeight, viewHeight } = extent;
  const first = Math.floor(top / rowHeight) - overscan;
  const end = Math.ceil((top + viewHeight) / rowHeight) + overscan;
  return { first: Math.max(0, Math.min(first, rowCount)), end: Math.max(0, Math.min(rowCount, end)) };
}

/** The nearest `top` at which a row is wholly in view. */
export function topShowing(extent: Extent, top: number, row: number): number {
  const { rowHeight, viewHeight } = extent;
  const start = row * rowHeight;
  if (start < top) return clampTop(extent, start);
  if (start + rowHeight > top + viewHeight) return clampTop(extent, start + rowHeight - viewHeight);
  return top;
}

/** Rows that fit, less one, so that a page down keeps a line of context. */
export const rowsPerPage = ({ rowHeight, viewHeight }: Extent): number =>
  Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
