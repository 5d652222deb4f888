import { useEffect, useState, type RefObject } from 'react';

/** How wide a chart may be drawn: as wide as its place, and no narrower than can be read. */
export function useWidth(place: RefObject<HTMLElement | null>, least = 320): number {
  const [width, setWidth] = useState(460);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(Math.max(least, Math.floor(element.clientWidth))));
    watch.observe(element);
    return () => watch.disconnect();
  }, [place, least]);
  return width;
}
