import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import {
  clampTop,
  elementHeight,
  isMapped,
  rowsInView,
  scrollTopOf,
  topOf,
  topShowing,
  type Extent,
  type RowRange,
} from './scroll';

/** Rows drawn above and below those in view, so that scrolling shows no gap. */
const OVERSCAN = 6;
/** Rows are placed relative to the start of their block, so that offsets stay small. */
const BLOCK = 1024;

export interface Scroller {
  extent: Extent;
  range: RowRange;
  /** The row from which the rows drawn now are placed. */
  base: number;
  elementHeight: number;
  showRow(row: number): void;
  scrollToRow(row: number): void;
}

interface Options {
  scroller: RefObject<HTMLDivElement | null>;
  layer: RefObject<HTMLDivElement | null>;
  rowCount: number;
  rowHeight: number;
  headerHeight: number;
}

/**
 * Connects the scrolled element with the rows. Above the height cap the wheel is ours: the
 * browser's pixels would skip thousands of rows a notch.
 */
export function useScroller({ scroller, layer, rowCount, rowHeight, headerHeight }: Options): Scroller {
  const [viewHeight, setViewHeight] = useState(600);
  const extent = useMemo(() => ({ rowCount, rowHeight, viewHeight }), [rowCount, rowHeight, viewHeight]);
  const [range, setRange] = useState<RowRange>(() => rowsInView(extent, 0, OVERSCAN));
  const base = Math.floor(range.first / BLOCK) * BLOCK;

  const now = useRef({ extent, range, base, top: 0, scrollTop: 0 });
  now.current.extent = extent;
  now.current.range = range;
  now.current.base = base;

  /** Below the cap the browser moves the rows; above it the layer follows `top`. */
  const place = useCallback(() => {
    if (!layer.current) return;
    const { base: from, top, scrollTop, extent: within } = now.current;
    const shift = isMapped(within) ? scrollTop - top : 0;
    layer.current.style.transform = `translateY(${shift + from * within.rowHeight}px)`;
  }, [layer]);

  const update = useCallback(
    (sync: boolean) => {
      const { extent: within, top, range: before } = now.current;
      const next = rowsInView(within, top, OVERSCAN);
      if (next.first === before.first && next.end === before.end) {
        place();
      } else if (sync) {
        flushSync(() => setRange(next));
      } else {
        setRange(next);
      }
    },
    [place],
  );

  const moveTo = useCallback(
    (wanted: number, sync = false) => {
      const element = scroller.current;
      if (!element) return;
      const { extent: within } = now.current;
      const top = Math.round(clampTop(within, wanted));
      element.scrollTop = Math.round(scrollTopOf(within, top));
      now.current.top = top;
      // What the element really took is what the coming scroll event will show.
      now.current.scrollTop = element.scrollTop;
      update(sync);
    },
    [scroller, update],
  );

  useLayoutEffect(place, [place, range, base, extent]);

  // Other rows, or another size: stay at the same rows where there still are as many.
  useLayoutEffect(() => {
    moveTo(now.current.top);
  }, [extent, moveTo]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      const { extent: within, scrollTop } = now.current;
      // Our own move has happened already, and more exactly than pixels can say.
      if (isMapped(within) && Math.abs(element.scrollTop - scrollTop) < 1) return;
      now.current.scrollTop = element.scrollTop;
      now.current.top = isMapped(within)
        ? Math.round(topOf(within, element.scrollTop))
        : topOf(within, element.scrollTop);
      update(true);
    };
    const onWheel = (event: WheelEvent) => {
      const { extent: within, top } = now.current;
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!isMapped(within) || sideways || event.ctrlKey) return;
      event.preventDefault();
      const unit = [1, within.rowHeight, within.viewHeight][event.deltaMode] ?? 1;
      moveTo(top + event.deltaY * unit, true);
    };
    const watch = new ResizeObserver(() =>
      setViewHeight(Math.max(0, element.clientHeight - headerHeight)),
    );
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    watch.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
      watch.disconnect();
    };
  }, [scroller, headerHeight, moveTo, update]);

  const showRow = useCallback(
    (row: number) => {
      const { extent: within, top } = now.current;
      const next = topShowing(within, top, row);
      if (next !== top) moveTo(next);
    },
    [moveTo],
  );
  const scrollToRow = useCallback(
    (row: number) => moveTo(row * now.current.extent.rowHeight),
    [moveTo],
  );

  return { extent, range, base, elementHeight: elementHeight(extent), showRow, scrollToRow };
}
