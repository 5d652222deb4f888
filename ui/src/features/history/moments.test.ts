import { describe, expect, test } from 'vitest';
import { parseMoment, writeMoment } from './moments';

describe('moments', () => {
  test.each([
    ['2026-11-21 14:30', false, new Date(2026, 10, 21, 14, 30)],
    ['2026-11-21', false, new Date(2026, 10, 21)],
    ['2026-11-21', true, new Date(2026, 10, 21, 23, 59, 59, 999)],
    ['2026-11-21 14:30', true, new Date(2026, 10, 21, 14, 30, 59, 999)],
    [' 2026-11-21T04:05:06 ', false, new Date(2026, 10, 21, 4, 5, 6)],
  ] as const)('%s', (text, end, wanted) => {
    expect(parseMoment(text, end)).toBe(wanted.getTime());
  });

  test('what is blank is nothing, and what is no moment is a fault', () => {
    expect(parseMoment('  ')).toBeNull();
    for (const wrong of ['soon', '2026-13-01', '2026-02-30', '2026-11-21 25:00', '21.11.2026']) {
      expect(parseMoment(wrong), wrong).toBeUndefined();
    }
  });

  test('what was written is read', () => {
    const at = new Date(2026, 0, 2, 3, 4, 5).getTime();
    expect(parseMoment(writeMoment(at))).toBe(at);
  });
});
