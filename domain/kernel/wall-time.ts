import { DAY, MINUTE } from './durations.js';
import { Temporal } from 'temporal-polyfill';
import { type Day, endOfDay, startOfDay } from './civil.js';

/**
 * The epoch ms of a wall-clock time `HH:mm` on a day in a zone (T1). On a day on which clocks change, a time that
 * occurs twice is the first one, and one that is skipped is as much later as the clocks jump.
 */
export const wallTimeOn = (day: Day, time: string, zone: string): number => {
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3, 5))];
  const begins = startOfDay(day, zone);
  if (endOfDay(day, zone) - begins === DAY) return begins + (hour * 60 + minute) * MINUTE;
  const plainTime = Temporal.PlainTime.from({ hour, minute });
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
};
