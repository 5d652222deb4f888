const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** 3 Nov 2025, 16:05; from milliseconds since 1970 UTC, in the time of this machine. */
export const formatTime = (ms: number): string => moment.format(ms);
