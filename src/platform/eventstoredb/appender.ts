import { setTimeout as pause } from 'node:timers/promises';
import {
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { type EncodedEvent, instantOf } from '../events/event-rows.js';
import { type Appended, OutcomeUnknown, StoreStopped, StoreUnusable, WrongRevision } from '../events/event-store.js';
import type { Calls } from './calls.js';
import { type Place, tokenOf } from './places.js';
import type { Removals } from './removals.js';
import { explained, isAnswer } from './server-errors.js';
import type { Stamps } from './stamps.js';
import { proposed, type StoredEvent } from './stored-events.js';
import type { StreamReader } from './stream-reader.js';
import { causeIn, OperatorFault, type OperatorText, operatorText } from '../operator-fault.js';

export interface AppendWork {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly EncodedEvent[];
}

/** What the server answered to one attempt. */
type Answer = 'recorded' | { readonly actual: number } | { readonly unknown: unknown };

/** What is in the stream at the place of an append. */
type Found = { readonly own: StoredEvent } | 'others' | 'nothing';

/**
 * Appends at an exact revision, until the outcome is known. The events are read back after each attempt: the server
 * answers a repeat as if it had recorded it now, though what it has is the first, with its recording time.
 */
export class Appender {
  constructor(
    private readonly calls: Calls,
    private readonly streams: StreamReader,
    private readonly removals: Removals,
    private readonly stamps: Stamps,
    private readonly head: () => Promise<Place>,
  ) {}

  /** @throws WrongRevision, OutcomeUnknown, StoreStopped */
  async append(work: AppendWork): Promise<Appended> {
    const { appendMs, firstPauseMs, longestPauseMs } = this.calls.limits;
    const until = performance.now() + appendMs;
    this.#refuseRemoval(work.stream);
    let answer = await this.#attempt(work);
    for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
      const known = await this.#settle(work, answer);
      if (known !== undefined) return known;
      if (performance.now() + wait > until)
        throw new OutcomeUnknown(operatorText('append-to-unknown', { stream: work.stream, cause: reasonOf(answer) }));
      await pause(wait);
      // Repeated with the same ids at the same revision, an append that was recorded meanwhile is not recorded again.
      if (answer !== 'recorded') answer = await this.#attempt(work);
    }
  }

  /** Undefined where it is not known yet. */
  async #settle(work: AppendWork, answer: Answer): Promise<Appended | undefined> {
    const { stream, expected, events } = work;
    const actual = answer !== 'recorded' && 'actual' in answer ? answer.actual : undefined;
    if (actual !== undefined && actual < expected + events.length) throw new WrongRevision(stream, expected, actual);
    let found: Found;
    try {
      found = await this.#find(work);
    } catch (error) {
      // A stream with hidden events: the server records at the next revision behind them, as if the stream were new.
      if (isAnswer(error) || error instanceof StoreUnusable) throw explained(error);
      return undefined;
    }
    if (typeof found === 'object') return this.#appended(work, found.own);
    if (actual !== undefined) throw new WrongRevision(stream, expected, actual);
    if (found === 'others') throw new WrongRevision(stream, expected, await this.streams.last(stream));
    return undefined;
  }

  async #attempt({ stream, expected, events }: AppendWork): Promise<Answer> {
    const { attemptMs } = this.calls.limits;
    // T5: an attempt that is repeated later is recorded later.
    const recordedAt = this.stamps.next();
    const proposals = events.map((event) => proposed(event, recordedAt));
    const expectedRevision = expected === -1 ? NO_STREAM : BigInt(expected);
    try {
      await this.calls.once(
        (client, options) =>
          client.appendToStream(`${this.removals.prefix}${stream}`, proposals, {
            ...options,
            expectedRevision,
            deadline: attemptMs,
          }),
        // The server's own limit ends first.
        attemptMs + attemptMs / 4,
      );
      return 'recorded';
    } catch (error) {
      if (error instanceof WrongExpectedVersionError)
        return { actual: typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1 };
      if (error instanceof StreamDeletedError) {
        this.removals.deleted(stream);
        this.#refuseRemoval(stream);
      }
      if (error instanceof MaxAppendSizeExceededError) throw tooLarge(stream, error.maxAppendSize);
      if (isAnswer(error)) throw explained(error);
      return { unknown: error };
    }
  }

  async #find({ stream, expected, events }: AppendWork): Promise<Found> {
    const present = await this.streams.readOnce(stream, expected + 1, events.length);
    if (present.length === 0) return 'nothing';
    // C11: the same command, sent to two processes at once, has the same ids: the server takes the second append for a
    // repeat of the first. Who sent what is recorded, its meta shows.
    const own =
      present.length === events.length &&
      present.every(({ id, meta }, index) => id === events[index]!.id && meta === events[index]!.meta);
    return own ? { own: present.at(-1)! } : 'others';
  }

  async #appended({ expected, events }: AppendWork, last: StoredEvent): Promise<Appended> {
    return {
      revision: expected + events.length,
      token: tokenOf(last.place ?? (await this.head())),
      recordedAt: instantOf(last.recordedAt),
    };
  }

  #refuseRemoval(stream: string): void {
    const removal = this.removals.of(stream);
    if (removal !== undefined) throw new StoreStopped(operatorText('stream-stopped', { cause: removal }));
  }
}

const reasonOf = (answer: Answer): OperatorText | string =>
  typeof answer === 'object' && 'unknown' in answer ? causeIn(answer.unknown) : operatorText('append-not-given');

const tooLarge = (stream: string, most: number): Error =>
  new OperatorFault(operatorText('append-too-large', { stream, most }));
