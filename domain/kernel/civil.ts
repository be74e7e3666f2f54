import { DAY, HOUR } from './durations.js';
import { Temporal } from 'temporal-polyfill';
import { firstCalendarDay, lastCalendarDay, startsOfDays } from './day-starts.js';

/** A civil day `YYYY-MM-DD` in the vendor's zone (T1). Sorts as text. */
export type Day = string;
/** A UTC instant with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ` (T1). Sorts as text. */
export type Instant = string;

export { firstCalendarDay, lastCalendarDay };

const writtenDay = /^\d{4}-\d{2}-\d{2}$/;
const canonical = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const writtenInstant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** The first day that a caller, a file or a policy may name (T1); recorded days may lie before it. */
export const firstNamedDay = '1970-01-01';

/**
 * T1: why a text names no day or instant: it is written otherwise, names none that exists, or lies outside 1970-01-01
 * to 9999-12-31. An object, so that the compiler refuses it where a day or an instant is wanted.
 */
export interface NotATime {
  readonly fault: 'form' | 'range';
  readonly text: string;
}

/** Whether a parse came to a value. */
export const isParsed = (parsed: string | NotATime): parsed is string => typeof parsed === 'string';

/** Whether a value is a real day from 1970-01-01 to 9999-12-31, written `YYYY-MM-DD` (T1). */
export const isDay = (value: unknown): value is Day => typeof value === 'string' && isParsed(parseDay(value));

/** Whether a text is a real day from 1900-01-01 on: what the ledger may hold, also from before callers were bound. */
export const isCalendarDay = (text: string): boolean => {
  if (!writtenDay.test(text) || text < firstCalendarDay) return false;
  try {
    startOfDay(text, 'UTC');
    return true;
  } catch {
    return false;
  }
};

/** The day a text names: no spaces, no other order, no 30 February (T1). */
export const parseDay = (text: string): Day | NotATime => {
  if (writtenDay.test(text) && text < firstNamedDay) return { fault: 'range', text };
  return isCalendarDay(text) ? text : { fault: 'form', text };
};

/**
 * The instant a text names (T1). Understood are a date with hours and minutes, optionally seconds and a fraction (cut
 * to milliseconds), and an offset or `Z`; or a bare date, which means 00:00 in `zone`. A time without an offset names
 * no instant. It lies on or after the start of 1970-01-01 in `zone` or in UTC, whichever is earlier, and in UTC years
 * up to 9999.
 */
export const parseInstant = (text: string, zone: string): Instant | NotATime => {
  if (writtenDay.test(text)) {
    const day = parseDay(text);
    return isParsed(day) ? inRange(startOfDay(day, zone), text, zone) : day;
  }
  if (!writtenInstant.test(text)) return { fault: 'form', text };
  try {
    return inRange(canonical.test(text) ? epochOf(text) : Temporal.Instant.from(text).epochMilliseconds, text, zone);
  } catch {
    return { fault: 'form', text };
  }
};

/** Whether a value is an instant exactly as the ledger writes it, of whatever year (T1). */
export const isInstant = (value: unknown): value is Instant => {
  try {
    return typeof value === 'string' && Number.isFinite(epochOf(value));
  } catch {
    return false;
  }
};

/** Whether a text names an instant in at least one zone: what can be judged before the vendor's zone is known. */
export const isInstantText = (text: string): boolean => isParsed(parseInstant(text, earliestZone));

/** The epoch ms at which `day` begins in `zone`: 00:00, or the first instant after it where clocks skip it (T2). */
export const startOfDay = (day: Day, zone: string): number => startsOfDays(zone).startOf(day);

/** The epoch ms at which `day` is over in `zone`: the beginning of the next day (T2, half open). */
export const endOfDay = (day: Day, zone: string): number =>
  day === lastCalendarDay ? startOfDay(day, zone) + DAY : startOfDay(dayAfter(day), zone);

/**
 * The civil day in `zone` that an instant falls on: the day whose span [startOfDay, endOfDay) holds it (T6). A day that
 * a zone left out is never the answer; where clocks fall back over midnight, the day that has begun stays.
 */
export const dayAt = (at: number | Instant, zone: string): Day =>
  startsOfDays(zone).dayAt(typeof at === 'string' ? epochOf(at) : at);

/** Days since 1970-01-01, for arithmetic and comparison. */
export const dayNumber = (day: Day): number => startOfDay(day, 'UTC') / DAY;

/** The day of a day number; beyond the calendar's ends, its first or last day. */
export const dayOfNumber = (number: number): Day => dayAt(number * DAY, 'UTC');

/** `days` later (earlier, where negative). The calendar ends at 1900-01-01 and 9999-12-31: no sum passes them. */
export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

export const dayAfter = (day: Day): Day => addDays(day, 1);
export const dayBefore = (day: Day): Day => addDays(day, -1);

/** How many days `to` lies after `from`; negative where it lies before. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;

/** The instant of an epoch ms, cut to whole milliseconds; beyond the UTC years 1900 to 9999, their first or last ms. */
export const instantOf = (epochMs: number): Instant => {
  const at = Math.min(Math.max(Math.floor(epochMs), firstMs), lastMs);
  if (at % 60_000 !== 0) return writtenAt(at);
  // Ends of terms and hours of work repeat from decision to decision; other instants hardly do.
  const known = wholeMinutes.get(at);
  if (known !== undefined) return known;
  if (wholeMinutes.size >= minutesRemembered) wholeMinutes.clear();
  const text = writtenAt(at);
  wholeMinutes.set(at, text);
  return text;
};

const minutesRemembered = 20_000;
const wholeMinutes = new Map<number, Instant>();
const digits = (count: number, length: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => String(n).padStart(length, '0'));
const [two, three] = [digits(60, 2), digits(1000, 3)];

const writtenAt = (at: number): Instant => {
  const day = dayAt(at, 'UTC');
  const rest = at - startOfDay(day, 'UTC');
  const [hour, minute] = [Math.floor(rest / HOUR), Math.floor((rest % HOUR) / 60_000)];
  return `${day}T${two[hour]}:${two[minute]}:${two[Math.floor((rest % 60_000) / 1000)]}.${three[rest % 1000]}Z`;
};

/** The epoch ms of an instant as this module writes it. Throws a RangeError on any other text: see `parseInstant`. */
export const epochOf = (instant: Instant): number => {
  if (!canonical.test(instant))
    throw new RangeError(`'${instant}' is no UTC instant with milliseconds; read foreign text with parseInstant`);
  const time =
    Number(instant.slice(11, 13)) * HOUR +
    Number(instant.slice(14, 16)) * 60_000 +
    Number(instant.slice(17, 23)) * 1000;
  return startOfDay(instant.slice(0, 10), 'UTC') + Math.round(time);
};

/** Whether a text is the IANA name of a zone that this build knows; bare offsets are none. */
export const isTimeZone = (zone: string): boolean => {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

const firstMs = Temporal.Instant.from(`${firstCalendarDay}T00:00Z`).epochMilliseconds;
const lastMs = Temporal.Instant.from(`${lastCalendarDay}T23:59:59.999Z`).epochMilliseconds;
/** Where 1970-01-01 begins first. */
const earliestZone = 'Etc/GMT-14';
const inRange = (epochMs: number, text: string, zone: string): Instant | NotATime =>
  epochMs < Math.min(0, startOfDay(firstNamedDay, zone)) || epochMs > lastMs
    ? { fault: 'range', text }
    : instantOf(epochMs);
