import { describe, expect, it } from 'vitest';
import { RIGHT, WRONG, cellFilter, errorsWithTag, isSortableField, narrow, quote, splitAt, tagColumn, verdictOf } from './filters';

describe('filter lines', () => {
  it.each([
    ['3', '3'],
    ['not_sure', 'not_sure'],
    ['two words', '"two words"'],
    ['say "hi"', '"say ""hi"""'],
    ['back\\slash', '"back\\\\slash"'],
    ['none', '"none"'],
    ['Source', '"Source"'],
    ['a=b', '"a=b"'],
    ['שלום', 'שלום'],
    ['', '""'],
  ])('writes %s so that it means itself', (value, written) => {
    expect(quote(value)).toBe(written);
  });

  it('names tags and cells', () => {
    expect(tagColumn('blurry')).toBe('tag:blurry');
    expect(tagColumn('low light')).toBe('tag:"low light"');
    expect(cellFilter('3', 'number five')).toBe('label = 3 and pred = "number five"');
    expect(errorsWithTag('low light')).toBe('tag:"low light" = yes and pred != label');
  });

  it('narrows what is there', () => {
    expect(narrow('', 'tag:a = yes')).toBe('tag:a = yes');
    expect(narrow(WRONG, 'tag:a = yes')).toBe('pred != label and tag:a = yes');
    expect(narrow('a = 1 or b = 2', 'tag:a = yes')).toBe('(a = 1 or b = 2) and tag:a = yes');
  });

  it('knows the quick filters', () => {
    expect(verdictOf(WRONG)).toBe(WRONG);
    expect(verdictOf(`${RIGHT} and tag:a = unseen`)).toBe(RIGHT);
    expect(verdictOf('text ~ x')).toBe('');
  });

  it('counts code points, not units', () => {
    expect(splitAt('text ~ "🙂" x', 11)).toEqual(['text ~ "🙂" ', 'x', '']);
    expect(splitAt('pred =', 6)).toEqual(['pred =', '', '']);
  });

  it('knows which metadata fields a sort can name', () => {
    expect(isSortableField('year')).toBe(true);
    expect(isSortableField('source')).toBe(false);
  });
});
