import { setTimeout as pause } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { instantOf } from '../events/event-rows.js';
import {
  type EventAt,
  type EventStore,
  OutcomeUnknown,
  StoreUnreadable,
  type Subscription,
  type SubscriptionState,
  type Token,
} from '../events/event-store.js';
import { NumbersBehind, type NumberStore } from './number-store.js';

/** Events that were numbered last and need not be read again. */
const recentEvents = 500;
/** How often shared numbers are read while somebody waits for more, in ms: others number them, or this process too. */
const pollMs = { others: 25, here: 250 };
/** How often a store out of reach is tried again, in ms. */
const retryMs = 250;

/** Follows the ledger and numbers it, or reads what other processes number, and wakes those who wait for it. */
export class Numbering {
  readonly #waiting = new Set<() => void>();
  readonly #stopping = new AbortController();
  #subscription: Subscription | undefined;
  /** The place that the next event of the subscription follows on. */
  #followed: Token | null = null;
  #ofLedger: SubscriptionState | undefined;
  #ofStore: SubscriptionState | undefined;
  #recent: readonly Recorded[] = [];
  #polling: Promise<void> | undefined;

  constructor(
    private readonly events: EventStore,
    private readonly store: NumberStore,
    private readonly numbers: boolean,
  ) {
    if (numbers) this.#follow();
  }

  /** Why numbers do not go on now; undefined where they do. */
  get interrupted(): SubscriptionState | undefined {
    return this.#ofLedger ?? this.#ofStore;
  }

  /** Events after a position that this process numbered a moment ago; undefined where it did not. */
  recentAfter(position: number, limit: number): readonly Recorded[] | undefined {
    const first = this.#recent[0]?.position ?? Infinity;
    const from = position + 1 - first;
    return from >= 0 && from < this.#recent.length ? this.#recent.slice(from, from + limit) : undefined;
  }

  /** Resolves when there may be more, or numbering was interrupted or goes on. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#wait(resolve));
  }

  async changedWithin(ms: number): Promise<void> {
    let wake: () => void = () => undefined;
    const changed = new Promise<void>((resolve) => this.#wait((wake = resolve)));
    await Promise.race([changed, pause(ms, undefined, { ref: false })]);
    // Nothing is read for one who waits no more.
    this.#waiting.delete(wake);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#subscription?.stop();
    await this.#polling;
    this.#wake();
  }

  #follow(): void {
    this.#followed = this.store.head.token;
    this.#subscription = this.events.subscribe(
      this.#followed,
      (batch) => this.#number(batch),
      (state) => {
        this.#ofLedger = state.state === 'following' ? undefined : state;
        this.#wake();
      },
    );
  }

  async #number(batch: readonly EventAt[]): Promise<void> {
    for (;;) {
      try {
        const rows = await this.store.append(this.#followed, batch, (a, b) => this.events.compare(a, b));
        this.#followed = batch.at(-1)!.token;
        this.#remember(
          rows.map(({ position, recordedAt }, index) => {
            const { event } = batch[batch.length - rows.length + index]!;
            return { ...event, position, meta: { ...event.meta, recordedAt: instantOf(recordedAt) } };
          }),
        );
        this.#reached();
        this.#wake();
        return;
      } catch (error) {
        if (error instanceof NumbersBehind) return this.#followAgain();
        if (!(error instanceof StoreUnreadable || error instanceof OutcomeUnknown)) throw error;
        this.#outOfReach(error);
        await pause(retryMs, undefined, { signal: this.#stopping.signal });
      }
    }
  }

  /** The listener that calls it is a listener of the subscription that ends: it must not wait for that end. */
  #followAgain(): void {
    this.#recent = [];
    const ended = this.#subscription!.stop();
    this.#subscription = undefined;
    void ended.then(() => {
      if (!this.#stopping.signal.aborted) this.#follow();
    });
  }

  #remember(events: readonly Recorded[]): void {
    if (events.length === 0) return;
    const follows = this.#recent.at(-1)?.position === events[0]!.position - 1;
    this.#recent = [...(follows ? this.#recent : []), ...events].slice(-recentEvents);
  }

  #wait(resolve: () => void): void {
    this.#waiting.add(resolve);
    if (this.store.shared) this.#polling ??= this.#poll();
  }

  async #poll(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#stopping.signal.aborted) {
      await pause(this.numbers ? pollMs.here : pollMs.others, undefined, { ref: false });
      const { position } = this.store.head;
      try {
        await this.store.refresh();
        const interrupted = this.#ofStore !== undefined;
        this.#reached();
        if (interrupted || this.store.head.position !== position) this.#wake();
      } catch (error) {
        this.#outOfReach(error);
      }
    }
    this.#polling = undefined;
  }

  #outOfReach(cause: unknown): void {
    if (this.#ofStore !== undefined) return;
    this.#ofStore = { state: 'reconnecting', cause };
    this.#wake();
  }

  #reached(): void {
    this.#ofStore = undefined;
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
