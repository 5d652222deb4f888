const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const formatters = new Map<number, Intl.NumberFormat>();

function fixed(digits: number): Intl.NumberFormat {
  let formatter = formatters.get(digits);
  if (!formatter) {
    formatter = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // What rounds to nothing has no sign.
      signDisplay: 'negative',
    });
    formatters.set(digits, formatter);
  }
  return formatter;
}

/** The typographic minus, so that signs line up with digits. */
const minus = (text: string): string => text.replace('-', '\u2212');

export const formatCount = (value: number): string => minus(whole.format(value));

export const formatNumber = (value: number, digits = 2): string =>
  minus(fixed(digits).format(value));

export const formatPercent = (share: number, digits = 0): string =>
  `${minus(fixed(digits).format(share * 100))}\u202f%`;

export const formatInterval = (low: number, high: number, digits = 2): string =>
  `[${formatNumber(low, digits)}, ${formatNumber(high, digits)}]`;

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? formatCount(value) : formatNumber(value, 1)} ${UNITS[unit]}`;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** 3 Nov 2025, 16:05; from milliseconds since 1970 UTC, in the time of this machine. */
export const formatTime = (ms: number): string => moment.format(ms);

/** 4.2 s, 3 min 05 s, 2 h 10 min. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${formatNumber(seconds, 1)} s`;
  const total = Math.round(seconds);
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes} min ${String(total % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
