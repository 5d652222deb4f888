const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * A moment as a person writes it, in the time of this machine: milliseconds since 1970 UTC, null where it is blank,
 * undefined where it cannot be read. Without a time it is the start of the day, or with `end` its last millisecond.
 */
export function parseMoment(text: string, end = false): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const found = WRITTEN.exec(trimmed);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0));
  const timed = found[4] !== undefined;
  const date = timed
    ? new Date(year!, month! - 1, day, hour, minute, found[6] === undefined && end ? 59 : second, end ? 999 : 0)
    : new Date(year!, month! - 1, day! + (end ? 1 : 0), 0, 0, 0, end ? -1 : 0);
  const sound =
    month! >= 1 && month! <= 12 && day! >= 1 && hour! < 24 && minute! < 60 && new Date(year!, month! - 1, day).getDate() === day;
  return sound ? date.getTime() : undefined;
}

/** The moment as `parseMoment` reads it. */
export function writeMoment(ms: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
