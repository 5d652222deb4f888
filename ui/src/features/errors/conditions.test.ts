import { describe, expect, it } from 'vitest';
import { about, between, choiceIs, fieldColumn, holds, partsOf, presence, setBefore, withCondition, type Question } from './conditions';

const score: Question = { kind: 'number', column: 'score', missing: true };
const pred: Question = { kind: 'choice', column: 'pred', options: [] };
const tag: Question = { kind: 'choice', column: 'tag:"low light"', options: [] };
const text: Question = { kind: 'text', column: 'text', missing: false };

describe('the line and the columns', () => {
  it('is taken apart where it says and, and nowhere else', () => {
    expect(partsOf('a = 1 and (b = 2 or c = 3) and text ~ "x and y"')).toEqual(['a = 1', '(b = 2 or c = 3)', 'text ~ "x and y"']);
    expect(partsOf('a = 1 or b = 2 and c = 3')).toEqual(['a = 1 or b = 2 and c = 3']);
    expect(partsOf('tag:"and or" = yes and not b = 1')).toEqual(['tag:"and or" = yes', 'not b = 1']);
    expect(partsOf(' ')).toEqual([]);
    expect(partsOf('(a = 1')).toEqual(['(a = 1']);
  });

  it('says which conditions are of one column', () => {
    const line = 'pred != label and (score >= 0.2 and score <= 0.4) and pred in (3, 5) and tag:"low light" = yes';
    expect(about(line, score)).toEqual(['(score >= 0.2 and score <= 0.4)']);
    expect(about(line, pred)).toEqual(['pred in (3, 5)']);
    expect(about('(pred = 3 or pred = 5) and pred not in (7)', pred)).toEqual(['(pred = 3 or pred = 5)', 'pred not in (7)']);
    expect(about('lang is missing and note is not missing', { kind: 'text', column: 'lang', missing: true })).toEqual(['lang is missing']);
    expect(about(line, tag)).toEqual(['tag:"low light" = yes']);
    expect(about(line, { kind: 'verdict' })).toEqual(['pred != label']);
    expect(about('prob > 0.5', score)).toEqual(['prob > 0.5']);
  });

  it('changes one column and leaves what a person wrote', () => {
    expect(withCondition('', score, between('score', 0.2, null))).toBe('score >= 0.2');
    expect(withCondition('pred != label', score, between('score', 0.2, 0.5))).toBe('pred != label and (score >= 0.2 and score <= 0.5)');
    expect(withCondition('pred != label and score > 0.9 and a = 1', score, '')).toBe('pred != label and a = 1');
    expect(withCondition('a = 1 or b = 2', score, 'score <= 1')).toBe('(a = 1 or b = 2) and score <= 1');
    expect(withCondition('not a = 1', pred, choiceIs('pred', ['3', '5']))).toBe('not a = 1 and pred in (3, 5)');
  });

  it('writes what is asked', () => {
    expect(holds('text', 'late refund', false)).toBe('text ~ "late refund"');
    expect(holds('text', '  ', true)).toBe('');
    expect(presence('lang', 'missing')).toBe('lang is missing');
    expect(fieldColumn('text')).toBe('"text"');
    expect(fieldColumn('2nd')).toBe('"2nd"');
    expect(fieldColumn('lang')).toBe('lang');
  });

  it('reads again what it wrote', () => {
    expect(setBefore('a = 1 and (score >= 0.2 and score <= 0.5)', score)).toMatchObject({ from: 0.2, to: 0.5 });
    expect(setBefore('(pred = 3 or pred = "two words")', pred).values).toEqual(['3', '"two words"']);
    expect(setBefore('pred in (3, "a, b")', pred).values).toEqual(['3', '"a, b"']);
    expect(setBefore('text !~ "a ""b"""', text)).toMatchObject({ text: 'a "b"', not: true, presence: 'any' });
    expect(setBefore('text is present', text)).toMatchObject({ text: '', presence: 'present' });
    expect(setBefore('text is missing', text)).toMatchObject({ text: '', presence: 'missing' });
    expect(setBefore('score is missing', score)).toMatchObject({ from: null, to: null, presence: 'missing' });
    expect(setBefore('', text)).toMatchObject({ text: '', not: false, presence: 'any', values: [] });
  });
});
