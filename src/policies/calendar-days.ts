import type { Hours } from '../../domain/entitlement/book.js';
import { addDays, type Day, weekdayOf } from '../../domain/kernel/civil.js';
import type { PolicyRow, CalendarRow } from '../../projections/policies/policies.row.js';
import { versionFor } from '../../domain/policy/policy-book.js';
import { writtenClock } from '../../domain/kernel/written.js';
import type { PolicySnapshot } from './policy-snapshot.js';

export const dayKinds = ['work', 'rest', 'holiday', 'make-up'] as const;
export const hoursKinds = ['hotline', 'onsite'] as const;

/** A day of a calendar under the policy in force on it (K1, K2); times of the wall clock in the vendor's zone. */
export interface CalendarDay {
  readonly day: Day;
  readonly kind: (typeof dayKinds)[number];
  readonly windows: readonly {
    readonly hours: (typeof hoursKinds)[number];
    readonly from: string;
    readonly to: string;
  }[];
}

/** The days from `from` to `to`, both inclusive, of a published calendar. */
export const calendarDays = (
  { policies, book, zone }: PolicySnapshot,
  calendar: CalendarRow,
  from: Day,
  to: Day,
): readonly CalendarDay[] => {
  const days: CalendarDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const row = versionFor(policies, day) ?? policies[0]!;
    const hours = book.policyOf(row.version, day).hours(calendar);
    days.push({ day, kind: kindOf(day, row, calendar, hours), windows: windowsOf(day, hours, zone) });
    if (day === to) break;
  }
  return days;
};

const windowsOf = (day: Day, hours: Hours, zone: string): CalendarDay['windows'] =>
  hoursKinds.flatMap((kind) =>
    hours[kind].windowsOf(day).map((window) => ({
      hours: kind,
      from: writtenClock(window.from, zone),
      // A window that ends with the day ends at 24:00 of it.
      to: writtenClock(window.to, zone).replace(/^00:00$/, '24:00'),
    })),
  );

/** Open against its weekday: a make-up day. Closed against it, or announced as a holiday: a holiday. */
const kindOf = (day: Day, { policy }: PolicyRow, { holidays }: CalendarRow, hours: Hours): CalendarDay['kind'] => {
  const usual = [...policy.hours.hotline, ...policy.hours.onsite].some(({ days }) => days.includes(weekdayOf(day)));
  if (hoursKinds.some((kind) => hours[kind].isWorkingDay(day))) return usual ? 'work' : 'make-up';
  const announced = policy.hours.holidays === 'cn' && holidays.holidays.includes(day);
  return usual || announced ? 'holiday' : 'rest';
};
