import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import { encodeEvent, encodeRecorded, instantOf, type PlacedEvent } from '../../../src/platform/events/event-rows.js';
import {
  type Appended,
  type EventAt,
  type EventListener,
  type EventStore,
  type StoredAt,
  OutcomeUnknown,
  StoreStopped,
  type Subscription,
  type SubscriptionState,
  type Token,
} from '../../../src/platform/events/event-store.js';
import { compareStrict, type StrictLedger, Unreachable } from './strict-ledger.js';
import { StrictSubscription } from './strict-subscription.js';
import { type OperatorText, operatorText } from '../../../src/platform/operator-fault.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Events of one batch. */
const atOnce = 100;

/**
 * The events port of one process over a ledger that others write too. Every call takes turns of the event loop, tokens
 * are opaque, and no event has a position.
 */
export class StrictEvents implements EventStore {
  readonly #subscriptions = new Set<StrictSubscription<EventAt>>();
  readonly #appending = new Set<Promise<unknown>>();
  #closed = false;

  constructor(private readonly ledger: StrictLedger) {}

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    if (this.#closed) throw new StoreStopped('the ledger takes no writes: it was closed');
    if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
    for (const event of events) encodeEvent(stream, event);
    // What the caller changes later is not recorded.
    const copies = events.map(({ data, ...event }) => ({ ...event, data: structuredClone(data) }));
    const appending = this.#asked(() => this.ledger.append(stream, expected, copies)).catch((error: unknown) => {
      throw error instanceof Unreachable
        ? new OutcomeUnknown(`the append may or may not be in the ledger: ${error.message}`)
        : error;
    });
    this.#appending.add(appending);
    return appending.finally(() => this.#appending.delete(appending));
  }

  readStream(stream: string, fromRevision = 0): Promise<readonly StreamEvent[]> {
    return this.#asked(() => this.ledger.readStream(stream, fromRevision));
  }

  async readAll(after: Token | null, limit: number): Promise<readonly EventAt[]> {
    return this.#asked(() => this.ledger.readAll(after, limit));
  }

  async readStored(after: Token | null, limit: number): Promise<readonly StoredAt[]> {
    const events = await this.readAll(after, limit);
    return events.map(({ token, event }) => ({ token, event: encodeRecorded(event) }));
  }

  subscribe(after: Token | null, listener: EventListener, onState: (state: SubscriptionState) => void): Subscription {
    if (after !== null) compareStrict(after, after);
    let reached = after;
    const subscription = new StrictSubscription<EventAt>(
      {
        read: () => this.readAll(reached, atOnce),
        passed: (events) => (reached = events.at(-1)!.token),
        changed: () => this.ledger.changed(),
        hasPassed: (token) => compareStrict(token, reached ?? this.ledger.beginning) <= 0,
      },
      listener,
      onState,
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  head(): Promise<Token> {
    return this.#asked(() => this.ledger.head());
  }

  compare(a: Token, b: Token): number {
    return compareStrict(a, b);
  }

  async inspect(onProgress?: (done: number, of: number) => void): Promise<readonly string[]> {
    const all = await this.readAll(null, Infinity);
    const [found, next]: [string[], Map<string, number>] = [[], new Map()];
    for (const { event } of all) {
      const due = next.get(event.stream) ?? 0;
      if (event.revision !== due) found.push(`${event.stream} has revision ${event.revision} where ${due} is due`);
      next.set(event.stream, due + 1);
    }
    onProgress?.(all.length, all.length);
    return found;
  }

  stopped(): OperatorText | null {
    return this.#closed ? operatorText('store-closed') : null;
  }

  async adopt(events: readonly PlacedEvent[]): Promise<void> {
    return this.#asked(() => this.ledger.adopt(events.map(asStreamEvent)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#appending);
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
  }

  /** A request and its answer: each takes a turn, and neither arrives while the connection is cut. */
  async #asked<T>(work: () => T): Promise<T> {
    await turn();
    this.ledger.reach();
    const answer = work();
    await turn();
    return answer;
  }
}

const asStreamEvent = ({ position: _, recordedAt, meta, data, ...event }: PlacedEvent): StreamEvent => ({
  ...event,
  data: JSON.parse(data) as unknown,
  meta: { ...(JSON.parse(meta) as NewEvent['meta']), recordedAt: instantOf(recordedAt) },
});
