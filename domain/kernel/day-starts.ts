import { DAY } from './durations.js';
import { Temporal } from 'temporal-polyfill';

/** The calendar's ends: what would pass them stays on them, so that sums are total and days keep sorting as text. */
export const firstCalendarDay = '1900-01-01';
export const lastCalendarDay = '9999-12-31';

/** Enough for two centuries of days in a zone; a full memory is emptied, which costs time and changes no answer. */
const remembered = 75_000;
const zonesRemembered = 64;

interface DayStart {
  readonly day: string;
  readonly from: number;
}

/**
 * The civil days of one zone as epoch ms. Results are cached: a decision needs the same few days again and again, and
 * a zone's rules do not change while a process runs.
 */
export interface DayStarts {
  startOf(day: string): number;
  dayAt(epochMs: number): string;
}

const zones = new Map<string, DayStarts>();

/** Throws a RangeError where `zone` is no time zone. */
export const startsOfDays = (zone: string): DayStarts => {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  if (zones.size >= zonesRemembered) zones.clear();
  const made = dayStarts(zone);
  zones.set(zone, made);
  return made;
};

const dayStarts = (zone: string): DayStarts => {
  const starts = new Map<string, number>();
  const buckets = new Map<number, readonly DayStart[]>();
  const beginning = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;

  const startOf = (day: string): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    if (starts.size >= remembered) starts.clear();
    const start = beginning(Temporal.PlainDate.from(day));
    starts.set(day, start);
    return start;
  };

  /** The zone's days that reach into one UTC day, in order. */
  const daysIn = (bucket: number): readonly DayStart[] => {
    const known = buckets.get(bucket);
    if (known !== undefined) return known;
    if (buckets.size >= remembered) buckets.clear();
    const found: DayStart[] = [];
    let day = Temporal.Instant.fromEpochMilliseconds(bucket * DAY)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    for (let from = beginning(day); from < (bucket + 1) * DAY; from = beginning(day)) {
      found.push({ day: withinCalendar(day), from });
      day = day.add({ days: 1 });
    }
    buckets.set(bucket, found);
    return found;
  };

  const dayAt = (epochMs: number): string => {
    const days = daysIn(Math.min(Math.max(Math.floor(epochMs / DAY), firstBucket), lastBucket));
    let i = days.length - 1;
    while (i > 0 && days[i]!.from > epochMs) i--;
    return days[i]!.day;
  };

  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  return { startOf, dayAt };
};

const withinCalendar = (day: Temporal.PlainDate): string =>
  day.year < 1900 ? firstCalendarDay : day.year > 9999 ? lastCalendarDay : day.toString();

const bucketOf = (day: string): number => Temporal.Instant.from(`${day}T00:00Z`).epochMilliseconds / DAY;
const firstBucket = bucketOf(firstCalendarDay);
const lastBucket = bucketOf(lastCalendarDay);
