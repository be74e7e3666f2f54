import { describe, expect, it } from '@jest/globals';
import { isCalendar, workingCalendar } from '../../../domain/kernel/calendar.js';
import type { Span } from '../../../domain/kernel/span.js';
import { dueOf } from '../../../domain/promise/clock.js';
import fc from '../../support/fast-check.js';
import { holidays2025And2026 } from '../../support/published.js';
import { hotlineHours, onsiteHours } from '../kernel/hours.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Local midnight in the zone of the vendor, which has no summer time. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
const dayOf = (at: number): string => new Date(at + 8 * 60 * MINUTE).toISOString().slice(0, 10);

const calendarOf = (hours: typeof hotlineHours) => {
  const made = workingCalendar({
    hours,
    holidays: holidays2025And2026,
    makeUpDays: true,
    closedDays: [],
    openDays: [],
    zone: 'Asia/Shanghai',
  });
  if (!isCalendar(made)) throw new Error(made.fault);
  return made;
};

/** National Day 2025 and its make-up days, as announced: written down once more, so that nothing is counted by itself. */
const holidays = new Set(Array.from({ length: 8 }, (_, n) => `2025-10-0${n + 1}`));
const makeUpDays = new Set(['2025-09-28', '2025-10-11']);
const isWorkingDay = (day: string): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return makeUpDays.has(day) || (!holidays.has(day) && weekday >= 1 && weekday <= 5);
};
/** Minutes of a day at which a window opens or closes. */
type Windows = readonly (readonly [number, number])[];
const hotline: Windows = [
  [9 * 60, 12 * 60],
  [13 * 60, 18 * 60],
];
const onsite: Windows = [[9 * 60, 18 * 60]];
const minuteOfDay = (at: number): number => (at - midnight(dayOf(at))) / MINUTE;
const isOpen = (windows: Windows, at: number): boolean =>
  isWorkingDay(dayOf(at)) && windows.some(([from, to]) => minuteOfDay(at) >= from && minuteOfDay(at) < to);
const isPaused = (pauses: readonly Span[], at: number): boolean =>
  pauses.some(({ from, to }) => at >= from && (to === null || at < to));

/** K3, K10: minute by minute, until so many have counted. */
const byMinutes = (start: number, budget: number, pauses: readonly Span[], counts: (at: number) => boolean): number => {
  let run = 0;
  for (let at = start; ; at += MINUTE) {
    if (counts(at) && !isPaused(pauses, at)) run += 1;
    if (run === budget) return at + MINUTE;
  }
};

/** K5, K10: day by day; each day that pauses fill on the days counted is one more to count. */
const byDays = (start: number, days: number, pauses: readonly Span[], windows: Windows): number => {
  const whole = windows.reduce((sum, [from, to]) => sum + to - from, 0);
  let paused = 0;
  let counted = 0;
  for (let day = midnight(dayOf(start)) + DAY; ; day += DAY) {
    if (!isWorkingDay(dayOf(day))) continue;
    counted += 1;
    for (const [from, to] of windows)
      for (let minute = from; minute < to; minute += 1) if (isPaused(pauses, day + minute * MINUTE)) paused += 1;
    if (counted >= days + Math.ceil(paused / whole)) return day + windows.at(-1)![1] * MINUTE;
  }
};

const first = midnight('2025-09-22');
const minute = fc.integer({ min: 0, max: 24 * 24 * 60 }).map((n) => first + n * MINUTE);
const span: fc.Arbitrary<Span> = fc
  .tuple(minute, fc.oneof(fc.integer({ min: 1, max: 180 }), fc.integer({ min: 1, max: 5 * 24 * 60 })))
  .map(([from, length]) => ({ from, to: from + length * MINUTE }));
const pauses = fc.array(span, { maxLength: 5 });

describe('promises, counted minute by minute', () => {
  it('K3, K10: working minutes outside pauses, in any order and overlap', () => {
    const calendar = calendarOf(hotlineHours);
    const budgets = fc.constantFrom(30, 60, 240, 480);
    fc.assert(
      fc.property(minute, budgets, pauses, (start, minutes, paused) => {
        const { dueAt } = dueOf({ kind: 'working-minutes', minutes, calendar }, start, paused);
        expect(dueAt).toBe(byMinutes(start, minutes, paused, (at) => isOpen(hotline, at)));
      }),
      { numRuns: 100 },
    );
  });

  it('K4, K10: elapsed minutes outside pauses', () => {
    fc.assert(
      fc.property(minute, fc.constantFrom(30, 48 * 60), pauses, (start, minutes, paused) => {
        const { dueAt } = dueOf({ kind: 'elapsed', minutes }, start, paused);
        expect(dueAt).toBe(byMinutes(start, minutes, paused, () => true));
      }),
      { numRuns: 200 },
    );
  });

  it('K5, K10: the close of the third working day, and of as many more as the pauses fill', () => {
    const calendar = calendarOf(onsiteHours);
    fc.assert(
      fc.property(minute, pauses, (start, paused) => {
        const { dueAt } = dueOf({ kind: 'working-days', days: 3, calendar }, start, paused);
        expect(dueAt).toBe(byDays(start, 3, paused, onsite));
      }),
      { numRuns: 200 },
    );
  });
});
