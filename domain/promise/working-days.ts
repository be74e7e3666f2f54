import { MINUTE } from '../kernel/durations.js';
import type { WorkingCalendar } from '../kernel/calendar.js';
import { addDays, type Day, dayAt } from '../kernel/civil.js';
import { merged, type Span } from '../kernel/span.js';
import type { Due } from './due.js';
import { runningFrom } from './pauses.js';

/** K9: so many working days after the day of the start, which itself is not counted. */
interface WorkingDaysClock {
  readonly days: number;
  readonly calendar: WorkingCalendar;
}

/**
 * K10: the close of working day `days + ⌈p⌉`, where p sums, over the working days after the day of the start up to the
 * due, the paused share of each. What is paused on the days so won counts too: days are added until no more are won.
 */
export const workingDaysDue = (
  clock: WorkingDaysClock,
  startAt: number,
  pauses: readonly Span[],
  riskShare: number,
): Due => {
  const { calendar } = clock;
  const spans = merged(pauses);
  const openFrom = spans.find((pause) => pause.to === null)?.from ?? null;
  const known = spans.filter((pause) => pause.to !== null);
  let counted = clock.days;
  for (;;) {
    const due = calendar.addWorkingDays(startAt, counted);
    if (openFrom !== null && openFrom < due.at) return { dueAt: null, atRiskAt: null, provisional: due.provisional };
    const needed = clock.days + daysLost(calendar, startAt, due.at, known);
    if (needed <= counted) {
      const firstDay = calendar.addWorkingDays(startAt, 1).at;
      const atRiskAt = riskIn(calendar, firstDay, due.at, known, riskShare);
      return { dueAt: due.at, atRiskAt, provisional: due.provisional };
    }
    counted = needed;
  }
};

/** ⌈p⌉ in exact fractions: a third of one day and two thirds of another are one day, not a little more. */
const daysLost = (calendar: WorkingCalendar, startAt: number, dueAt: number, pauses: readonly Span[]): number => {
  let [numerator, denominator] = [0n, 1n];
  for (const day of daysPaused(calendar, startAt, dueAt, pauses)) {
    const windows = calendar.windowsOf(day);
    const whole = windows.reduce((sum, window) => sum + window.to - window.from, 0);
    const paused = pauses.reduce(
      (sum, pause) =>
        sum +
        windows.reduce(
          (part, window) =>
            part + Math.max(0, Math.min(window.to, pause.to ?? window.to) - Math.max(window.from, pause.from)),
          0,
        ),
      0,
    );
    numerator = numerator * BigInt(whole) + BigInt(paused) * denominator;
    denominator *= BigInt(whole);
  }
  return Number((numerator + denominator - 1n) / denominator);
};

/** The working days after the day of the start, up to the due, on which something is paused; each once. */
const daysPaused = (
  calendar: WorkingCalendar,
  startAt: number,
  dueAt: number,
  pauses: readonly Span[],
): ReadonlySet<Day> => {
  const { zone } = calendar;
  const [first, last] = [addDays(dayAt(startAt, zone), 1), dayAt(dueAt, zone)];
  const days = new Set<Day>();
  for (const pause of pauses) {
    const begins = dayAt(pause.from, zone);
    const ends = dayAt(Math.min(pause.to ?? dueAt, dueAt), zone);
    for (let day = begins > first ? begins : first; day <= ends && day <= last; day = addDays(day, 1))
      if (calendar.isWorkingDay(day)) days.add(day);
  }
  return days;
};

/** K12: when the share of the on-site time outside pauses, from the first counted day to the due, has run. */
const riskIn = (
  calendar: WorkingCalendar,
  firstClose: number,
  dueAt: number,
  pauses: readonly Span[],
  riskShare: number,
): number => {
  const opens = calendar.windowsOf(dayAt(firstClose - 1, calendar.zone))[0]?.from ?? firstClose;
  const stretches = runningFrom(opens, pauses).map(({ from, to }) => ({ from, to: Math.min(to ?? dueAt, dueAt) }));
  const minutes = stretches.map(({ from, to }) => calendar.workingMinutesBetween(from, to));
  let rest = Math.round(minutes.reduce((sum, part) => sum + part, 0) * riskShare * MINUTE) / MINUTE;
  for (const [index, stretch] of stretches.entries()) {
    const runs = minutes[index] ?? 0;
    if (rest <= runs) return calendar.addWorkingMinutes(stretch.from, rest).at;
    rest -= runs;
  }
  return dueAt;
};
