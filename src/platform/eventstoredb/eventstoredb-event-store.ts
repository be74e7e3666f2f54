import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import { encodeEvent, type PlacedEvent } from '../events/event-rows.js';
import {
  type Appended,
  DamagedEvent,
  type EventAt,
  type EventListener,
  type EventStore,
  type StoredAt,
  StoreStopped,
  StoreUnusable,
  type Subscription,
  type SubscriptionState,
  type Token,
} from '../events/event-store.js';
import type { CheckOf } from '../events/inspection.js';
import { KeyedMutex } from '../ledger/keyed-mutex.js';
import { Adopter } from './adopter.js';
import { Appender } from './appender.js';
import { Calls } from './calls.js';
import { readConnectionUrl } from './connection-url.js';
import { CopyMark } from './copy-mark.js';
import { LogInspection } from './inspect-log.js';
import { Connection } from './ledger-client.js';
import { type Limits, productLimits } from './limits.js';
import { LogReader } from './log-reader.js';
import { comparePlaces, placeOf, tokenOf } from './places.js';
import { Removals, RemovalWatch } from './removals.js';
import { Stamps } from './stamps.js';
import { ledgerPrefix, portEvent } from './stored-events.js';
import { StreamReader } from './stream-reader.js';
import { SupervisedSubscription } from './supervised-subscription.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

export interface EventStoreDbOptions {
  /** Epoch milliseconds; may step back. */
  readonly clock: () => number;
  readonly limits?: Limits;
  /** Before the names of the ledger's streams on the server. */
  readonly prefix?: string;
  /** Opened by a copy that begins or goes on: everybody else refuses the beginning of a ledger. */
  readonly forCopy?: boolean;
}

/** The ledger in EventStoreDB, written by any number of processes. */
export class EventStoreDbEventStore implements EventStore {
  readonly #subscriptions = new Set<SupervisedSubscription>();
  readonly #appending = new Set<Promise<unknown>>();
  readonly #turns = new KeyedMutex();
  readonly #streams: StreamReader;
  readonly #log: LogReader;
  readonly #appender: Appender;
  readonly #adopter: Adopter;
  readonly #mark: CopyMark;
  readonly #removals: Removals;
  readonly #watch: RemovalWatch;
  #comparing: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly connect: () => Connection,
    private readonly calls: Calls,
    private readonly prefix: string,
    clock: () => number,
  ) {
    const stamps = new Stamps(clock);
    this.#removals = new Removals(prefix);
    this.#streams = new StreamReader(calls, this.#removals, stamps);
    this.#log = new LogReader(calls, stamps, prefix);
    const head = () => this.#log.head();
    this.#appender = new Appender(calls, this.#streams, this.#removals, stamps, head);
    this.#mark = new CopyMark(calls, prefix);
    this.#adopter = new Adopter(calls, this.#streams, stamps, prefix);
    this.#watch = new RemovalWatch(calls, this.#removals, () => this.#log.tail());
  }

  /**
   * @throws StoreUnusable where the URL is none, the server does not answer, or what it has is the beginning of a copy;
   * the value is never in the message
   */
  static async open(
    url: string,
    { clock, limits = productLimits, prefix = ledgerPrefix, forCopy = false }: EventStoreDbOptions,
  ): Promise<EventStoreDbEventStore> {
    const settings = readConnectionUrl(url);
    const connect = (): Connection => new Connection(settings);
    const store = new EventStoreDbEventStore(connect, new Calls(connect(), limits), prefix, clock);
    try {
      // T5: recording times go on from the last one.
      await store.#log.head();
      if (!forCopy) await store.#mark.refuseUnfinished();
    } catch (error) {
      await store.close();
      if (error instanceof StoreUnusable) throw error;
      throw new StoreUnusable(operatorText('events-unusable', { cause: causeIn(error) }));
    }
    store.#watch.start();
    store.#compare();
    return store;
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    this.#refuseClosed();
    if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
    if (!Number.isSafeInteger(expected) || expected < -1)
      throw new TypeError(`${expected} is no revision of ${stream}`);
    const encoded = events.map((event) => encodeEvent(stream, event));
    // In the order of the calls: the next append of a stream expects what the one ahead of it records.
    return this.#finished(this.#turns.run(stream, () => this.#appender.append({ stream, expected, events: encoded })));
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly StreamEvent[]> {
    return (await this.#streams.read(stream, fromRevision)).map(portEvent);
  }

  async readAll(after: Token | null, limit: number): Promise<readonly EventAt[]> {
    const events = await this.#log.after(placeOf(after), limit);
    return events.map((event) => ({ token: tokenOf(event.place), event: portEvent(event) }));
  }

  async readStored(after: Token | null, limit: number): Promise<readonly StoredAt[]> {
    const events = await this.#log.after(placeOf(after), limit);
    return events.map(({ place, ...event }) => ({ token: tokenOf(place), event }));
  }

  subscribe(after: Token | null, listener: EventListener, onState: (state: SubscriptionState) => void): Subscription {
    const place = placeOf(after);
    this.#refuseClosed();
    const parts = { connect: this.connect, log: this.#log, prefix: this.prefix, limits: this.calls.limits };
    const subscription = new SupervisedSubscription(place, parts, listener, onState, (ended) =>
      this.#subscriptions.delete(ended),
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async head(): Promise<Token> {
    return tokenOf(await this.#log.head());
  }

  compare(a: Token, b: Token): number {
    return comparePlaces(placeOf(a), placeOf(b));
  }

  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]> {
    return new LogInspection({ log: this.#log, streams: this.#streams, prefix: this.prefix }).run(onProgress, check);
  }

  stopped(): OperatorText | null {
    if (this.#closing !== undefined) return operatorText('store-closed');
    const [first, ...more] = [this.calls.unreachable() ?? [], this.#removals.all()].flat();
    if (first === undefined) return null;
    return more.reduce((before, next) => operatorText('two-causes', { first: before, more: next }), first);
  }

  async adopt(events: readonly PlacedEvent[]): Promise<void> {
    this.#refuseClosed();
    if (this.#appending.size > 0)
      throw new TypeError('appends are waiting: a ledger is copied into one that nobody writes');
    await this.#finished(this.#adopter.adopt(events));
  }

  /** From now on until `endCopy` nobody can open this ledger but a copy. */
  beginCopy(): Promise<void> {
    this.#refuseClosed();
    return this.#mark.begin();
  }

  endCopy(): Promise<void> {
    this.#refuseClosed();
    return this.#mark.end();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#comparing);
    await Promise.allSettled(this.#appending);
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await this.#watch.close();
    this.calls.connection.close();
  }

  #finished<T>(writing: Promise<T>): Promise<T> {
    this.#appending.add(writing);
    return writing.finally(() => this.#appending.delete(writing));
  }

  /** A subscription can be dropped without a notice: each is compared with the head of the ledger. */
  #compare(): void {
    this.#comparing = setTimeout(() => {
      void this.#log
        .head()
        .then(
          (head) => this.#subscriptions.forEach((subscription) => subscription.check(head)),
          (cause: unknown) => {
            // An event that cannot be read is no fault of the connection: its delivery ends the subscription.
            if (!(cause instanceof DamagedEvent))
              this.#subscriptions.forEach((subscription) => subscription.interrupt(cause));
          },
        )
        .finally(() => this.#closing ?? this.#compare());
    }, this.calls.limits.watchMs);
    this.#comparing.unref();
  }

  #refuseClosed(): void {
    if (this.#closing !== undefined)
      throw new StoreStopped(operatorText('ledger-stopped', { cause: operatorText('store-closed') }));
  }
}
