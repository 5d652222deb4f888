import { describe, expect, it } from 'vitest';
import { dropAt } from './columnDrag';

describe('a dragged header', () => {
  // `a` is pinned and lies over what has been scrolled under it.
  const headers = [
    { id: 'a', left: 0, right: 100 },
    { id: 'b', left: 60, right: 160 },
    { id: 'c', left: 160, right: 260 },
  ];

  it('is dropped before or after the one it is over, a pinned one first', () => {
    expect(dropAt(headers, 20)).toEqual({ id: 'a', after: false });
    expect(dropAt(headers, 80)).toEqual({ id: 'a', after: true });
    expect(dropAt(headers, 105)).toEqual({ id: 'b', after: false });
    expect(dropAt(headers, 200)).toEqual({ id: 'c', after: false });
  });

  it('goes to an end beyond it, and nowhere without headers', () => {
    expect(dropAt(headers, -5)).toEqual({ id: 'a', after: false });
    expect(dropAt(headers, 900)).toEqual({ id: 'c', after: true });
    expect(dropAt([], 10)).toBeNull();
  });
});
