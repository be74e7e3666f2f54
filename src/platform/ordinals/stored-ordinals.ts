import type { Instant } from '../../../domain/kernel/civil.js';
import type { Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import { instantOf, millisOf } from '../events/event-rows.js';
import {
  type EventStore,
  StoreUnusable,
  type Subscription,
  type SubscriptionState,
  type Token,
} from '../events/event-store.js';
import type { NumberStore, OrdinalRow, StreamRow } from './number-store.js';
import { Numbering } from './numbering.js';
import { OrdinalSubscription } from './ordinal-subscription.js';
import { type EventQuery, type Found, type OrdinalListener, type Ordinals, TokenAhead, TooYoung } from './ordinals.js';
import { operatorText } from '../operator-fault.js';

export { OrdinalsStore } from './ordinals-store.js';

/** T5: an instant is settled this long after it, in ms: an append that takes longer is not recorded. */
const settledMs = 5_000;
/** How far the floor is moved past what was asked, in ms: it is written once in this time, however much is asked. */
const floorLeadMs = 2_000;
/** How long a question about an instant waits for numbering, in ms. */
const numberedWithinMs = 5_000;
const batchEvents = 1_000;

export interface StoredOrdinalsOptions {
  /** T5: how long after an instant it can be asked about, in ms. */
  readonly settledAfterMs?: number | undefined;
  /** Whether this process gives numbers; where it does not, another one must. */
  readonly numbers?: boolean;
}

/**
 * The order of a ledger whose engine numbers nothing: whoever numbers follows it, and gives each event the next number
 * with the largest recording time so far. Events themselves are read from the ledger.
 */
export class StoredOrdinals implements Ordinals {
  readonly #numbering: Numbering;
  readonly #subscriptions = new Set<Subscription>();

  /** @param beginning the place before the first event of the ledger */
  constructor(
    private readonly events: EventStore,
    private readonly store: NumberStore,
    private readonly clock: () => number,
    private readonly beginning: Token,
    private readonly options: StoredOrdinalsOptions = {},
  ) {
    this.#numbering = new Numbering(events, store, options.numbers ?? true);
  }

  async head(): Promise<{ readonly position: number; readonly token: Token }> {
    await this.store.refresh();
    const { position, token } = this.store.head;
    return { position, token: token ?? this.beginning };
  }

  async readAll(after: number, limit: number): Promise<readonly Recorded[]> {
    const recent = this.#numbering.recentAfter(after, limit);
    if (recent !== undefined) return recent;
    if (after >= this.store.head.position) return [];
    const rows = await this.store.after(after, limit);
    if (rows.length === 0) return [];
    const events = await this.events.readAll(after === 0 ? null : await this.#tokenOf(after), rows.length);
    return rows.slice(0, events.length).map((row, index) => numbered(events[index]?.event, row));
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    await this.store.refresh();
    const rows = await this.store.ofStream(stream, fromRevision);
    if (rows.length === 0) return [];
    const events = await this.events.readStream(stream, fromRevision);
    return rows.map((row, index) => numbered(events[index], row));
  }

  async find(query: EventQuery, after: number, limit: number): Promise<Found> {
    await this.store.refresh();
    const rows = await this.store.find(query, after, limit + 1);
    const found = rows.slice(0, limit);
    const events = await this.#read(found);
    return { events, next: rows.length > limit ? found.at(-1)!.position : null };
  }

  subscribe(after: number, listener: OrdinalListener, onState: (state: SubscriptionState) => void): Subscription {
    const subscription = new OrdinalSubscription(
      after,
      {
        read: (position) => this.readAll(position, batchEvents),
        interrupted: () => this.#numbering.interrupted,
        changed: () => this.#numbering.changed(),
        passed: (token, position) => this.#isPassed(token, position),
      },
      listener,
      onState,
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async positionOf(token: Token, withinMs: number): Promise<number> {
    const until = performance.now() + withinMs;
    if (this.#isAhead(token)) await this.store.refresh();
    while (this.#isAhead(token)) {
      const left = until - performance.now();
      if (left <= 0) throw new TokenAhead(token);
      await this.#numbering.changedWithin(left);
    }
    const { head } = this.store;
    if (head.token === null || this.events.compare(token, head.token) === 0) return head.position;
    return (await this.store.positionOf(token)) ?? (await this.#lastAtOrBeforeToken(token));
  }

  async tokenAt(position: number): Promise<Token> {
    if (position > this.store.head.position) await this.store.refresh();
    if (position > this.store.head.position) throw new RangeError(`the ledger ends before position ${position}`);
    return this.#tokenOf(position);
  }

  async positionAt(knownAt: Instant): Promise<number> {
    const { store } = this;
    const millis = millisOf(knownAt);
    const now = this.clock();
    const settled = now - (this.options.settledAfterMs ?? settledMs);
    // Another process may have promised more than this one has read.
    if (millis >= Math.max(settled, store.head.floor)) await store.refresh();
    const { recordedAt, floor } = store.head;
    if (millis > Math.max(now, recordedAt, floor - 1))
      throw new RangeError(`knownAt ${knownAt} lies in the future of this ledger's clock`);
    // What lies before the floor is settled, whatever this clock shows.
    if (millis >= Math.max(settled, floor)) throw new TooYoung(knownAt, millis - settled + 1);
    // What was recorded by then must be numbered.
    await this.positionOf(await this.events.head(), numberedWithinMs);
    // First the floor: what is numbered after the answer is not before the instant.
    if (store.head.floor <= millis) await store.raiseFloor(Math.max(millis + 1, Math.min(settled + floorLeadMs, now)));
    return store.lastAtOrBefore(millis);
  }

  async lastBefore(instant: Instant): Promise<number> {
    const millis = millisOf(instant);
    await this.store.refresh();
    return this.store.lastAtOrBefore(millis - 1);
  }

  async close(): Promise<void> {
    await this.#numbering.stop();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await this.store.close();
  }

  /** Each stream is read once, from the first revision that is asked for. */
  async #read(rows: readonly OrdinalRow[]): Promise<readonly Recorded[]> {
    const byStream = new Map<string, OrdinalRow[]>();
    for (const row of rows) byStream.set(row.stream, [...(byStream.get(row.stream) ?? []), row]);
    const events = new Map<number, Recorded>();
    for (const [stream, own] of byStream) {
      const from = own[0]!.revision;
      const read = await this.events.readStream(stream, from);
      for (const row of own) events.set(row.position, numbered(read[row.revision - from], row));
    }
    return rows.map(({ position }) => events.get(position)!);
  }

  async #tokenOf(position: number): Promise<Token> {
    if (position === 0) return this.beginning;
    const { head } = this.store;
    if (position === head.position && head.token !== null) return head.token;
    return (await this.store.after(position - 1, 1))[0]!.token;
  }

  async #isPassed(token: Token, position: number): Promise<boolean> {
    if (position > this.store.head.position) await this.store.refresh();
    return this.events.compare(token, await this.#tokenOf(Math.min(position, this.store.head.position))) <= 0;
  }

  #isAhead(token: Token): boolean {
    return this.events.compare(token, this.store.head.token ?? this.beginning) > 0;
  }

  /** A place between two events is that of the one before. */
  async #lastAtOrBeforeToken(token: Token): Promise<number> {
    let [low, high] = [0, this.store.head.position];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.events.compare(await this.#tokenOf(middle), token) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * T5: with the largest recording time so far.
 * @throws StoreUnusable where the numbers are those of another ledger
 */
function numbered(event: StreamEvent | undefined, { position, recordedAt, revision }: StreamRow): Recorded {
  if (event?.revision !== revision) throw new StoreUnusable(operatorText('numbers-of-other', { position }));
  const meta = { ...event.meta, recordedAt: instantOf(recordedAt) };
  const { id, vendor, stream, type, schema, data } = event;
  // Members in the order of every engine: answers that show events have the same bytes.
  return { id, vendor, stream, revision, position, type, schema, data, meta };
}
