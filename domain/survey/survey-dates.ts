import type { WorkingCalendar } from '../kernel/calendar.js';
import { addDays, dayAt, endOfDay, epochOf, type Instant, instantOf } from '../kernel/civil.js';
import { wallClockAt } from '../kernel/wall-clock.js';

/** What surveys are timed by: figures of the policy and hotline hours (S22). */
export interface SurveyTerms {
  readonly hotline: WorkingCalendar;
  /** When mails of a day leave, `HH:mm` in the calendar's zone. */
  readonly at: string;
  readonly sendAfterWorkingDays: number;
  readonly remindAfterWorkingDays: number;
  readonly closeAfterDays: number;
  /** A score of at most this opens a follow-up. */
  readonly followUpAtOrBelow: number;
  readonly followUpWithinWorkingDays: number;
}

/** An instant that is reckoned in working days. */
export interface Reckoned {
  readonly at: Instant;
  /** K2: past the last year whose holidays are announced; it may yet move. */
  readonly provisional: boolean;
}

/** S22: when the survey of a request that was closed at `closedAt` is sent. */
export const surveyDue = (closedAt: Instant, terms: SurveyTerms): Reckoned =>
  morningAfter(closedAt, terms.sendAfterWorkingDays, terms);

/** S22: when whoever has not answered is reminded; counted from the day on which the survey was really sent. */
export const surveyReminderDue = (sentAt: Instant, terms: SurveyTerms): Reckoned =>
  morningAfter(sentAt, terms.remindAfterWorkingDays, terms);

/** S22: the first instant at which the survey is no longer open: it is through the last day (T2). */
export const surveyClosesAt = (sentAt: Instant, { hotline: { zone }, closeAfterDays }: SurveyTerms): Instant =>
  instantOf(endOfDay(addDays(dayAt(sentAt, zone), closeAfterDays), zone));

/** S22: by when somebody has to reply to a low answer: the close of a working day. */
export const followUpDue = (answeredAt: Instant, terms: SurveyTerms): Reckoned => {
  const { at, provisional } = terms.hotline.addWorkingDays(epochOf(answeredAt), terms.followUpWithinWorkingDays);
  return { at: instantOf(at), provisional };
};

/** The `days`th working day after the day of an instant, at the time when mails leave. */
const morningAfter = (instant: Instant, days: number, { hotline, at }: SurveyTerms): Reckoned => {
  const close = hotline.addWorkingDays(epochOf(instant), days);
  // The close of a window that ends at 24:00 belongs to the next day (T6).
  const day = dayAt(close.at - 1, hotline.zone);
  return { at: instantOf(wallClockAt(day, at, hotline.zone)), provisional: close.provisional };
};
