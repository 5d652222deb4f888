import { describe, expect, it } from 'vitest';
import { buttonsOf, pieces } from './buttons';

const digits = Array.from({ length: 10 }, (_, n) => String(n));

describe('the buttons of the classes', () => {
  it('are one row while it fits', () => {
    expect(buttonsOf(digits, 1040)).toEqual({ columns: 10, least: 72 });
    expect(buttonsOf(digits, 792).columns).toBe(10);
  });

  it('break into rows of the same length beside a guideline', () => {
    expect(buttonsOf(digits, 722).columns).toBe(5);
    expect(buttonsOf(digits, 443).columns).toBe(5);
    expect(buttonsOf(digits, 380).columns).toBe(4);
  });

  it('never are wider than the room', () => {
    const named = ['positive', 'negative', 'neutral', 'mixed', 'unclear', 'off topic'];
    for (let width = 150; width < 1400; width += 7) {
      const { columns, least } = buttonsOf(named, width);
      expect(columns * least + (columns - 1) * 8).toBeLessThanOrEqual(width);
    }
    expect(buttonsOf(named, 60).columns).toBe(1);
  });
});

describe('a name in pieces', () => {
  it.each([
    ['spam', ['spam']],
    ['comp.sys.ibm.pc.hardware', ['comp.', 'sys.', 'ibm.', 'pc.', 'hardware']],
    ['not_sure/other', ['not_', 'sure/', 'other']],
    ['a...b', ['a...', 'b']],
    ['.', ['.']],
    ['two words', ['two words']],
    ['', ['']],
  ])('%s', (name, expected) => {
    expect(pieces(name)).toEqual(expected);
  });
});
