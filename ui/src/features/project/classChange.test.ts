import { expect, test } from 'vitest';
import type { Question } from '@/generated/commands';
import { changeOf, emptyDraft } from './classChange';

const made = (id: number, name: string) => ({ id, key: name, name, description: '', hotkey: null, colour: '#000000' });
const question: Question = { id: 1, key: 'label', text: '?', kind: 'single', classes: [made(4, 'cat'), made(5, 'dog')] };
const draft = emptyDraft(question);

test('nothing is sent while something is missing', () => {
  expect(changeOf(draft)).toBeNull();
  expect(changeOf({ ...draft, merged: [4, 5] })).toBeNull();
  expect(changeOf({ ...draft, merged: [4], intoName: 'pet' })).toBeNull();
  expect(changeOf({ ...draft, merged: [4, 5], into: '6' })).toBeNull();
  expect(changeOf({ ...draft, kind: 'split', parts: ['a', ' '] })).toBeNull();
  expect(changeOf({ ...draft, kind: 'split', parts: ['a', 'b'], work: 'by_field' })).toBeNull();
  expect(changeOf({ ...draft, kind: 'retire', instead: '4' })).toBeNull();
});

test('each kind is sent as the workbench takes it', () => {
  expect(changeOf({ ...draft, merged: [4, 5], intoName: ' pet ' })).toEqual({ kind: 'merge', classes: [4, 5], into: { name: 'pet' } });
  expect(changeOf({ ...draft, merged: [4, 5], into: '5' })).toEqual({ kind: 'merge', classes: [4, 5], into: { id: 5 } });
  expect(changeOf({ ...draft, kind: 'retire' })).toEqual({ kind: 'retire', class: 4 });
  expect(changeOf({ ...draft, kind: 'retire', instead: '5' })).toEqual({ kind: 'retire', class: 4, instead: 5 });
  const values = [{ value: ' es ', part: 1 }, { value: '', part: 0 }];
  expect(changeOf({ ...draft, kind: 'split', parts: ['a', 'b'], work: 'by_field', field: '7', values })).toEqual({
    kind: 'split',
    class: 4,
    parts: [{ name: 'a' }, { name: 'b' }],
    work: { kind: 'by_field', field: 7, values: [{ value: 'es', part: 1 }] },
  });
});
