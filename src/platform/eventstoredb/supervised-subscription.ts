import type { EventAt, EventListener, Subscription, SubscriptionState, Token } from '../events/event-store.js';
import { Incoming } from './incoming.js';
import type { Connection } from './ledger-client.js';
import type { Limits } from './limits.js';
import type { LogEvent, LogReader } from './log-reader.js';
import { comparePlaces, type Place, placeOf, tokenOf } from './places.js';
import { operatorText } from '../operator-fault.js';
import { NoAnswer } from './server-errors.js';
import { portEvent } from './stored-events.js';

interface Waiter {
  readonly place: Place;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** What a subscription works with; each connects by itself, since a fault of one call ends all of its connection. */
export interface SubscriptionParts {
  readonly connect: () => Connection;
  readonly log: LogReader;
  readonly prefix: string;
  readonly limits: Limits;
}

/**
 * A subscription of the ledger over subscriptions of the client, one after the other: each begins after the last event
 * that was handled.
 */
export class SupervisedSubscription implements Subscription {
  #after: Place;
  #incoming: Incoming | undefined;
  #handling = false;
  /** Attempts that failed since it followed; 0 while it follows. */
  #failed = 0;
  #pauseMs: number;
  #ended: { readonly reason: unknown } | undefined;
  #interrupt = (): void => undefined;
  #waiters: Waiter[] = [];
  /** Signs of life at the last check. */
  #checked: { readonly incoming: Incoming; readonly signs: number } | undefined;
  readonly #running: Promise<void>;

  constructor(
    after: Place,
    private readonly parts: SubscriptionParts,
    private readonly listener: EventListener,
    private readonly onState: (state: SubscriptionState) => void,
    private readonly onEnd: (subscription: SupervisedSubscription) => void,
  ) {
    this.#after = after;
    this.#pauseMs = parts.limits.firstPauseMs;
    this.#running = this.#run();
  }

  async reached(token: Token): Promise<void> {
    const place = placeOf(token);
    if (comparePlaces(place, this.#after) <= 0) return;
    if (this.#ended) throw this.#ended.reason;
    await new Promise<void>((resolve, reject) => this.#waiters.push({ place, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.#end(new Error('the subscription was stopped'));
    await this.#running;
  }

  /**
   * Compares with the place of the last event, time and again. Behind it, without a sign of life since the last time:
   * the server has dropped the subscription without a notice.
   */
  check(head: Place): void {
    const incoming = this.#incoming;
    if (incoming === undefined || this.#handling || comparePlaces(head, this.#after) <= 0) {
      this.#checked = undefined;
      return;
    }
    const silent = this.#checked?.incoming === incoming && this.#checked.signs === incoming.signs;
    this.#checked = { incoming, signs: incoming.signs };
    if (silent) incoming.end(new NoAnswer(operatorText('subscription-silent')));
  }

  /** The server cannot be reached: begins anew. */
  interrupt(cause: unknown): void {
    this.#incoming?.end(cause);
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      const connection = this.parts.connect();
      try {
        await this.#follow(connection);
      } catch (cause) {
        if (!this.#ended) await this.#reconnect(cause);
      } finally {
        connection.close();
      }
    }
  }

  /** Until a fault. @throws what ended it */
  async #follow(connection: Connection): Promise<void> {
    const { log, prefix, limits } = this.parts;
    const incoming = new Incoming(connection, this.#after, prefix);
    this.#incoming = incoming;
    try {
      await incoming.confirmed(limits.silenceMs);
      if (this.#failed > 0 && !this.#ended) {
        this.#failed = 0;
        this.onState({ state: 'following' });
      }
      while (!this.#ended) {
        const recorded = await incoming.next();
        if (this.#ended) return;
        this.#pauseMs = limits.firstPauseMs;
        const own = recorded.filter((event) => log.isOfLedger(event));
        if (own.length > 0) await this.#deliver(() => own.map((event) => log.ledgerEvent(event)));
      }
    } finally {
      this.#incoming = undefined;
      incoming.end(this.#ended?.reason);
    }
  }

  async #reconnect(cause: unknown): Promise<void> {
    this.#failed += 1;
    if (this.#failed === 1) this.onState({ state: 'reconnecting', cause });
    await new Promise<void>((resolve) => {
      this.#interrupt = resolve;
      setTimeout(resolve, this.#pauseMs).unref();
    });
    // Grows until an event arrives: a server that confirms and then fails is not asked without a pause either.
    this.#pauseMs = Math.min(this.#pauseMs * 2, this.parts.limits.longestPauseMs);
  }

  /** A listener that fails, or an event that cannot be read, ends the subscription. */
  async #deliver(decode: () => readonly LogEvent[]): Promise<void> {
    this.#handling = true;
    try {
      const events = decode();
      await this.listener(events.map((event): EventAt => ({ token: tokenOf(event.place), event: portEvent(event) })));
      this.#handled(events.at(-1)!.place);
    } catch (cause) {
      if (this.#ended) return;
      this.#end(cause);
      this.onState({ state: 'ended', cause });
    } finally {
      this.#handling = false;
    }
  }

  #handled(place: Place): void {
    this.#after = place;
    const due = this.#waiters.filter((waiter) => comparePlaces(waiter.place, place) <= 0);
    if (due.length > 0) this.#waiters = this.#waiters.filter((waiter) => comparePlaces(waiter.place, place) > 0);
    for (const { resolve } of due) resolve();
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#incoming?.end(reason);
    this.#interrupt();
    for (const { reject } of this.#waiters.splice(0)) reject(reason);
    this.onEnd(this);
  }
}
