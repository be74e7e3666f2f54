import { DAY, MINUTE } from './durations.js';
import { Temporal } from 'temporal-polyfill';
import { type Day, endOfDay, startOfDay } from './civil.js';

/** An opening window of one weekday, half open, in minutes of the wall clock since 00:00, at most 1440. */
export interface WallWindow {
  readonly from: number;
  readonly to: number;
}

/** An opening window of one day, half open, in epoch ms. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** About fifty years of days; a full memory is emptied, which changes no answer. */
const remembered = 20_000;

/** Minutes since 00:00 of `HH:mm`, `24:00` included, or null. */
export const minutesOf = (text: string): number | null => {
  const parts = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  const minutes = parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
  return minutes === null || minutes > 1440 ? null : minutes;
};

/** The windows of days as instants in `zone`, remembered by day. */
export const windowsOn = (
  zone: string,
  wallWindowsOf: (day: Day) => readonly WallWindow[],
): ((day: Day) => readonly Window[]) => {
  const memory = new Map<Day, readonly Window[]>();
  return (day) => {
    const known = memory.get(day);
    if (known !== undefined) return known;
    if (memory.size >= remembered) memory.clear();
    const wall = wallWindowsOf(day);
    const windows = wall.length === 0 ? [] : asInstants(day, wall, zone);
    memory.set(day, windows);
    return windows;
  };
};

/**
 * On a day on which clocks change, a wall-clock time that occurs twice is the first one, and a time that is skipped is
 * as much later as the clocks jump; what such a change leaves empty or touching is dropped or joined.
 */
const asInstants = (day: Day, wall: readonly WallWindow[], zone: string): readonly Window[] => {
  const begins = startOfDay(day, zone);
  const ends = endOfDay(day, zone);
  const at = (minutes: number): number => {
    if (minutes === 0) return begins;
    if (minutes === 1440) return ends;
    if (ends - begins === DAY) return begins + minutes * MINUTE;
    const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
    const instant = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    return Math.min(Math.max(instant, begins), ends);
  };
  const windows: Window[] = [];
  for (const window of wall) {
    const [from, to] = [at(window.from), at(window.to)];
    const last = windows.at(-1);
    if (last !== undefined && from <= last.to)
      windows[windows.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else if (from < to) windows.push({ from, to });
  }
  return windows;
};
