/** Places on an axis of time, and of labels beside lines; no React. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A value's place between two ends of a drawing. */
export const linear =
  (from: readonly [number, number], to: readonly [number, number]) =>
  (value: number): number =>
    to[0] + ((value - from[0]) / (from[1] - from[0] || 1)) * (to[1] - to[0]);

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });
const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const formatDate = (at: number): string => long.format(at);

/** What a step is called: an hour, a day, the week or weeks from a day. */
export function stepName(at: number, step: number): string {
  if (step <= HOUR) return `${date.format(at)}, ${clock.format(at)}`;
  return step <= DAY ? long.format(at) : `${date.format(at)} – ${long.format(at + step - 1)}`;
}

export interface TimeMark {
  at: number;
  text: string;
}

/** Marks at the beginnings of steps, so many that their texts do not touch; `most` fit. */
export function timeMarks(first: number, last: number, step: number, most: number): TimeMark[] {
  const n = Math.max(1, Math.round((last - first) / step));
  const every = [1, 2, 3, 6, 12, 24, 7, 14, 28, 56, 91, 182, 364, 728]
    .filter((each) => (step <= HOUR ? each <= 24 : each === 1 || each === 2 || each >= 7))
    .toSorted((a, b) => a - b)
    .find((each) => n / each <= most);
  const apart = (every ?? Math.ceil(n / most)) * step;
  const spans = apart >= 28 * DAY ? month : step <= HOUR && last - first < 36 * HOUR ? clock : date;
  const marks: TimeMark[] = [];
  for (let at = first; at <= last; at += apart) marks.push({ at, text: spans.format(at) });
  return marks;
}

/** Places of labels that want to stand at `wanted`, at least `gap` apart, within `low` to `high`; in the order given. */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, at) => at).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = wanted.slice();
  let before = low - gap;
  for (const at of order) {
    before = Math.max(before + gap, places[at] ?? 0);
    places[at] = before;
  }
  let after = high + gap;
  for (const at of order.toReversed()) {
    after = Math.min(after - gap, places[at] ?? 0);
    places[at] = after;
  }
  return places;
}

/** A line that goes on at each value until the next step begins. */
export function stairs(points: readonly (readonly [x: number, y: number])[], endX: number): string {
  return points.map(([x, y], at) => (at === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('') + (points.length > 0 ? `H${endX}` : '');
}
