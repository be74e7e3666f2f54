import {
  BACKWARDS,
  END,
  type EventType,
  type ResolvedEvent,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { StoreUnusable } from '../events/event-store.js';
import type { Call, Calls } from './calls.js';
import { collect } from './collect.js';
import type { Removals } from './removals.js';
import type { Stamps } from './stamps.js';
import { type StoredEvent, stored } from './stored-events.js';
import { operatorText } from '../operator-fault.js';

/** Streams of the ledger, whole or not at all: what the server hides or has removed is a fault, not an empty stream. */
export class StreamReader {
  constructor(
    private readonly calls: Calls,
    private readonly removals: Removals,
    private readonly stamps: Stamps,
  ) {}

  /**
   * From a revision on, at most `count`; empty for an unknown stream. @throws StoreUnusable where events are missing
   */
  read(stream: string, from: number, count?: number): Promise<readonly StoredEvent[]> {
    const bound = count === undefined ? {} : { maxCount: count };
    return this.#whole(stream, from, (call) => this.calls.repeated(call), bound);
  }

  /** At most `count` events, in one attempt. */
  readOnce(stream: string, from: number, count: number): Promise<readonly StoredEvent[]> {
    return this.#whole(stream, from, (call) => this.calls.once(call), { maxCount: count });
  }

  /** The last revision; -1 where there is no stream. */
  async last(stream: string): Promise<number> {
    const { limits } = this.calls;
    const [last] = await this.calls
      .repeated((client, options) =>
        collect(
          client.readStream(this.#name(stream), { ...options, direction: BACKWARDS, fromRevision: END, maxCount: 1 }),
          limits.silenceMs,
        ),
      )
      .catch((error: unknown) => this.#absent(stream, error));
    return last?.event === undefined ? -1 : Number(last.event.revision);
  }

  async #whole(
    stream: string,
    from: number,
    ask: <T>(call: Call<T>) => Promise<T>,
    bound: { readonly maxCount?: number },
  ): Promise<readonly StoredEvent[]> {
    const { limits } = this.calls;
    const resolved = await ask((client, options) =>
      collect(
        client.readStream(this.#name(stream), { ...options, ...bound, fromRevision: BigInt(from) }),
        limits.silenceMs,
      ),
    ).catch((error: unknown) => this.#absent(stream, error));
    const events = resolved.flatMap(({ event }) => (event === undefined ? [] : [stored(event, this.removals.prefix)]));
    const misplaced = events.findIndex(({ revision }, index) => revision !== from + index);
    if (misplaced !== -1)
      throw new StoreUnusable(
        operatorText('events-removed', { stream, found: events[misplaced]!.revision, due: from + misplaced }),
      );
    for (const { recordedAt } of events) this.stamps.observe(recordedAt);
    return events;
  }

  #absent(stream: string, error: unknown): readonly ResolvedEvent<EventType>[] {
    if (error instanceof StreamDeletedError) this.removals.deleted(stream);
    const removal = this.removals.of(stream);
    // A stream that was deleted and can be made again looks like one that never was.
    if (removal !== undefined) throw new StoreUnusable(removal);
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  }

  #name(stream: string): string {
    return `${this.removals.prefix}${stream}`;
  }
}
