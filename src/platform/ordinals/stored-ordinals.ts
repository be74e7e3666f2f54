import type { Instant } from '../../../domain/kernel/civil.js';
import type { Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import { instantOf, millisOf } from '../events/event-rows.js';
import {
  type EventAt,
  type EventStore,
  StoreUnusable,
  type Subscription,
  type SubscriptionState,
  type Token,
} from '../events/event-store.js';
import { type DurableFile, openDurable } from '../sqlite/durable-file.js';
import { OrdinalRows, type OrdinalRow } from './ordinal-rows.js';
import { OrdinalSubscription } from './ordinal-subscription.js';
import { ordinalsFile } from './ordinals-file.js';
import { type EventQuery, type Found, type OrdinalListener, type Ordinals, TokenAhead, TooYoung } from './ordinals.js';

/** T5: an instant is settled this long after it, in ms: an append that takes longer is not recorded. */
const settledMs = 5_000;
/** How far the floor is moved past what was asked, in ms: it is written once in this time, however much is asked. */
const floorLeadMs = 2_000;
/** How long a question about an instant waits for numbering, in ms. */
const numberedWithinMs = 5_000;
const batchEvents = 1_000;
/** Events that were numbered last and need not be read again. */
const recentEvents = 500;

/** The file of numbers, opened before the ledger: the ledger stamps nothing before its floor. */
export class OrdinalsStore {
  readonly rows: OrdinalRows;

  private constructor(private readonly file: DurableFile) {
    this.rows = new OrdinalRows(file.db);
  }

  /** @throws StoreUnusable with nothing touched */
  static open(folder: string): OrdinalsStore {
    return new OrdinalsStore(openDurable(folder, ordinalsFile));
  }

  /** The clock of a process that appends: never before what was asked about (T5). */
  clockOver(clock: () => number): () => number {
    return () => Math.max(clock(), this.rows.floor);
  }

  close(): void {
    this.file.close();
  }
}

/**
 * The order of a ledger whose engine numbers nothing: a subscription from the last number on gives each event the next
 * one, with the largest recording time so far. Events themselves are read from the ledger.
 */
export class StoredOrdinals implements Ordinals {
  readonly #numbering: Subscription;
  readonly #subscriptions = new Set<Subscription>();
  readonly #waiting = new Set<() => void>();
  #interrupted: SubscriptionState | undefined;
  #recent: readonly Recorded[] = [];
  readonly #rows: OrdinalRows;

  /**
   * @param beginning the place before the first event of the ledger
   * @param settledAfterMs T5: how long after an instant it can be asked about
   */
  constructor(
    private readonly events: EventStore,
    private readonly store: OrdinalsStore,
    private readonly clock: () => number,
    private readonly beginning: Token,
    private readonly settledAfterMs = settledMs,
  ) {
    this.#rows = store.rows;
    this.#numbering = events.subscribe(
      this.#rows.last?.token ?? null,
      (batch) => this.#number(batch),
      (state) => {
        this.#interrupted = state.state === 'following' ? undefined : state;
        this.#wake();
      },
    );
  }

  async head(): Promise<{ readonly position: number; readonly token: Token }> {
    return { position: this.#rows.head, token: this.#tokenOf(this.#rows.head) };
  }

  async readAll(after: number, limit: number): Promise<readonly Recorded[]> {
    const first = this.#recent[0]?.position ?? Infinity;
    if (after + 1 >= first) return this.#recent.slice(after + 1 - first, after + 1 - first + limit);
    const rows = this.#rows.after(after, limit);
    if (rows.length === 0) return [];
    const events = await this.events.readAll(after === 0 ? null : this.#tokenOf(after), rows.length);
    return rows.slice(0, events.length).map((row, index) => numbered(events[index]?.event, row));
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    const rows = this.#rows.ofStream(stream, fromRevision);
    if (rows.length === 0) return [];
    const events = await this.events.readStream(stream, fromRevision);
    return rows.map((row, index) => numbered(events[index], row));
  }

  async find(query: EventQuery, after: number, limit: number): Promise<Found> {
    const rows = this.#rows.find(query, after, limit + 1);
    const found = rows.slice(0, limit);
    const events = await this.#read(found);
    return { events, next: rows.length > limit ? found.at(-1)!.position : null };
  }

  subscribe(after: number, listener: OrdinalListener, onState: (state: SubscriptionState) => void): Subscription {
    const subscription = new OrdinalSubscription(
      after,
      {
        read: (position) => this.readAll(position, batchEvents),
        interrupted: () => this.#interrupted,
        changed: () => new Promise((resolve) => this.#waiting.add(resolve)),
        passed: (token, position) => this.events.compare(token, this.#tokenOf(position)) <= 0,
      },
      listener,
      onState,
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async positionOf(token: Token, withinMs: number): Promise<number> {
    const until = performance.now() + withinMs;
    while (this.events.compare(token, this.#tokenOf(this.#rows.head)) > 0) {
      const left = until - performance.now();
      if (left <= 0) throw new TokenAhead(token);
      await this.#changedWithin(left);
    }
    return this.#rows.lastThat((position) => this.events.compare(this.#tokenOf(position), token) <= 0);
  }

  async tokenAt(position: number): Promise<Token> {
    if (position > this.#rows.head) throw new RangeError(`the ledger ends before position ${position}`);
    return this.#tokenOf(position);
  }

  async positionAt(knownAt: Instant): Promise<number> {
    const millis = millisOf(knownAt);
    const now = this.clock();
    const rows = this.#rows;
    if (millis > Math.max(now, rows.last?.recordedAt ?? 0, rows.floor - 1))
      throw new RangeError(`knownAt ${knownAt} lies in the future of this ledger's clock`);
    const settled = now - this.settledAfterMs;
    // What lies before the floor is settled, whatever this clock shows.
    if (millis >= Math.max(settled, rows.floor)) throw new TooYoung(knownAt, millis - settled + 1);
    // What was recorded by then must be numbered.
    await this.positionOf(await this.events.head(), numberedWithinMs);
    // First the floor: what is numbered after the answer is not before the instant.
    if (rows.floor <= millis) rows.raiseFloor(Math.max(millis + 1, Math.min(settled + floorLeadMs, now)));
    return rows.lastAtOrBefore(millis);
  }

  async lastBefore(instant: Instant): Promise<number> {
    return this.#rows.lastAtOrBefore(millisOf(instant) - 1);
  }

  async close(): Promise<void> {
    await this.#numbering.stop();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    this.store.close();
  }

  #number(batch: readonly EventAt[]): void {
    const rows = this.#rows.append(batch);
    const events = rows.map((row, index) => numbered(batch[index]?.event, row));
    this.#recent = [...this.#recent, ...events].slice(-recentEvents);
    this.#wake();
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

  #tokenOf(position: number): Token {
    return position === 0 ? this.beginning : this.#rows.at(position)!.token;
  }

  #changedWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/**
 * T5: with the largest recording time so far.
 * @throws StoreUnusable where the numbers are those of another ledger
 */
function numbered(
  event: StreamEvent | undefined,
  { position, recordedAt, revision }: Pick<OrdinalRow, 'position' | 'recordedAt' | 'revision'>,
): Recorded {
  if (event?.revision !== revision)
    throw new StoreUnusable(
      `position ${position} is of another event than its number was given to; remove ordinals.db and start again: it ` +
        'is made again by one scan of the ledger',
    );
  const meta = { ...event.meta, recordedAt: instantOf(recordedAt) };
  const { id, vendor, stream, type, schema, data } = event;
  // Members in the order of every engine: answers that show events have the same bytes.
  return { id, vendor, stream, revision, position, type, schema, data, meta };
}
