import { Temporal } from 'temporal-polyfill';
import { addDays, type Day, dayAfter, dayBefore, daysBetween, endOfDay, lastCalendarDay, startOfDay } from './civil.js';
import type { Period } from './period.js';
import type { Span } from './span.js';

/** T3: the last day is the corresponding day itself, or the day before it. */
export type TermEnd = 'corresponding-day' | 'day-before';

/** Where a term lies (T2): first and last day, both inclusive, and the day of month its successors aim at (T4). */
export interface TermSpan {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Day of month, 1 to 31; the corresponding days of a chain fall on it, or on the last day of a shorter month. */
  readonly anchor: number;
}

/**
 * The term before another, with the way in which its own policy ends terms: the two may have been signed under
 * different ones (P2).
 */
export interface Before extends TermSpan {
  readonly termEnd: TermEnd;
}

/** The days of a term, without the anchor. */
export type Days = Pick<TermSpan, 'firstDay' | 'lastDay'>;

/**
 * The corresponding day a chain of terms has reached and the day of month it aims at. Months are always counted from
 * here, never from a first day: under `corresponding-day` it is the last term's last day, under `day-before` the day
 * after it, and at the beginning of a chain its first day under both.
 */
interface Reached {
  readonly day: Day;
  readonly anchor: number;
}

/** A term that starts a chain of its own: bought, or renewed late (T3, C1, C3). */
export const openingSpan = (firstDay: Day, period: Period, termEnd: TermEnd): TermSpan =>
  ending(firstDay, after(beginning(firstDay), period), termEnd);

/** A term that begins the day after another and keeps its anchor, so that no chain drifts (T4, C2). */
export const followingSpan = (previous: Before, period: Period, termEnd: TermEnd): TermSpan =>
  ending(dayAfter(previous.lastDay), after(reachedBy(previous, termEnd), period), termEnd);

/**
 * A term of an agreed length from a first day on: it follows `previous` where it begins the day after it, and opens a
 * chain of its own where it does not, or where nothing came before (T4). Serves renewals (C2, C3) and terms that are
 * computed anew because a first day was corrected (C9).
 */
export const computedSpan = (firstDay: Day, period: Period, previous: Before | null, termEnd: TermEnd): TermSpan =>
  follows(firstDay, previous) ? followingSpan(previous, period, termEnd) : openingSpan(firstDay, period, termEnd);

/**
 * A term whose last day was named (C5, C9, C10, import). It keeps the anchor it would have had where that day is the
 * corresponding day of some whole number of months, and sets a new one where it is not (T4). Throws a RangeError where
 * the last day lies before the first: the caller refuses that case first.
 */
export const spanBetween = (firstDay: Day, lastDay: Day, previous: Before | null, termEnd: TermEnd): TermSpan => {
  if (lastDay < firstDay) throw new RangeError(`a term cannot end on ${lastDay} before it begins on ${firstDay}`);
  const from = follows(firstDay, previous) ? reachedBy(previous, termEnd) : beginning(firstDay);
  const reached = termEnd === 'day-before' ? dayAfter(lastDay) : lastDay;
  const months = monthOf(reached) - monthOf(from.day);
  const isSameDay = months > 0 && after(from, { months, days: 0 }).day === reached;
  return { firstDay, lastDay, anchor: isSameDay ? from.anchor : dayOfMonth(reached) };
};

/** C5: the same first day, the last day later by `days`. `previous` is the term before, as it now lies. */
export const lengthenedSpan = (span: Days, days: number, previous: Before | null, termEnd: TermEnd): TermSpan =>
  spanBetween(span.firstDay, addDays(span.lastDay, days), previous, termEnd);

/** C5, C4: both days moved by `days` (on, or up where negative). `previous` is the term before, as it now lies. */
export const movedSpan = (span: Days, days: number, previous: Before | null, termEnd: TermEnd): TermSpan =>
  spanBetween(addDays(span.firstDay, days), addDays(span.lastDay, days), previous, termEnd);

/** C5: how many days from `firstDay` to `lastDay`, both inclusive, lie inside the given terms, which do not overlap. */
export const daysInside = (terms: readonly Days[], firstDay: Day, lastDay: Day): number =>
  terms.reduce((sum, term) => {
    const from = term.firstDay > firstDay ? term.firstDay : firstDay;
    const to = term.lastDay < lastDay ? term.lastDay : lastDay;
    return sum + Math.max(0, daysBetween(from, to) + 1);
  }, 0);

/** Whether two terms share a day (C3, C9: refused). */
export const sharesDay = (a: Days, b: Days): boolean => a.firstDay <= b.lastDay && b.firstDay <= a.lastDay;

/** The term as instants: [first day 00:00, day after the last day 00:00) in `zone` (T2). */
export const termInstants = (span: Days, zone: string): Span & { readonly to: number } => ({
  from: startOfDay(span.firstDay, zone),
  to: endOfDay(span.lastDay, zone),
});

const follows = (firstDay: Day, previous: Before | null): previous is Before =>
  previous !== null && firstDay === dayAfter(previous.lastDay);

const beginning = (firstDay: Day): Reached => ({ day: firstDay, anchor: dayOfMonth(firstDay) });

/**
 * T3, T4: what `previous` has reached for a term under `termEnd` that follows it. Where both end alike, its
 * corresponding
 * day. Where the policy has changed from `day-before`, that day is the new term's first and the chain goes on from it;
 * where it has changed to `day-before`, the day after is, and a chain begins there: else the term were a day short.
 */
const reachedBy = (previous: Before, termEnd: TermEnd): Reached => {
  const { lastDay, anchor } = previous;
  if (previous.termEnd === 'day-before') return { day: dayAfter(lastDay), anchor };
  return termEnd === 'day-before' ? beginning(dayAfter(lastDay)) : { day: lastDay, anchor };
};

/** Months land on the anchor or on the month's last day; days come after them and set a new anchor. */
const after = (from: Reached, period: Period): Reached => {
  const month = Temporal.PlainYearMonth.from(from.day.slice(0, 7)).add({ months: period.months });
  if (month.year > 9999) return { day: lastCalendarDay, anchor: from.anchor };
  if (period.months > 0) {
    const day = month.toPlainDate({ day: Math.min(from.anchor, month.daysInMonth) }).toString();
    if (period.days === 0) return { day, anchor: from.anchor };
    return beginning(addDays(day, period.days));
  }
  return beginning(addDays(from.day, period.days));
};

const ending = (firstDay: Day, reached: Reached, termEnd: TermEnd): TermSpan => {
  const lastDay = termEnd === 'day-before' ? dayBefore(reached.day) : reached.day;
  // Only at the calendar's end, where the corresponding day stays on the first day.
  return { firstDay, lastDay: lastDay < firstDay ? firstDay : lastDay, anchor: reached.anchor };
};

const dayOfMonth = (day: Day): number => Number(day.slice(8));
const monthOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
