import { Temporal } from 'temporal-polyfill';
import type { Day } from './civil.js';

/**
 * The epoch ms at which clocks in `zone` show a time (`HH:mm`) on a day (T1). A time that comes twice is the first one;
 * a skipped one is as much later as the clocks jump.
 */
export const wallClockAt = (day: Day, time: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds;
