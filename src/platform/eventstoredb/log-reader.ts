import { type AllStreamRecordedEvent, BACKWARDS, END, type ReadPosition, START } from '@eventstore/db-client';
import type { Calls } from './calls.js';
import { collect } from './collect.js';
import { comparePlaces, type Place } from './places.js';
import type { Stamps } from './stamps.js';
import { type StoredEvent, stored } from './stored-events.js';

/** An event with its place, which reads of the log always give. */
export type LogEvent = StoredEvent & { readonly place: NonNullable<Place> };
type Recorded = AllStreamRecordedEvent;

const smallestPage = 32;
const largestPage = 1_000;

/** The log of the server: events of the ledger among those of the server and of others. */
export class LogReader {
  /** Up to a place in the log, the last event of the ledger: what was there stays there. */
  #known: { readonly upTo: Place; readonly head: Place } = { upTo: null, head: null };

  constructor(
    private readonly calls: Calls,
    private readonly stamps: Stamps,
    private readonly prefix: string,
  ) {}

  /** A tombstone is in the stream that it deletes, and an event of the server nevertheless. */
  isOfLedger({ streamId, type }: Pick<Recorded, 'streamId' | 'type'>): boolean {
    return streamId.startsWith(this.prefix) && !type.startsWith('$');
  }

  /** @throws DamagedEvent */
  ledgerEvent(event: Recorded): LogEvent {
    const { position } = event;
    const decoded = { ...stored(event, this.prefix), place: position };
    this.stamps.observe(decoded.recordedAt);
    return decoded;
  }

  /** Events of the ledger after a place, in order, at most `limit`. */
  async after(place: Place, limit: number): Promise<readonly LogEvent[]> {
    const events: LogEvent[] = [];
    for (let from = place; events.length < limit;) {
      const page = await this.page(from, Math.min(largestPage, Math.max(smallestPage, limit - events.length)));
      for (const event of page.events) if (this.isOfLedger(event)) events.push(this.ledgerEvent(event));
      if (page.last || page.events.length === 0) break;
      from = page.events.at(-1)!.position;
    }
    return events.slice(0, limit);
  }

  /** The next events of the log, whoever they belong to. `last`: there were no more. */
  async page(after: Place, count: number): Promise<{ readonly events: readonly Recorded[]; readonly last: boolean }> {
    // A read begins at its place, not after it.
    const maxCount = after === null ? count : count + 1;
    const events = await this.#read({ fromPosition: after ?? START, maxCount });
    return {
      events: events.filter(({ position }) => comparePlaces(position, after) > 0),
      last: events.length < maxCount,
    };
  }

  /** The place of the last event of the log, whoever it belongs to. */
  async tail(): Promise<Place> {
    const [event] = await this.#read({ fromPosition: END, direction: BACKWARDS, maxCount: 1 });
    return event?.position ?? null;
  }

  /** The place of the last event of the ledger. */
  async head(): Promise<Place> {
    const { upTo, head } = this.#known;
    let tail: Place = null;
    let from: ReadPosition = END;
    // Mostly the last event of the log is one of the ledger: events can be large, and no other is needed.
    for (let count = 1; ; count = Math.min(Math.max(count * 4, smallestPage), largestPage)) {
      const page: readonly Recorded[] = await this.#read({ fromPosition: from, direction: BACKWARDS, maxCount: count });
      tail ??= page[0]?.position ?? null;
      for (const event of page) {
        if (comparePlaces(event.position, upTo) <= 0) return this.#remember(tail, head);
        if (this.isOfLedger(event)) return this.#remember(tail, this.ledgerEvent(event).place);
      }
      if (page.length < count) return this.#remember(tail, head);
      from = page.at(-1)!.position;
    }
  }

  /** Two reads can end in either order. */
  #remember(upTo: Place, head: Place): Place {
    if (comparePlaces(upTo, this.#known.upTo) > 0) this.#known = { upTo, head };
    return head;
  }

  async #read(what: {
    readonly fromPosition: ReadPosition;
    readonly maxCount: number;
    readonly direction?: typeof BACKWARDS;
  }): Promise<readonly Recorded[]> {
    const resolved = await this.calls.repeated((client, options) =>
      collect(client.readAll({ ...options, ...what }), this.calls.limits.silenceMs),
    );
    return resolved.flatMap(({ event }) => event ?? []);
  }
}
