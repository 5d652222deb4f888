/** Colours and pictures of a matrix; no React. */
import { short } from './RowButton';

/** One cell: a value from -1 to 1 (0 to 1 for shares), and how it is written. */
export interface MatrixCell {
  value: number | null;
  text: string;
}

export interface MatrixData {
  rows: readonly string[];
  columns: readonly string[];
  /** None: there is nothing to show here, as on the diagonal. */
  cell: (row: number, column: number) => MatrixCell | null;
}

export interface MatrixColours {
  surface: string;
  text: string;
  muted: string;
  empty: string;
  border: string;
  high: string;
  low: string;
}

type Rgb = readonly [number, number, number];

/** Reads what getComputedStyle gives for a colour: rgb(…), rgba(…) or color(srgb …). */
export function parseColour(colour: string): Rgb {
  const numbers = (colour.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const scale = colour.startsWith('color(') ? 255 : 1;
  const [red = 0, green = 0, blue = 0] = numbers.map((each) => each * scale);
  return [red, green, blue];
}

/** From the surface to `high` for agreement above chance, to `low` below it. */
export function cellColour(value: number | null, colours: MatrixColours): string {
  if (value === null) return colours.empty;
  const share = Math.min(1, Math.abs(value));
  const from = parseColour(colours.surface);
  const to = parseColour(value < 0 ? colours.low : colours.high);
  const mixed = from.map((each, at) => Math.round(each + ((to[at] ?? each) - each) * share));
  return `rgb(${mixed.join(', ')})`;
}

/** The colours of the theme in force; light-dark() is resolved only where a colour is used. */
export function coloursOf(element: Element): MatrixColours {
  const probe = document.createElement('span');
  element.append(probe);
  const read = (colour: string): string => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const colours = {
    surface: read('var(--surface)'),
    text: read('var(--text)'),
    muted: read('var(--text-3)'),
    empty: read('var(--surface-2)'),
    border: read('var(--border)'),
    high: read('light-dark(#5b9aa8, #2f6673)'),
    low: read('light-dark(#d98a80, #8a4038)'),
  };
  probe.remove();
  return colours;
}

const CELL = { width: 64, height: 32 };
const HEAD = 132;
const TINY = 6;

interface Pen {
  rect(x: number, y: number, width: number, height: number, fill: string): void;
  text(x: number, y: number, text: string, fill: string, at: 'start' | 'middle' | 'end', upright?: boolean): void;
}

/** Beyond this many the cells are squares of colour without text. */
export const TEXT_UP_TO = 16;

function size(data: MatrixData): { width: number; height: number; cell: { width: number; height: number }; head: number } {
  const tiny = Math.max(data.rows.length, data.columns.length) > TEXT_UP_TO;
  const cell = tiny ? { width: TINY, height: TINY } : CELL;
  const head = tiny ? 0 : HEAD;
  return { cell, head, width: head + cell.width * data.columns.length, height: head + cell.height * data.rows.length };
}

function paint(pen: Pen, data: MatrixData, colours: MatrixColours): void {
  const { cell, head, width, height } = size(data);
  pen.rect(0, 0, width, height, colours.surface);
  const named = head > 0;
  data.rows.forEach((row, y) => {
    const top = head + y * cell.height;
    if (named) pen.text(head - 8, top + cell.height / 2, short(row), colours.text, 'end');
    data.columns.forEach((_, x) => {
      const shown = data.cell(y, x);
      const left = head + x * cell.width;
      if (!shown) return;
      pen.rect(left + 0.5, top + 0.5, cell.width - 1, cell.height - 1, cellColour(shown.value, colours));
      if (named) pen.text(left + cell.width / 2, top + cell.height / 2, shown.text, shown.value === null ? colours.muted : colours.text, 'middle');
    });
  });
  if (named) {
    data.columns.forEach((column, x) =>
      pen.text(head + x * cell.width + cell.width / 2, head - 8, short(column), colours.text, 'start', true),
    );
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[each] ?? each);

export function matrixSvg(data: MatrixData, colours: MatrixColours): string {
  const { width, height } = size(data);
  const parts: string[] = [];
  paint(
    {
      rect: (x, y, w, h, fill) => parts.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`),
      text: (x, y, text, fill, at, upright) =>
        parts.push(
          `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${at}" dominant-baseline="central"${upright ? ` transform="rotate(-90 ${x} ${y})"` : ''}>${escaped(text)}</text>`,
        ),
    },
    data,
    colours,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">${parts.join('')}</svg>`;
}

export function paintCanvas(canvas: HTMLCanvasElement, data: MatrixData, colours: MatrixColours, scale: number): void {
  const { width, height } = size(data);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(scale, scale);
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'middle';
  paint(
    {
      rect: (x, y, w, h, fill) => {
        context.fillStyle = fill;
        context.fillRect(x, y, w, h);
      },
      text: (x, y, text, fill, at, upright) => {
        context.save();
        context.fillStyle = fill;
        context.textAlign = at === 'middle' ? 'center' : at;
        context.translate(x, y);
        if (upright) context.rotate(-Math.PI / 2);
        context.fillText(text, 0, 0);
        context.restore();
      },
    },
    data,
    colours,
  );
}

export async function matrixPng(data: MatrixData, colours: MatrixColours): Promise<Blob> {
  const canvas = document.createElement('canvas');
  paintCanvas(canvas, data, colours, 2);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture was made'))), 'image/png'),
  );
}

/** Where an arrow key leads from a cell; nothing for other keys. */
export function moveIn(key: string, at: readonly [number, number], rows: number, columns: number): [number, number] | null {
  const [row, column] = at;
  const to: Record<string, [number, number]> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, columns - 1],
  };
  const next = to[key];
  if (!next) return null;
  return [Math.min(rows - 1, Math.max(0, next[0])), Math.min(columns - 1, Math.max(0, next[1]))];
}
