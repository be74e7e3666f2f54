import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, Recorded } from '../../../domain/kernel/envelope.js';
import type { CheckOf } from './inspection.js';
import type { EventQuery } from './find-events.js';

export { DamagedEvent, OutcomeUnknown, StoreStopped, StoreUnusable, WrongRevision } from './event-store-errors.js';

/** What an acknowledged append answers: on disk, whole. */
export interface Appended {
  /** Revision of the last event appended. */
  readonly revision: number;
  /**
   * The end of the ledger after the append: decimal text that grows along the ledger, comparable by `BigInt`, opaque
   * to callers. Not the position: an engine may only know that once it is read.
   */
  readonly token: string;
  readonly recordedAt: Instant;
}

export type EventListener = (events: readonly Recorded[]) => void | Promise<void>;

/**
 * The ledger's storage (docs/decisions). Every engine keeps: exact expected revisions; an acknowledged append is
 * durable and whole; positions are gap-free in reading order (a reader never sees n+1 before n); `recordedAt` never
 * decreases along positions. Data is stored as canonical JSON (RFC 8785), already sealed.
 */
export interface EventStore {
  /**
   * `expected`: the stream's last revision, -1 for a stream that must not exist. The very same event ids at the very
   * same revisions answer as the first time (C11). Throws the errors above; TypeError where the envelope is broken.
   */
  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended>;
  /** The stream's events from a revision on, in order; empty for an unknown stream. */
  readStream(stream: string, fromRevision?: number): Promise<readonly Recorded[]>;
  /** Events with position > `after`, in order, at most `limit`. */
  readAll(after: number, limit: number): Promise<readonly Recorded[]>;
  /** Events of one type with position > `after` and <= `upTo`, in order; reads no more of the others than it must. */
  readOfType(type: string, after: number, upTo: number): Promise<readonly Recorded[]>;
  /**
   * Events that a query asks for, with position > `after`, in order, at most `limit`, by indexes: the cost is that of
   * what is found, not of the ledger. `next` is the position to go on after, null where nothing is left.
   */
  find(
    query: EventQuery,
    after: number,
    limit: number,
  ): Promise<{ readonly events: readonly Recorded[]; readonly next: number | null }>;
  /** The position of the last event recorded before an instant; 0 where there is none. Writes nothing. */
  lastBefore(instant: Instant): Promise<number>;
  /**
   * Calls `listener` with every event after `after`, in order, in batches, each batch once, never two at a time; the
   * next batch follows when the listener's promise has resolved. A listener that throws stops its subscription, and
   * `onStop` receives the error. The embedded engine hands a caught-up listener the events of a commit before it
   * acknowledges their appends, so that a listener that works synchronously is never behind what a writer of this
   * process reads next.
   */
  subscribe(after: number, listener: EventListener, onStop: (reason: unknown) => void): Subscription;
  /** Position and token of the last event visible to readers; 0 and '0' for an empty ledger. */
  head(): Promise<{ readonly position: number; readonly token: string }>;
  /**
   * The position that `knownAt` means (T5): the last one with `recordedAt` <= `knownAt`. From then on no append is
   * stamped at or before that instant, not even after a restart with a clock that was set back. What that takes to be
   * durable does not grow with the questions. RangeError if it lies in the future (D7).
   */
  positionAt(knownAt: Instant): Promise<number>;
  /**
   * Events of one ledger check: gap-free positions, contiguous revisions, rising times, readable bytes, seals, and
   * what `check` finds in each event. Throws nothing.
   */
  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]>;
  /** Whether writing works, for health: null, or why not. */
  stopped(): string | null;
  /**
   * Takes over the next events of another ledger as they are, position and `recordedAt` included, durably and whole:
   * a copied ledger answers as its original. TypeError where they do not continue this ledger; nobody may append
   * meanwhile.
   */
  adopt(events: readonly Recorded[]): Promise<void>;
  /** Finishes what it accepted, then closes. */
  close(): Promise<void>;
}

/** What commands and questions need of the ledger. */
export type LedgerEvents = Pick<EventStore, 'append' | 'readStream' | 'head' | 'positionAt'>;

export interface Subscription {
  /** Resolves when all events up to the token have been handled; rejects when the subscription stops before. */
  reached(token: string): Promise<void>;
  /** Resolves when the listener's running call has ended; a listener must not wait for it. */
  stop(): Promise<void>;
}
