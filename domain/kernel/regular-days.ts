import { DAY } from './durations.js';
import { Temporal } from 'temporal-polyfill';
import { type Day, dayAt, dayNumber, lastCalendarDay, startOfDay } from './civil.js';

/** One past the calendar's last day, as a day number. */
const end = dayNumber(lastCalendarDay) + 1;

/**
 * K3: from which day on a calendar leaves its weekly pattern: the first day at or after a day that is one of `special`
 * (holidays, make-up days, the policy's own) or lies within a day of a change of the zone's clocks. Days as day
 * numbers; one past the calendar's last day where none comes. What lies between can be counted in whole weeks.
 */
export const regularUntil = (zone: string, special: Iterable<Day>): ((day: number) => number) => {
  const days = [...new Set(special)].map(dayNumber).sort((a, b) => a - b);
  const nextChange = clockChanges(zone);
  return (day) => Math.min(firstFrom(days, day), nextChange(day), end);
};

/** Reuses the last stretch without a zone lookup: sums start from ever later days. */
const clockChanges = (zone: string): ((day: number) => number) => {
  let known = { from: 0, until: -1 };
  return (day) => {
    if (known.from <= day && day <= known.until) return known.until;
    const before = startOfDay(dayAt((day - 1) * DAY, 'UTC'), zone) - 1;
    const change = Temporal.Instant.fromEpochMilliseconds(before)
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('next');
    const changes = change === null ? end : dayNumber(dayAt(Math.min(change.epochMilliseconds, lastMs), zone)) - 1;
    known = { from: day, until: Math.max(day, changes) };
    return known.until;
  };
};

/** By halves: a calendar may name a thousand days. */
const firstFrom = (days: readonly number[], day: number): number => {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? end) < day) low = middle + 1;
    else high = middle;
  }
  return days[low] ?? end;
};

const lastMs = startOfDay(lastCalendarDay, 'UTC');
