import { type Day, dayAt, dayNumber, dayOfNumber, isCalendarDay, isTimeZone, weekdayOf } from './civil.js';
import { minutesOf, windowsOn, type Window, type WallWindow } from './opening-windows.js';
import { regularUntil } from './regular-days.js';
import { addMinutes, closeAfterDays, minutesBetween, nextOpen, type Sum } from './working-time.js';

export type { Day, Sum, Window };

/** Weekly opening windows, half open (K1); `days` are ISO weekdays, 1 is Monday; `from` and `to` are `HH:mm`. */
export type OpeningHours = readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[];

/** The rest days and make-up days of the years that are announced (K2). */
export interface HolidayYears {
  /** Years whose holidays are announced, ascending; beyond the last of them a promise is provisional. */
  readonly years: readonly number[];
  readonly holidays: readonly Day[];
  readonly makeUpDays: readonly Day[];
}

/** What a calendar is made of: a policy's hours, the announced years, and the policy's own days. */
export interface CalendarTerms {
  readonly hours: OpeningHours;
  /** Null where public holidays do not count; such a calendar is never provisional. */
  readonly holidays: HolidayYears | null;
  /** Whether the make-up days of `holidays` are working days. */
  readonly makeUpDays: boolean;
  /** The policy's own days; they win over weekdays and over the announced years (K2). */
  readonly closedDays: readonly Day[];
  readonly openDays: readonly Day[];
  /** IANA name; windows are wall-clock times there. */
  readonly zone: string;
}

/** Why a calendar is refused (K2), and the value at fault. */
export interface CalendarFault {
  readonly fault: 'no-opening' | 'bad-window' | 'bad-day' | 'closed-and-open' | 'unknown-zone';
  readonly value: string;
}

/** The working time of one kind of hours (K1 to K3, K5). Instants are epoch ms. */
export interface WorkingCalendar {
  readonly zone: string;
  /** Inside a window; the closing instant is outside. */
  isOpen(at: number): boolean;
  /** The first instant at or after `at` inside a window: `at` itself where it is open. */
  nextOpening(at: number): number;
  isWorkingDay(day: Day): boolean;
  /** The day's windows, ascending, apart from each other; none on a rest day. */
  windowsOf(day: Day): readonly Window[];
  /**
   * K3: `at` plus working minutes, which may have a fraction (kept to the ms). A start outside the windows moves to the
   * next opening; a sum that fills a window ends at its closing instant. Throws a RangeError on a negative sum.
   */
  addWorkingMinutes(at: number, minutes: number): Sum;
  /** K5: the close of the `n`th working day after the day of `from`, which itself is not counted; `n` from 1. */
  addWorkingDays(from: number | Day, n: number): Sum;
  /** Working minutes in [a, b), with their fraction; 0 where `b` is not after `a`. */
  workingMinutesBetween(a: number, b: number): number;
}

export const isCalendar = (made: WorkingCalendar | CalendarFault): made is WorkingCalendar => !('fault' in made);

/**
 * A working calendar, or why there is none. A day is closed or open by, in this order: the policy's own days; the
 * announced holidays and, if they count, make-up days; its weekday. A day that is open though its weekday has no
 * windows has those of the first weekday that has some, which for Monday to Friday is Monday (K2).
 */
export const workingCalendar = (terms: CalendarTerms): WorkingCalendar | CalendarFault => {
  const fault = faultIn(terms);
  if (fault !== null) return fault;
  const { zone, holidays } = terms;
  const week = weekOf(terms.hours);
  const usual = week.find((windows) => windows.length > 0);
  if (usual === undefined) return { fault: 'no-opening', value: 'hours' };

  const open = new Set([...(terms.makeUpDays ? (holidays?.makeUpDays ?? []) : []), ...terms.openDays]);
  const closed = new Set([...(holidays?.holidays ?? []), ...terms.closedDays]);
  for (const day of terms.openDays) closed.delete(day);
  for (const day of terms.closedDays) open.delete(day);
  const lastAnnounced = holidays === null ? null : Math.max(Number.NEGATIVE_INFINITY, ...holidays.years);

  const wallWindowsOf = (day: Day): readonly WallWindow[] => {
    if (closed.has(day)) return [];
    const own = week[weekdayOf(day) - 1] ?? [];
    return own.length === 0 && open.has(day) ? usual : own;
  };
  const windowsOf = windowsOn(zone, wallWindowsOf);
  const time = {
    windows: (number: number) => windowsOf(dayOfNumber(number)),
    dayOf: (at: number) => dayNumber(dayAt(at, zone)),
    provisional: (number: number) => lastAnnounced !== null && Number(dayOfNumber(number).slice(0, 4)) > lastAnnounced,
    regularUntil: regularUntil(zone, [...open, ...closed]),
    week: {
      ms: week.flat().reduce((sum, window) => sum + (window.to - window.from) * 60_000, 0),
      days: week.filter((windows) => windows.length > 0).length,
    },
  };
  return {
    zone,
    windowsOf,
    isOpen: (at) => windowsOf(dayAt(at, zone)).some((window) => window.from <= at && at < window.to),
    nextOpening: (at) => nextOpen(time, at),
    isWorkingDay: (day) => windowsOf(day).length > 0,
    addWorkingMinutes: (at, minutes) => addMinutes(time, at, minutes),
    addWorkingDays: (from, n) => closeAfterDays(time, typeof from === 'string' ? dayNumber(from) : time.dayOf(from), n),
    workingMinutesBetween: (a, b) => minutesBetween(time, a, b),
  };
};

/** The windows of each weekday, Monday first, ascending, joined where they touch or overlap. */
const weekOf = (hours: OpeningHours): readonly (readonly WallWindow[])[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const windows: WallWindow[] = [];
    for (const { from, to } of hours
      .filter((entry) => entry.days.includes(weekday))
      .flatMap(wallWindowOf)
      .toSorted((a, b) => a.from - b.from)) {
      const last = windows.at(-1);
      if (last !== undefined && from <= last.to)
        windows[windows.length - 1] = { from: last.from, to: Math.max(last.to, to) };
      else windows.push({ from, to });
    }
    return windows;
  });

/** None where the times are not readable: `faultIn` refuses such hours first. */
const wallWindowOf = ({ from, to }: OpeningHours[number]): readonly WallWindow[] => {
  const [opens, closes] = [minutesOf(from), minutesOf(to)];
  return opens === null || closes === null ? [] : [{ from: opens, to: closes }];
};

const faultIn = ({ hours, holidays, closedDays, openDays, zone }: CalendarTerms): CalendarFault | null => {
  if (!isTimeZone(zone)) return { fault: 'unknown-zone', value: zone };
  for (const { days, from, to } of hours) {
    const [opens, closes] = [minutesOf(from), minutesOf(to)];
    if (opens === null || closes === null || opens >= closes) return { fault: 'bad-window', value: `${from}-${to}` };
    const bad = days.find((day) => !Number.isInteger(day) || day < 1 || day > 7);
    if (bad !== undefined) return { fault: 'bad-window', value: `weekday ${bad}` };
  }
  const badDay = [...closedDays, ...openDays, ...(holidays?.holidays ?? []), ...(holidays?.makeUpDays ?? [])].find(
    (day) => !isCalendarDay(day),
  );
  if (badDay !== undefined) return { fault: 'bad-day', value: badDay };
  const opened = new Set(openDays);
  const both = closedDays.find((day) => opened.has(day));
  return both === undefined ? null : { fault: 'closed-and-open', value: both };
};
