import type { WorkingCalendar } from '../kernel/calendar.js';
import {
  addDays,
  type Day,
  dayAfter,
  dayAt,
  dayBefore,
  firstCalendarDay,
  lastCalendarDay,
  startOfDay,
} from '../kernel/civil.js';
import { wallTimeOn } from '../kernel/wall-time.js';
import type { TermOfOwner } from './owed-contract.js';

/** O1, P4: the policy's figures; `at` is a wall-clock time `HH:mm` in the vendor's zone. */
export interface ReminderFigures {
  readonly daysBefore: readonly number[];
  readonly daysAfter: readonly number[];
  readonly at: string;
  readonly backfilledAfterDays: number;
}

/** O8: by which calendar days are rolled when somebody asks. */
export interface Rolling {
  /** Hotline hours under the newest calendar. */
  readonly hotline: WorkingCalendar;
  /** K2: whether an instant lies past the last year whose holidays are announced. */
  provisional(at: number): boolean;
}

/** A reminder or notice of one term and owner. Instants are epoch ms. */
export interface Scheduled {
  readonly offset: number;
  /** The day it is indexed by: never rolled (O8). */
  readonly nominalOn: Day;
  readonly dueAt: number;
  /** From when on the runner deals with it: what was due before its basis waits for the catch-up (O6). */
  readonly firesAt: number;
  readonly provisional: boolean;
  /** O6: derived; it never fires. */
  readonly backfilled: boolean;
  /** O6: the newest of those that were due before the basis. */
  readonly catchUp: boolean;
}

const msPerDay = 86_400_000;

/** O1: offsets in the order of their days. */
export const offsetsOf = ({ daysBefore, daysAfter }: ReminderFigures): readonly number[] =>
  [...new Set([...daysBefore.map((days) => -days), ...daysAfter])].sort((a, b) => a - b);

/** O1, O5, O6: the reminders and notices of a term and owner, in the order of their nominal days. */
export const scheduleOf = (
  { term, basisAt, imported }: TermOfOwner,
  figures: ReminderFigures,
  rolling: Rolling,
): readonly Scheduled[] => {
  const { zone } = rolling.hotline;
  const days = offsetsOf(figures)
    .map((offset) => ({ offset, nominalOn: addDays(term.lastDay, offset) }))
    // O5: an offset whose day is not after the day of signing does not exist.
    .filter(({ nominalOn }) => nominalOn > term.signedOn)
    .map((each) => ({ ...each, ...dueOn(each, figures.at, rolling) }));
  const isPast = term.lastDay < dayAt(basisAt, zone);
  const backfilled = days.map(({ offset, dueAt }) => {
    if (dueAt >= basisAt) return false;
    if (offset < 0 && isPast) return true;
    return (offset > 0 || imported) && basisAt - dueAt > figures.backfilledAfterDays * msPerDay;
  });
  const catchUpAt = rolling.hotline.nextOpening(basisAt);
  const newest = days.findLastIndex(({ dueAt }, index) => dueAt < basisAt && !backfilled[index]);
  return days.map(({ offset, nominalOn, dueAt, provisional }, index) => {
    const isLate = dueAt < basisAt && !backfilled[index];
    const catchUp = index === newest;
    return {
      offset,
      nominalOn,
      dueAt: catchUp ? catchUpAt : dueAt,
      firesAt: isLate ? catchUpAt : dueAt,
      provisional,
      backfilled: backfilled[index]!,
      catchUp,
    };
  });
};

/** O1: where the day is no working day, reminders go on the working day before, notices on the one after. */
const dueOn = (
  { offset, nominalOn }: { readonly offset: number; readonly nominalOn: Day },
  at: string,
  { hotline, provisional }: Rolling,
): { readonly dueAt: number; readonly provisional: boolean } => {
  const rolled = offset < 0 ? workingDayBefore(hotline, nominalOn) : workingDayFrom(hotline, nominalOn);
  return {
    dueAt: wallTimeOn(rolled, at, hotline.zone),
    provisional: provisional(startOfDay(nominalOn, hotline.zone)) || provisional(startOfDay(rolled, hotline.zone)),
  };
};

/** The last working day at or before a day. */
export const workingDayBefore = (calendar: WorkingCalendar, nominalOn: Day): Day => {
  let day = nominalOn;
  while (!calendar.isWorkingDay(day) && day > firstCalendarDay) day = dayBefore(day);
  return day;
};

/** The first working day at or after a day. */
export const workingDayFrom = (calendar: WorkingCalendar, nominalOn: Day): Day => {
  let day = nominalOn;
  while (!calendar.isWorkingDay(day) && day < lastCalendarDay) day = dayAfter(day);
  return day;
};
