import { useEffect, useRef, useState } from 'react';
import { focusOf } from '@/actions/dispatcher';
import { keysOf } from '@/actions/keys';
import type { Class } from '@/generated/commands';

/** The class whose key this is, and whether its definition is asked for (Alt). */
function meant(event: KeyboardEvent, classes: readonly Class[]): { chosen: Class; alt: boolean } | null {
  const keys = keysOf(event);
  if (keys === null) return null;
  const alt = keys.startsWith('Alt+') && keys.length === 5;
  const key = (alt ? keys.slice(4) : keys).toLowerCase();
  const chosen = key.length === 1 ? classes.find(({ hotkey }) => hotkey === key) : undefined;
  return chosen ? { chosen, alt } : null;
}

/**
 * Keys of the project's classes. They belong to the scheme, not to the table of actions, and
 * come before it: on these screens a class never loses its key to an action.
 * Returns the class whose definition is asked for with Alt and its key.
 */
export function useClassKeys(
  classes: readonly Class[],
  onChoose: (chosen: Class) => void,
  enabled = true,
): Class | null {
  const [defined, setDefined] = useState<Class | null>(null);
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      // 229: an input method is composing.
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (focusOf(event.target) !== 'screen' || document.querySelector('[role=alertdialog]')) return;
      const found = meant(event, classes);
      if (!found) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (found.alt) setDefined(found.chosen);
      else if (!event.repeat) latest.current(found.chosen);
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === 'Alt') setDefined(null);
    };
    const onBlur = () => setDefined(null);
    window.addEventListener('keydown', onKeyDown, { capture: true });
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', onBlur);
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
      setDefined(null);
    };
  }, [classes, enabled]);
  return defined;
}
