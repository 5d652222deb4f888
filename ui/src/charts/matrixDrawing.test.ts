import { expect, it } from 'vitest';
import { cellColour, matrixSvg, moveIn, parseColour, type MatrixColours } from './matrixDrawing';

const colours: MatrixColours = {
  surface: 'rgb(255, 255, 255)',
  text: 'rgb(0, 0, 0)',
  muted: 'rgb(9, 9, 9)',
  empty: 'rgb(1, 2, 3)',
  border: 'rgb(4, 5, 6)',
  high: 'rgb(55, 155, 255)',
  low: 'rgb(255, 55, 55)',
};

it('reads every form of a computed colour', () => {
  expect(parseColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
  expect(parseColour('color(srgb 1 0.5 0)')).toEqual([255, 127.5, 0]);
});

it.each([
  [0, 'rgb(255, 255, 255)'],
  [1, 'rgb(55, 155, 255)'],
  [0.5, 'rgb(155, 205, 255)'],
  [-1, 'rgb(255, 55, 55)'],
  [null, 'rgb(1, 2, 3)'],
])('colours %s', (value, expected) => {
  expect(cellColour(value, colours)).toBe(expected);
});

it('draws names as text, whatever is in them', () => {
  const svg = matrixSvg({ rows: ['<b>'], columns: ['a&b'], cell: () => ({ value: 0.5, text: '0.50' }) }, colours);
  expect(svg).toContain('&lt;b&gt;');
  expect(svg).toContain('a&amp;b');
  expect(svg).toContain('>0.50<');
});

it('moves within the matrix', () => {
  expect(moveIn('ArrowUp', [0, 1], 3, 3)).toEqual([0, 1]);
  expect(moveIn('End', [2, 0], 3, 3)).toEqual([2, 2]);
  expect(moveIn('x', [2, 0], 3, 3)).toBeNull();
});
