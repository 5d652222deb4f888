import { afterEach, describe, expect, it } from 'vitest';
import { findClashes, overrides, remap, resetKeys } from './bindings';
import { lend, meaningOf, type Focus, type Press } from './dispatcher';
import { keysOf, showKeys, splitKeys } from './keys';
import { actions, type Action, type Situation } from './table';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  keyCode: 0,
  defaultPrevented: false,
  ...more,
});

const title = 'app.name';
const table: Action[] = [
  { id: 'a', title, keys: ['Mod+K'], scope: 'app', inText: true },
  { id: 'b', title, keys: ['1'], scope: 'label' },
  { id: 'c', title, keys: ['1'], scope: 'errors.sheet', repeat: true },
  { id: 'd', title, keys: ['U'], scope: 'errors', when: (now) => now.projectOpen },
];
const at = (route: Situation['route'], projectOpen = true): Situation => ({
  route,
  projectOpen,
  readOnly: false,
});

describe('keys of a press', () => {
  it.each<[string, Press, string | null]>([
    ['a letter', press('k'), 'K'],
    ['shift and a letter', press('K', { shiftKey: true }), 'Shift+K'],
    ['a symbol carries no shift', press('?', { shiftKey: true, code: 'Slash' }), '?'],
    ['control is Mod', press('k', { ctrlKey: true }), 'Mod+K'],
    ['plus with control', press('+', { ctrlKey: true, shiftKey: true }), 'Mod++'],
    ['a digit on a French keyboard', press('1', { shiftKey: true, code: 'Digit1' }), '1'],
    ['a letter on a Russian keyboard', press('л', { code: 'KeyK', ctrlKey: true }), 'Mod+K'],
    ['alt prints something else', press('¡', { code: 'Digit1', altKey: true }), 'Alt+1'],
    ['space has a name', press(' '), 'Space'],
    ['a modifier alone', press('Shift', { shiftKey: true }), null],
    ['half a character', press('Dead'), null],
  ])('%s', (_, given, expected) => {
    expect(keysOf(given, false)).toBe(expected);
  });

  it('splits and shows them', () => {
    expect(splitKeys('Mod++')).toEqual(['Mod', '+']);
    expect(splitKeys('+')).toEqual(['+']);
    expect(showKeys('Mod+Shift+K', true)).toBe('⌘⇧K');
    expect(showKeys('Mod+Shift+K', false)).toBe('Ctrl+Shift+K');
  });
});

describe('what a press means', () => {
  const given = table.map((action) => lend(action.id, { run: () => undefined, enabled: true }));
  const mean = (key: Press, focus: Focus, now: Situation) => {
    const meaning = meaningOf(key, focus, now, table);
    return meaning.kind === 'run' ? meaning.action.id : meaning.kind;
  };

  it.each<[string, Press, Focus, Situation, string]>([
    ['acts on its screen', press('1'), 'screen', at('label'), 'b'],
    ['a part of a screen', press('1'), 'screen', at('errors'), 'c'],
    ['not on another screen', press('1'), 'screen', at('quality'), 'none'],
    ['not in a text field', press('1'), 'text', at('label'), 'none'],
    ['not under a dialog', press('1'), 'overlay', at('label'), 'none'],
    ['not while composing', press('1', { isComposing: true }), 'screen', at('label'), 'none'],
    ['not on 229', press('1', { keyCode: 229 }), 'screen', at('label'), 'none'],
    ['not what a control took', press('1', { defaultPrevented: true }), 'screen', at('label'), 'none'],
    ['a held key acts once', press('1', { repeat: true }), 'screen', at('label'), 'swallow'],
    ['unless it may repeat', press('1', { repeat: true }), 'screen', at('errors'), 'c'],
    ['the palette opens from text', press('k', { ctrlKey: true }), 'text', at('label'), 'a'],
    ['only when it may', press('u'), 'screen', at('errors', false), 'none'],
  ])('%s', (_, key, focus, now, expected) => {
    expect(mean(key, focus, now)).toBe(expected);
  });

  it('needs a hand', () => {
    given[1]?.();
    expect(mean(press('1'), 'screen', at('label'))).toBe('none');
    const back = lend('b', { run: () => undefined, enabled: false });
    expect(mean(press('1'), 'screen', at('label'))).toBe('none');
    back();
  });
});

describe('the table', () => {
  afterEach(() => overrides.set({}));

  it('holds no clash and no id twice', () => {
    expect(findClashes(actions)).toEqual([]);
    expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
  });

  it('sees a clash only where scopes overlap', () => {
    expect(findClashes(table)).toEqual([]);
    const [app] = table as [Action];
    const clash = findClashes([...table, { ...app, id: 'e', scope: 'errors.sheet' }]);
    expect(clash.map(({ first, second }) => [first.id, second.id])).toEqual([['a', 'e']]);
  });

  it('refuses a taken key and keeps a free one', () => {
    const [, b, , d] = table as [Action, Action, Action, Action];
    expect(remap(d, ['1'], table)).toMatchObject({ ok: false, reason: 'clash', keys: '1' });
    expect(remap(d, ['Escape'], table)).toMatchObject({ ok: false, reason: 'unusable' });
    expect(remap(d, ['X'], table)).toEqual({ ok: true });
    expect(overrides.get()).toEqual({ d: ['X'] });
    expect(remap(b, ['U'], table)).toEqual({ ok: true });
    expect(resetKeys(d, table)).toEqual({ ok: true });
    expect(overrides.get()).toEqual({ b: ['U'] });
  });
});
