import { describe, expect, it } from 'vitest';
import type { Figure } from '@/generated/commands';
import { place, rest } from './shares';

const figure = (value: number | null, lower: number | null, upper: number | null): Figure => ({
  value,
  lower,
  upper,
  n: 8,
  method: null,
  undefined_because: null,
  unreliable_because: null,
});

describe('shares as places', () => {
  it('turns the limits of a rest round', () => {
    expect(rest(figure(0.75, 0.5, 1))).toEqual({ value: 0.25, lower: 0, upper: 0.5 });
    expect(place(figure(0.75, 0.5, 1))).toEqual({ value: 0.75, lower: 0.5, upper: 1 });
  });

  it('has no place for what is undefined, and no limits where there are none', () => {
    expect(rest(figure(null, null, null))).toBeNull();
    expect(rest(figure(0.25, null, null))).toEqual({ value: 0.75, lower: null, upper: null });
  });
});
