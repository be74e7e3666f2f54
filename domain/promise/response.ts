import type { WorkingCalendar } from '../kernel/calendar.js';
import type { Span } from '../kernel/span.js';
import type { Priority, Urgency } from '../kernel/vocabulary.js';
import { type Clock, dueOf } from './clock.js';
import type { Due } from './due.js';

/** What was asked of the vendor, from an instant on: as registered, then each new urgency (K13). Instants: epoch ms. */
export interface Asked {
  readonly at: number;
  readonly urgency: Urgency;
  readonly priority: Priority;
}

/** What responses are counted by: the policy and the calendar of the decision (K14). */
export interface ResponseTerms {
  readonly hotline: WorkingCalendar;
  /** Working minutes by priority (K4). */
  readonly respondWithin: Readonly<Record<Priority, number>>;
}

/** K4, K9: working minutes; elapsed ones where it is critical and the hotline is closed at the start. */
export const responseClock = (
  { hotline, respondWithin }: ResponseTerms,
  asked: Omit<Asked, 'at'>,
  at: number,
): Clock =>
  asked.urgency === 'critical' && !hotline.isOpen(at)
    ? { kind: 'elapsed', minutes: respondWithin[asked.priority] }
    : { kind: 'working-minutes', minutes: respondWithin[asked.priority], calendar: hotline };

/**
 * K13: when a response is due after changes of urgency, the first entry of `asked` being the registration. Each change
 * counts from the registration, with all pauses. Where that instant is not after the change, the new time counts from
 * the change, and is no later than the due before it.
 */
export const responseDue = (
  terms: ResponseTerms,
  asked: readonly [Asked, ...Asked[]],
  pauses: readonly Span[],
  riskShare?: number,
): Due => {
  const [registered, ...changes] = asked;
  const counted = (by: Asked, from: number): Due => dueOf(responseClock(terms, by, from), from, pauses, riskShare);
  return changes.reduce(
    (due, change) => {
      const anew = counted(change, registered.at);
      if (anew.dueAt === null || anew.dueAt > change.at) return anew;
      const fromChange = counted(change, change.at);
      const isSooner = fromChange.dueAt !== null && (due.dueAt === null || fromChange.dueAt <= due.dueAt);
      return isSooner || due.dueAt === null ? fromChange : due;
    },
    counted(registered, registered.at),
  );
};
