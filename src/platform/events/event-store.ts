import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import type { PlacedEvent } from './event-rows.js';
import type { CheckOf } from './inspection.js';
import type { StreamAppend } from './stream-append.js';
import type { OperatorText } from '../operator-fault.js';

export type { StreamAppend } from './stream-append.js';
export {
  DamagedEvent,
  InvalidToken,
  OutcomeUnknown,
  StoreStopped,
  StoreUnreadable,
  StoreInUse,
  StoreUnusable,
  WrongRevision,
} from './event-store-errors.js';

/**
 * A place in the ledger, as text of any length that the engine alone can read. Callers keep it, return it, and have it
 * compared; they never parse it. A place between two events is allowed.
 */
export type Token = string;

/** What an acknowledged append answers: on disk, whole. */
export interface Appended {
  /** Revision of the last event appended. */
  readonly revision: number;
  /** The place of the last event appended. */
  readonly token: Token;
  readonly recordedAt: Instant;
}

/** An event of the whole ledger, with its place. */
export interface EventAt {
  readonly token: Token;
  readonly event: StreamEvent;
}

/** An event as its bytes are stored, not upcast, with its place. */
export interface StoredAt {
  readonly token: Token;
  readonly event: PlacedEvent;
}

export type EventListener = (events: readonly EventAt[]) => void | Promise<void>;

/**
 * How a subscription is. It begins as following, and each change is reported. `reconnecting`: the engine cannot be
 * read, and is tried again, with growing pauses, until it can. `ended`: nothing more is delivered, because the listener
 * failed or an event cannot be read.
 */
export type SubscriptionState =
  | { readonly state: 'following' }
  | { readonly state: 'reconnecting'; readonly cause: unknown }
  | { readonly state: 'ended'; readonly cause: unknown };

/**
 * The ledger's storage (docs/decisions). Every engine keeps: exact expected revisions; an acknowledged append is
 * durable and whole; all readers see one order, and none sees an event before those ahead of it; `recordedAt` never
 * decreases in a stream, and in the order of the ledger as far as one process writes it (where several do, the ordinals
 * port goes by the largest so far). Data is stored as canonical JSON (RFC 8785), already sealed. An engine need not
 * number its events: positions are in the ordinals port. Reads throw StoreUnreadable while the engine gives no answer.
 */
export interface EventStore {
  /**
   * `expected`: the stream's last revision, -1 for a stream that must not exist. The very same event ids at the very
   * same revisions answer as the first time (C11). Throws the errors above; TypeError where the envelope is broken.
   */
  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended>;
  /**
   * Of an engine that can: the same for several streams, in the order given, all of them or none; answers as the last
   * one. No caller may depend on it: other engines append to one stream at a time.
   */
  appendTogether?(appends: readonly StreamAppend[]): Promise<Appended>;
  /** The stream's events from a revision on, in order; empty for an unknown stream. */
  readStream(stream: string, fromRevision?: number): Promise<readonly StreamEvent[]>;
  /** Events after a place (null: from the first on), in order, at most `limit`. @throws InvalidToken */
  readAll(after: Token | null, limit: number): Promise<readonly EventAt[]>;
  /**
   * The same events as they are stored, for copies: at most `limit`, and fewer where they are large; none at the end of
   * the ledger alone. @throws InvalidToken, DamagedEvent
   */
  readStored(after: Token | null, limit: number): Promise<readonly StoredAt[]>;
  /**
   * Calls `listener` with every event after a place, in order, in batches, each batch once, never two at a time; the
   * next batch follows when the listener's promise has resolved. Reconnects by itself, with nothing lost and nothing
   * repeated, and reports it. A listener that throws ends its subscription. The embedded engine delivers the events of
   * a commit to a listener that has caught up before it acknowledges their appends.
   */
  subscribe(after: Token | null, listener: EventListener, onState: (state: SubscriptionState) => void): Subscription;
  /** The place of the last event visible to readers; for an empty ledger, the place before the first one. */
  head(): Promise<Token>;
  /** Negative where `a` precedes `b` in the ledger's order, 0 where they are the same place. @throws InvalidToken */
  compare(a: Token, b: Token): number;
  /**
   * Events of one ledger check: contiguous revisions, rising times, readable bytes, seals, and what `check` finds in
   * each event. Throws nothing.
   */
  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]>;
  /** Whether writing works and nothing removes events, for health: null, or why not. */
  stopped(): OperatorText | null;
  /**
   * Takes over the next events of another ledger as they are stored, in its order, `recordedAt` included, durably: a
   * copied ledger answers as its original. Their bytes are not checked. TypeError with nothing taken where they do not
   * continue this ledger; nobody may append meanwhile. After a fault an engine without appends over several streams can
   * have taken the first part.
   */
  adopt(events: readonly PlacedEvent[]): Promise<void>;
  /** Finishes what it accepted, then closes. */
  close(): Promise<void>;
}

/** What commands need of the ledger. */
export type LedgerEvents = Pick<EventStore, 'append' | 'appendTogether' | 'readStream' | 'head'>;

export interface Subscription {
  /**
   * Resolves when all events up to the token have been handled; rejects when the subscription ends before, and with
   * InvalidToken.
   */
  reached(token: Token): Promise<void>;
  /** Resolves when the listener's running call has ended; a listener must not wait for it. */
  stop(): Promise<void>;
}
