/**
 * Keys as text: modifiers in the order Mod, Ctrl, Alt, Shift, then the key, joined with `+`.
 * `Mod` is Command on macOS and Control elsewhere. A printed symbol stands for itself,
 * without the Shift it may take: `?`, not `Shift+/`.
 */
export type Keys = string;

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export const isMac: boolean =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Esc: 'Escape',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
};

const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'Fn', 'OS']);

/** The keys of one press, or nothing for a modifier alone or an unfinished character. */
export function keysOf(press: KeyPress, mac = isMac): Keys | null {
  if (MODIFIERS.has(press.key) || press.key === 'Dead' || press.key === 'Unidentified') return null;
  const name = nameOf(press);
  const letterLike = name.length > 1 || name.toUpperCase() !== name.toLowerCase();
  // The digit row is shifted on some keyboards (French), so Shift is no part of a digit.
  const shift = press.shiftKey && letterLike;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const control = mac ? press.ctrlKey : press.metaKey;
  const parts = [mod && 'Mod', control && 'Ctrl', press.altKey && 'Alt', shift && 'Shift', name];
  return parts.filter(Boolean).join('+');
}

function nameOf(press: KeyPress): string {
  const named = NAMES[press.key] ?? press.key;
  if (named.length > 1) return named;
  const physical = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(press.code);
  const onKey = physical?.[1] ?? physical?.[2] ?? physical?.[3];
  // With Alt, and on keyboards without Latin letters, what is printed is not what is meant.
  const printed = named.toUpperCase();
  const latin = /^[\x21-\x7e]$/.test(printed);
  if (onKey && (press.altKey || !latin)) return onKey;
  return printed;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
  Backspace: '⌫',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** The parts of a key combination as they are shown. */
export function keyLabels(keys: Keys, mac = isMac): string[] {
  return splitKeys(keys).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Ctrl') return mac ? '⌃' : 'Super';
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    return SYMBOLS[part] ?? part;
  });
}

/** `Mod++` is Mod and the plus key. */
export function splitKeys(keys: Keys): string[] {
  if (keys === '+') return ['+'];
  if (keys.endsWith('++')) return [...keys.slice(0, -2).split('+'), '+'];
  return keys.split('+');
}

export const showKeys = (keys: Keys, mac = isMac): string =>
  keyLabels(keys, mac).join(mac ? '' : '+');
