import { useEffect, type RefObject } from 'react';

const LINE = 48;

/**
 * Scrolls a long item by Space, Page Up and Down, Home and End while nothing has the focus, so
 * that reading never takes the keys that label. `arrows` where no list moves by them.
 */
export function useScrollKeys(place: RefObject<HTMLElement | null>, arrows = true): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const element = place.current;
      if (!element || event.target !== document.body || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const page = element.clientHeight * 0.9;
      const by: Record<string, number> = {
        PageDown: page,
        PageUp: -page,
        ' ': event.shiftKey ? -page : page,
        Home: -element.scrollHeight,
        End: element.scrollHeight,
        ...(arrows ? { ArrowDown: LINE, ArrowUp: -LINE } : {}),
      };
      const distance = by[event.key];
      if (distance === undefined) return;
      event.preventDefault();
      element.scrollBy({ top: distance });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [place, arrows]);
}
