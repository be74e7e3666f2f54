import { millisOf } from '../events/event-rows.js';
import type { EventAt, Token } from '../events/event-store.js';
import type { EventQuery } from './ordinals.js';

/** An event by its number: where it is in the ledger, and in its stream. */
export interface OrdinalRow {
  readonly position: number;
  readonly token: Token;
  /** The largest recording time up to here, in epoch milliseconds. */
  readonly recordedAt: number;
  readonly stream: string;
  readonly revision: number;
}

/** The last number that was given, and what was promised about times. */
export interface NumberedHead {
  /** 0: nothing is numbered. */
  readonly position: number;
  readonly token: Token | null;
  /** The largest recording time so far, in epoch milliseconds. */
  readonly recordedAt: number;
  /** T5: nothing is numbered with an earlier recording time from now on. */
  readonly floor: number;
}

/** The number of an event, and what a stream needs of it. */
export type StreamRow = Pick<OrdinalRow, 'position' | 'recordedAt' | 'revision'>;

/** The numbers end before the place that a process follows the ledger from: they were removed, and begin again. */
export class NumbersBehind extends Error {}

/**
 * Where numbers are stored: a file of one process, or a database that several number and read. Each number is given
 * once, in the order of the ledger. Throws StoreUnreadable and OutcomeUnknown while the engine gives no answer.
 */
export interface NumberStore {
  /** As this process last read it. */
  readonly head: NumberedHead;
  /** Whether other processes number too, or answer about instants. */
  readonly shared: boolean;
  /** Reads the head. */
  refresh(): Promise<void>;
  /**
   * Numbers the next events of the ledger: neighbours, the first one following on `after` (null: the beginning). Those
   * that another process has numbered already keep their numbers. Answers the rows of those that this call numbered,
   * the last of the batch. @throws NumbersBehind
   */
  append(
    after: Token | null,
    events: readonly EventAt[],
    compare: (a: Token, b: Token) => number,
  ): Promise<readonly OrdinalRow[]>;
  /** T5: durably, before it resolves; the head then has at least this floor. */
  raiseFloor(millis: number): Promise<void>;
  /** Rows after a position, in order, without gaps, at most `limit`. */
  after(position: number, limit: number): Promise<readonly OrdinalRow[]>;
  ofStream(stream: string, fromRevision: number): Promise<readonly StreamRow[]>;
  find(query: EventQuery, after: number, limit: number): Promise<readonly OrdinalRow[]>;
  /** The position of the event at this place; undefined where none is exactly there. */
  positionOf(token: Token): Promise<number | undefined>;
  /** The last position with a recording time at or before; 0 where there is none. */
  lastAtOrBefore(millis: number): Promise<number>;
  close(): Promise<void>;
}

/** The clock of a process that appends: never before what was asked about (T5), as far as it has read. */
export const clockOver =
  (store: Pick<NumberStore, 'head'>, clock: () => number): (() => number) =>
  () =>
    Math.max(clock(), store.head.floor);

/** The next rows after a head. T5: recording times never decrease along positions, and never lie before the floor. */
export function rowsAfter(
  { position, recordedAt, floor }: Pick<NumberedHead, 'position' | 'recordedAt' | 'floor'>,
  events: readonly EventAt[],
): readonly OrdinalRow[] {
  let latest = Math.max(recordedAt, floor);
  return events.map(({ token, event: { stream, revision, meta } }, index) => {
    latest = Math.max(latest, millisOf(meta.recordedAt));
    return { position: position + index + 1, token, recordedAt: latest, stream, revision };
  });
}
