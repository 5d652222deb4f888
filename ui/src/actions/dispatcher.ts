/** Decides which action, if any, a key press means. No React, no DOM beyond the target. */
import { keysFor } from './bindings';
import { keysOf, type KeyPress } from './keys';
import { actions, type Action, type Scope, type Situation } from './table';

export interface Press extends KeyPress {
  repeat: boolean;
  isComposing: boolean;
  keyCode: number;
  defaultPrevented: boolean;
}

/** What has the focus: nothing special, a text field, or something lying above the screen. */
export type Focus = 'screen' | 'text' | 'overlay';

export interface Hand {
  run: () => void;
  enabled: boolean;
}

/** The hands that screens have lent to actions; the one lent last acts. */
const hands = new Map<string, Hand[]>();

export function lend(id: string, hand: Hand): () => void {
  hands.set(id, [...(hands.get(id) ?? []), hand]);
  return () => {
    const left = (hands.get(id) ?? []).filter((each) => each !== hand);
    if (left.length > 0) hands.set(id, left);
    else hands.delete(id);
  };
}

export function handOf(action: Action): Hand | undefined {
  const hand = hands.get(action.id)?.at(-1);
  return hand?.enabled ? hand : undefined;
}

/** A scope is live on its own screen; its parts are live while a hand is lent. */
const inScope = (scope: Scope, route: string): boolean =>
  scope === 'app' || scope === route || scope.startsWith(`${route}.`);

export const isLive = (action: Action, situation: Situation): boolean =>
  inScope(action.scope, situation.route) &&
  (action.when?.(situation) ?? true) &&
  handOf(action) !== undefined;

export type Meaning =
  | { kind: 'none' }
  /** Held down: the browser must not act on it either. */
  | { kind: 'swallow' }
  | { kind: 'run'; action: Action };

export function meaningOf(
  press: Press,
  focus: Focus,
  situation: Situation,
  table: readonly Action[] = actions,
): Meaning {
  // 229 is what browsers report while an input method is composing.
  if (press.defaultPrevented || press.isComposing || press.keyCode === 229) return { kind: 'none' };
  const keys = keysOf(press);
  if (keys === null) return { kind: 'none' };
  const action = table.find(
    (each) =>
      (focus === 'screen' || each.inText === true) &&
      keysFor(each).includes(keys) &&
      isLive(each, situation),
  );
  if (!action) return { kind: 'none' };
  if (press.repeat && action.repeat !== true) return { kind: 'swallow' };
  return { kind: 'run', action };
}

const TEXT_FIELDS =
  'input:not([type=checkbox], [type=radio], [type=button], [type=range]), textarea, select, [contenteditable]:not([contenteditable=false])';
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'screen';
  if (target.closest(TEXT_FIELDS)) return 'text';
  return target.closest(OVERLAYS) ? 'overlay' : 'screen';
}
