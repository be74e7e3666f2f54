/** Lengths of time in milliseconds; a civil day may be an hour longer or shorter. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
