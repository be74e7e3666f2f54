import { addDays, type Day, dayAfter, dayAt } from '../../../domain/kernel/civil.js';
import { offsetsOf, workingDayBefore, workingDayFrom } from '../../../domain/obligation/schedule.js';
import { figuresOf } from '../../../domain/policy/figures.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';

/** Over every version that was published: a term keeps its own (P2). */
export const boundsOf = ({ policies }: PolicySnapshot) => {
  const figures = policies.map(({ policy }) => figuresOf(policy).reminders);
  return {
    offsets: [...new Set(figures.flatMap(offsetsOf))].sort((a, b) => a - b),
    backfilledAfterDays: Math.max(0, ...figures.map((each) => each.backfilledAfterDays)),
  };
};

/**
 * The nominal days of all that may fall due after one instant and until another: reminders roll back to the working day
 * before, notices on to the one after (O1).
 */
export const nominalDays = (
  { policies, book, zone }: PolicySnapshot,
  after: number | null,
  until: number,
): { readonly from: Day | null; readonly below: Day } => {
  const calendar = book.calendarAt(Infinity);
  const hotlines = policies.map(
    ({ version, effectiveFrom }) => book.policyOf(version, effectiveFrom).hours(calendar).hotline,
  );
  const belows = hotlines.map((hotline) => workingDayFrom(hotline, dayAfter(dayAt(until, zone))));
  const froms =
    after === null ? [] : hotlines.map((hotline) => workingDayBefore(hotline, addDays(dayAt(after, zone), -1)));
  return {
    from: after === null ? null : froms.reduce((first, day) => (day < first ? day : first)),
    below: belows.reduce((last, day) => (day > last ? day : last)),
  };
};
