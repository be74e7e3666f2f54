import type { Instant } from '../../../domain/kernel/civil.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Subscription, SubscriptionState, Token } from '../events/event-store.js';

export { TokenAhead, TooYoung } from './ordinals-errors.js';

/** Events of one vendor that meet all conditions; or of one type, whichever the vendor. */
export type EventQuery = {
  /** The first position that is not read any more. */
  readonly before?: number | undefined;
} & (
  | {
      readonly vendor: string;
      /** The vendor's streams that they are in. */
      readonly streams?: readonly string[] | undefined;
      readonly type?: string | undefined;
    }
  | { readonly vendor?: undefined; readonly streams?: undefined; readonly type: string }
);

export interface Found {
  readonly events: readonly Recorded[];
  /** The position to go on after; null where nothing is left. */
  readonly next: number | null;
}

export type OrdinalListener = (events: readonly Recorded[]) => void | Promise<void>;

/**
 * The ledger in its order, with positions 1, 2, 3 … without gaps, the same on every engine. Kept by whoever reads the
 * whole ledger: an engine that numbers its events by itself has nothing to keep. Numbering can be behind the events
 * port; nothing here answers with an event that has no position yet.
 */
export interface Ordinals {
  /** The last numbered event; 0 and the place before the first event for an empty ledger. */
  head(): Promise<{ readonly position: number; readonly token: Token }>;
  /** Events with position > `after`, in order, at most `limit`. */
  readAll(after: number, limit: number): Promise<readonly Recorded[]>;
  /** The stream's events from a revision on, in order, as far as they are numbered; empty for an unknown stream. */
  readStream(stream: string, fromRevision?: number): Promise<readonly Recorded[]>;
  /**
   * Events that a query asks for, with position > `after`, in order, at most `limit`. Of one vendor by indexes: the
   * cost is that of what is found, not of the ledger. Of all vendors the events between `after` and `before` may be
   * read.
   */
  find(query: EventQuery, after: number, limit: number): Promise<Found>;
  /** As `EventStore.subscribe`, by position: the embedded engine delivers a commit before it acknowledges it. */
  subscribe(after: number, listener: OrdinalListener, onState: (state: SubscriptionState) => void): Subscription;
  /**
   * The last position at or before a place in the ledger, once that place is numbered. @throws InvalidToken; TokenAhead
   * where it is not numbered within so many milliseconds
   */
  positionOf(token: Token, withinMs: number): Promise<number>;
  /** The place of a position; of 0, the place before the first event. @throws RangeError beyond the head */
  tokenAt(position: number): Promise<Token>;
  /**
   * The position that `knownAt` means (T5): the last one with `recordedAt` <= `knownAt`. From then on no append is
   * stamped at or before that instant, not even after a restart with a clock that was set back. What that takes to be
   * durable does not grow with the questions. @throws RangeError if it lies in the future (D7); TooYoung if the engine
   * cannot promise it yet
   */
  positionAt(knownAt: Instant): Promise<number>;
  /** The position of the last event recorded before an instant; 0 where there is none. Writes nothing. */
  lastBefore(instant: Instant): Promise<number>;
  /** Ends its subscriptions and stops numbering. */
  close(): Promise<void>;
}
