import { useEffect, useRef } from 'react';
import { focusOf } from '@/actions/dispatcher';
import type { Tag } from '@/generated/commands';

/** The letter or digit of a press, by place for digits (they are shifted on some keyboards). */
export function tagKeyOf(event: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit) return digit;
  if (/^[\p{L}\p{N}]$/u.test(event.key)) {
    const latin = /^[a-z0-9]$/i.test(event.key);
    const physical = /^Key([A-Z])$/.exec(event.code)?.[1];
    return (latin ? event.key : (physical ?? event.key)).toLowerCase();
  }
  return null;
}

/** The keys of the tags, which belong to the project and so are in no table of actions. */
export function useTagKeys(tags: readonly Tag[], enabled: boolean, onKey: (tag: Tag, no: boolean) => void): void {
  const latest = useRef({ tags, onKey });
  latest.current = { tags, onKey };
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (event.ctrlKey || event.metaKey || event.altKey || focusOf(event.target) !== 'screen') return;
      const key = tagKeyOf(event);
      const tag = key === null ? undefined : latest.current.tags.find(({ hotkey }) => hotkey?.toLowerCase() === key);
      if (!tag) return;
      event.preventDefault();
      if (!event.repeat) latest.current.onKey(tag, event.shiftKey);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
