import { MINUTE } from './durations.js';
import { dayNumber, endOfDay, lastCalendarDay } from './civil.js';
import type { Window } from './opening-windows.js';

/** Where a sum of working time ends. */
export interface Sum {
  /** Epoch ms. */
  readonly at: number;
  /** K2: it reaches past the last year whose holidays are announced, and may yet move. */
  readonly provisional: boolean;
}

/** Days as day numbers (days since 1970-01-01), with their windows in ascending order. */
export interface WorkingDays {
  windows(day: number): readonly Window[];
  dayOf(at: number): number;
  /** Whether the day lies beyond the announced years. */
  provisional(day: number): boolean;
  /** The first day at or after a day that does not follow the weekly pattern. */
  regularUntil(day: number): number;
  /** What a week of the pattern holds: working milliseconds, and days that have any. */
  readonly week: { readonly ms: number; readonly days: number };
}

const lastDay = dayNumber(lastCalendarDay);
const lastInstant = endOfDay(lastCalendarDay, 'UTC') - 1;

/** The first instant at or after `at` inside a window. */
export const nextOpen = (days: WorkingDays, at: number): number => {
  for (let day = days.dayOf(at); day <= lastDay; day++)
    for (const window of days.windows(day)) if (at < window.to) return Math.max(at, window.from);
  return lastInstant;
};

/** K3. A sum that no window before the calendar's end can take ends there. */
export const addMinutes = (days: WorkingDays, at: number, minutes: number): Sum => {
  if (!(minutes >= 0))
    throw new RangeError(`working minutes are added, not taken: ${minutes} is negative or no number`);
  let rest = Math.round(minutes * MINUTE);
  const first = days.dayOf(at);
  for (let day = first; day <= lastDay; day++) {
    if (day > first) {
      const weeks = wholeWeeks(days, day, rest, days.week.ms);
      rest -= weeks * days.week.ms;
      day += weeks * 7;
      if (day > lastDay) break;
    }
    for (const window of days.windows(day)) {
      if (at >= window.to) continue;
      const from = Math.max(at, window.from);
      // K3: `<=`, so that a sum that fills the window ends at its close and not at the next opening.
      if (rest <= window.to - from) return { at: from + rest, provisional: days.provisional(day) };
      rest -= window.to - from;
    }
  }
  return { at: lastInstant, provisional: days.provisional(lastDay) };
};

/** K5: the close of the `n`th working day after `from`. */
export const closeAfterDays = (days: WorkingDays, from: number, n: number): Sum => {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`working days are counted from 1: ${n} names no day`);
  let remaining = n;
  for (let day = from + 1; day <= lastDay; day++) {
    const weeks = wholeWeeks(days, day, remaining, days.week.days);
    remaining -= weeks * days.week.days;
    day += weeks * 7;
    if (day > lastDay) break;
    const close = days.windows(day).at(-1)?.to;
    if (close !== undefined && --remaining === 0) return { at: close, provisional: days.provisional(day) };
  }
  return { at: lastInstant, provisional: days.provisional(lastDay) };
};

/**
 * Whole weeks of the pattern that begin on `day` and together hold less than `amount`, so that something of it is left
 * to be placed day by day: the steps of a sum go by the special days on its way, not by its length.
 */
const wholeWeeks = (days: WorkingDays, day: number, amount: number, perWeek: number): number =>
  amount <= perWeek || perWeek <= 0
    ? 0
    : Math.min(Math.floor((days.regularUntil(day) - day) / 7), Math.floor((amount - 1) / perWeek));

/** Working minutes in [a, b). */
export const minutesBetween = (days: WorkingDays, a: number, b: number): number => {
  if (b <= a) return 0;
  let sum = 0;
  const [first, last] = [days.dayOf(a), days.dayOf(b)];
  for (let day = first; day <= last; day++) {
    if (day > first && last - day >= 7) {
      const weeks = Math.floor((Math.min(days.regularUntil(day), last) - day) / 7);
      sum += weeks * days.week.ms;
      day += weeks * 7;
    }
    for (const window of days.windows(day)) sum += Math.max(0, Math.min(b, window.to) - Math.max(a, window.from));
  }
  return sum / MINUTE;
};
