import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { Temporal } from 'temporal-polyfill';
import {
  type CalendarTerms,
  isCalendar,
  type WorkingCalendar,
  workingCalendar,
} from '../../../domain/kernel/calendar.js';
import { dayAt, endOfDay, startOfDay } from '../../../domain/kernel/civil.js';
import { anyZone, recentDay } from './arbitraries.js';
import { hotlineHours, onsiteHours, springFestival2026 } from './hours.js';

const MINUTE = 60_000;
const allHours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
const anyTerms: fc.Arbitrary<CalendarTerms> = fc
  .record({
    hours: fc.constantFrom(hotlineHours, onsiteHours, allHours),
    holidays: fc.constantFrom(null, springFestival2026),
    makeUpDays: fc.boolean(),
    days: fc.uniqueArray(recentDay, { maxLength: 30 }),
    zone: anyZone,
  })
  .map(({ days, ...rest }) => ({
    ...rest,
    closedDays: days.slice(0, days.length / 2),
    openDays: days.slice(days.length / 2),
  }));
const anyCalendar = anyTerms.map((terms): WorkingCalendar => {
  const made = workingCalendar(terms);
  if (!isCalendar(made)) throw new Error(made.fault);
  return made;
});
/** 2020 to 2029. */
const anyAt = fc.integer({ min: 18_262 * 86_400_000, max: 21_900 * 86_400_000 });
const anyMinutes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: 100_000 }).map((n) => n / 100),
);

const windowAt = (calendar: WorkingCalendar, at: number, before: number) =>
  calendar
    .windowsOf(dayAt(at - before, calendar.zone))
    .find((window) => window.from <= at - before && at - before < window.to);

describe('K1: windows', () => {
  it('K1: lie inside their own day, ascending and apart', () =>
    fc.assert(
      fc.property(anyCalendar, recentDay, (calendar, day) => {
        let end = Number.NEGATIVE_INFINITY;
        for (const window of calendar.windowsOf(day)) {
          expect(end < window.from && window.from < window.to).toBe(true);
          expect(startOfDay(day, calendar.zone) <= window.from && window.to <= endOfDay(day, calendar.zone)).toBe(true);
          end = window.to;
        }
        expect(calendar.isWorkingDay(day)).toBe(calendar.windowsOf(day).length > 0);
      }),
    ));

  it('K1: hotline hours open and close at their wall-clock times in every zone', () =>
    fc.assert(
      fc.property(anyTerms, recentDay, (terms, day) => {
        const calendar = workingCalendar({ ...terms, hours: hotlineHours });
        if (!isCalendar(calendar)) throw new Error(calendar.fault);
        const times = calendar
          .windowsOf(day)
          .flatMap(({ from, to }) =>
            [from, to].map((at) =>
              Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(terms.zone).toPlainTime().toString(),
            ),
          );
        if (calendar.isWorkingDay(day)) expect(times).toEqual(['09:00:00', '12:00:00', '13:00:00', '18:00:00']);
      }),
    ));

  it('K1: the next opening is open, and nothing between is', () =>
    fc.assert(
      fc.property(
        anyCalendar,
        anyAt,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (calendar, at, part) => {
          const next = calendar.nextOpening(at);
          expect(next >= at && calendar.isOpen(next)).toBe(true);
          expect(calendar.workingMinutesBetween(at, next)).toBe(0);
          if (next > at) expect(calendar.isOpen(at + Math.floor((next - 1 - at) * part))).toBe(false);
        },
      ),
    ));
});

describe('K3: sums of working time', () => {
  it('K3: end inside a window or at its closing instant', () =>
    fc.assert(
      fc.property(anyCalendar, anyAt, anyMinutes, (calendar, at, minutes) => {
        const sum = calendar.addWorkingMinutes(at, minutes);
        // The last ms that was worked lies in a window, and the sum is at most that window's close.
        const window = windowAt(calendar, sum.at, 1);
        expect(window !== undefined && sum.at <= window.to).toBe(true);
      }),
    ));

  it('K3: hold as many working minutes as were added', () =>
    fc.assert(
      fc.property(anyCalendar, anyAt, anyMinutes, (calendar, at, minutes) => {
        const sum = calendar.addWorkingMinutes(at, minutes);
        expect(Math.round(calendar.workingMinutesBetween(at, sum.at) * MINUTE)).toBe(Math.round(minutes * MINUTE));
      }),
    ));

  it('K3: may be added in parts', () =>
    fc.assert(
      fc.property(
        anyCalendar,
        anyAt,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        (calendar, at, first, second) => {
          const halfway = calendar.addWorkingMinutes(at, first).at;
          expect(calendar.addWorkingMinutes(halfway, second)).toEqual(calendar.addWorkingMinutes(at, first + second));
        },
      ),
    ));

  it('K3: never end earlier for a later start', () =>
    fc.assert(
      fc.property(
        anyCalendar,
        anyAt,
        fc.integer({ min: 0, max: 40 * 1440 * MINUTE }),
        anyMinutes,
        (calendar, at, later, minutes) => {
          expect(calendar.addWorkingMinutes(at + later, minutes).at).toBeGreaterThanOrEqual(
            calendar.addWorkingMinutes(at, minutes).at,
          );
        },
      ),
    ));

  it('K3: minutes between are those of the parts, and those of the single minutes', () =>
    fc.assert(
      fc.property(anyCalendar, anyAt, fc.nat(3000), fc.nat(3000), (calendar, start, first, second) => {
        const a = Math.floor(start / MINUTE) * MINUTE;
        const [b, c] = [a + first * MINUTE, a + (first + second) * MINUTE];
        expect(calendar.workingMinutesBetween(a, c)).toBe(
          calendar.workingMinutesBetween(a, b) + calendar.workingMinutesBetween(b, c),
        );
        let counted = 0;
        for (let at = a; at < b; at += MINUTE) if (calendar.isOpen(at)) counted++;
        expect(calendar.workingMinutesBetween(a, b)).toBe(counted);
      }),
      { numRuns: 60 },
    ));
});

describe('K5: working days', () => {
  it('K5: the sum closes the nth working day after the first', () =>
    fc.assert(
      fc.property(anyCalendar, recentDay, fc.integer({ min: 1, max: 40 }), (calendar, day, n) => {
        const sum = calendar.addWorkingDays(day, n);
        const last = dayAt(sum.at - 1, calendar.zone);
        expect(calendar.windowsOf(last).at(-1)!.to).toBe(sum.at);
        let counted = 0;
        for (let at = endOfDay(day, calendar.zone); at < sum.at; at = endOfDay(dayAt(at, calendar.zone), calendar.zone))
          if (calendar.isWorkingDay(dayAt(at, calendar.zone))) counted++;
        expect(counted).toBe(n);
        expect(calendar.addWorkingDays(startOfDay(day, calendar.zone), n)).toEqual(sum);
      }),
    ));
});

describe('K2: provisional sums', () => {
  it('K2: are those that end after the last announced year', () =>
    fc.assert(
      fc.property(anyTerms, anyAt, anyMinutes, (terms, at, minutes) => {
        const calendar = workingCalendar(terms);
        if (!isCalendar(calendar)) throw new Error(calendar.fault);
        const sum = calendar.addWorkingMinutes(at, minutes);
        expect(sum.provisional).toBe(terms.holidays !== null && dayAt(sum.at - 1, terms.zone) > '2026-12-31');
      }),
    ));
});
