import { setTimeout } from 'node:timers/promises';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { millisOf } from '../../../src/platform/events/event-rows.js';
import type {
  EventAt,
  EventStore,
  Subscription,
  SubscriptionState,
  Token,
} from '../../../src/platform/events/event-store.js';
import {
  type EventQuery,
  type Found,
  type OrdinalListener,
  type Ordinals,
  TokenAhead,
  TooYoung,
} from '../../../src/platform/ordinals/ordinals.js';
import type { StrictLedger } from './strict-ledger.js';
import { StrictSubscription } from './strict-subscription.js';

/**
 * What is stored beside the views: the events by their numbers. Dropped, it is made again by one scan of the ledger.
 */
export class StoredOrdinals {
  readonly rows: { readonly token: Token; readonly event: Recorded }[] = [];
}

export interface StrictOrdinalsOptions {
  /** How long numbering waits behind the ledger. */
  readonly delayMs?: number;
  /** T5: an instant is settled this long after it, in ms. */
  readonly settledAfterMs?: number;
  readonly stored?: StoredOrdinals;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const atOnce = 100;
const withinMs = 5_000;

/** Numbers the ledger by following it, as a process beside the views does. Every call takes a turn. */
export class StrictOrdinals implements Ordinals {
  readonly #stored: StoredOrdinals;
  readonly #numbering: Subscription;
  readonly #subscriptions = new Set<StrictSubscription<Recorded>>();
  readonly #waiting = new Set<() => void>();
  #interrupted: unknown;

  constructor(
    private readonly events: EventStore,
    private readonly ledger: Pick<StrictLedger, 'now' | 'beginning'>,
    private readonly options: StrictOrdinalsOptions = {},
  ) {
    this.#stored = options.stored ?? new StoredOrdinals();
    this.#numbering = events.subscribe(
      this.#stored.rows.at(-1)?.token ?? null,
      (batch) => this.#number(batch),
      (state) => {
        this.#interrupted = state.state === 'following' ? undefined : state.cause;
        this.#wake();
      },
    );
  }

  async head(): Promise<{ readonly position: number; readonly token: Token }> {
    await turn();
    return { position: this.#rows.length, token: this.#rows.at(-1)?.token ?? this.ledger.beginning };
  }

  async readAll(after: number, limit: number): Promise<readonly Recorded[]> {
    await turn();
    return this.#rows.slice(after, after + limit).map(({ event }) => event);
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    await turn();
    return this.#rows.flatMap(({ event }) =>
      event.stream === stream && event.revision >= fromRevision ? [event] : [],
    );
  }

  async find({ vendor, streams, type, before = Infinity }: EventQuery, after: number, limit: number): Promise<Found> {
    await turn();
    const found = this.#rows.flatMap(({ event }) =>
      event.position > after &&
      event.position < before &&
      (vendor === undefined || event.vendor === vendor) &&
      (streams === undefined || streams.includes(event.stream)) &&
      (type === undefined || event.type === type)
        ? [event]
        : [],
    );
    const events = found.slice(0, limit);
    return { events, next: found.length > limit ? events.at(-1)!.position : null };
  }

  subscribe(after: number, listener: OrdinalListener, onState: (state: SubscriptionState) => void): Subscription {
    let reached = after;
    const subscription = new StrictSubscription<Recorded>(
      {
        read: async () => {
          const events = await this.readAll(reached, atOnce);
          // What is numbered is read; whether there is more, nobody knows while the ledger is out of reach.
          if (events.length === 0 && this.#interrupted !== undefined) throw this.#interrupted;
          return events;
        },
        passed: (events) => (reached = events.at(-1)!.position),
        changed: () => new Promise((resolve) => this.#waiting.add(resolve)),
        hasPassed: (token) => this.events.compare(token, this.#tokenOf(reached)) <= 0,
      },
      listener,
      onState,
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async positionOf(token: Token, withinMs: number): Promise<number> {
    await turn();
    for (const until = performance.now() + withinMs; ; await setTimeout(1)) {
      if (this.events.compare(token, this.#tokenOf(this.#rows.length)) <= 0) break;
      if (performance.now() >= until) throw new TokenAhead(token);
    }
    return this.#last(({ token: own }) => this.events.compare(own, token) <= 0);
  }

  async tokenAt(position: number): Promise<Token> {
    await turn();
    if (position > this.#rows.length) throw new RangeError(`the ledger ends before position ${position}`);
    return this.#tokenOf(position);
  }

  async positionAt(knownAt: Instant): Promise<number> {
    const millis = millisOf(knownAt);
    const now = this.ledger.now();
    if (millis > now) throw new RangeError(`knownAt ${knownAt} lies in the future of this ledger's clock`);
    const settled = now - (this.options.settledAfterMs ?? 5_000);
    if (millis >= settled) throw new TooYoung(knownAt, millis - settled + 1);
    // What was recorded by then must be numbered.
    await this.positionOf(await this.events.head(), withinMs);
    return this.#last(({ event }) => event.meta.recordedAt <= knownAt);
  }

  async lastBefore(instant: Instant): Promise<number> {
    const before = new Date(millisOf(instant)).toISOString();
    await turn();
    return this.#last(({ event }) => event.meta.recordedAt < before);
  }

  async close(): Promise<void> {
    await this.#numbering.stop();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
  }

  get #rows(): StoredOrdinals['rows'] {
    return this.#stored.rows;
  }

  /** The last position whose row satisfies; rows that do come first. */
  #last(satisfies: (row: StoredOrdinals['rows'][number]) => boolean): number {
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (satisfies(this.#rows[middle - 1]!)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #tokenOf(position: number): Token {
    return this.#rows[position - 1]?.token ?? this.ledger.beginning;
  }

  async #number(batch: readonly EventAt[]): Promise<void> {
    if (this.options.delayMs !== undefined) await setTimeout(this.options.delayMs);
    for (const { token, event } of batch)
      this.#rows.push({ token, event: { ...event, position: this.#rows.length + 1 } });
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
