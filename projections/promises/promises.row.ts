import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Channel, Priority, Service } from '../../domain/kernel/vocabulary.js';
import type { PromiseClock, PromiseKind } from '../../domain/request/request.events.js';
import type { Row } from '../projection.js';

/** A verdict as it became known at a position; `open` where a merge that had brought one was undone (K11, R14). */
export interface PromiseVerdictRow {
  readonly state: 'kept' | 'broken' | 'void' | 'open';
  readonly at: Instant;
  readonly dueAt: Instant | null;
  readonly priority: Priority;
  readonly pausedMinutes: Readonly<Record<string, number>>;
  readonly because: string | null;
  /** From here on it is known (T5). */
  readonly position: number;
  readonly recordedAt: Instant;
}

/**
 * One promise of a request, with every verdict it ever had, for what counts promises and what fires when one is due.
 */
export interface PromiseRow extends Row {
  readonly promiseId: string;
  readonly requestId: string;
  readonly customerId: string;
  readonly service: Service;
  readonly channel: Channel;
  readonly requestedOn: Day;
  readonly kind: PromiseKind;
  readonly cycle: number;
  readonly visitId: string | null;
  readonly clock: PromiseClock;
  readonly startAt: Instant;
  readonly priority: Priority;
  /** As given, and each that a change of urgency brought (K13), with the position from which it is known. */
  readonly priorities: readonly { readonly priority: Priority; readonly position: number }[];
  /** Null while an open pause keeps it from being known. */
  readonly dueAt: Instant | null;
  readonly atRiskAt: Instant | null;
  readonly provisional: boolean;
  readonly policyVersion: number;
  readonly calendarVersion: string | null;
  readonly state: 'open' | 'kept' | 'broken' | 'void';
  readonly verdicts: readonly PromiseVerdictRow[];
  /** Of its `PromiseGiven`. */
  readonly givenPosition: number;
}

/** What was known of a promise at a position, as figures count it (Q2); null where it was not given yet. */
export const promiseKnownAt = (row: PromiseRow, knownPosition: number) => {
  if (row.givenPosition > knownPosition) return null;
  const verdict = row.verdicts.findLast(({ position }) => position <= knownPosition);
  const priorities = row.priorities.filter(({ position }) => position <= knownPosition).map(({ priority }) => priority);
  const { state, at, dueAt, recordedAt } = verdict ?? { state: 'open' as const, at: '', dueAt: null, recordedAt: '' };
  return {
    state,
    priority: state === 'open' ? priorities.at(-1)! : verdict!.priority,
    pausedMinutes: verdict?.pausedMinutes ?? {},
    // K11: an act that was in time, recorded when the due was past.
    judgedLate: state === 'kept' && dueAt !== null && at <= dueAt && recordedAt > dueAt,
    // P1 is the highest.
    lowered: priorities.some((priority, index) => index > 0 && priority > priorities[index - 1]!),
  };
};
