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
}

/** One promise of a request, with every verdict it ever had, for what counts promises and what fires when one is due. */
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
