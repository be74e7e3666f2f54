import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { EventListener, Subscription } from './event-store.js';

/** Where a subscription reads what it has not been handed. */
export interface Source {
  /** The last committed position. */
  head(): number;
  /** The next batch after a position; not empty while `head` is further. */
  read(after: number): readonly Recorded[];
}

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Every event once and in order. One that has caught up is handed the events of a commit at once, by the same objects
 * for all subscriptions, before the append is acknowledged: a listener that works synchronously has then already
 * handled what its writer reads next. One that is behind, or still at work, reads on from the store.
 */
export class LiveSubscription implements Subscription {
  #after: number;
  #busy = false;
  #scheduled = false;
  #ended: { readonly reason: unknown } | undefined;
  #waiters: Waiter[] = [];
  #idle: (() => void)[] = [];

  constructor(
    after: number,
    private readonly listener: EventListener,
    private readonly onStop: (reason: unknown) => void,
    private readonly source: Source,
    private readonly onEnd: (subscription: LiveSubscription) => void,
  ) {
    this.#after = after;
    this.#schedule();
  }

  /** The events of a commit, right after it. */
  offer(events: readonly Recorded[]): void {
    if (this.#ended || this.#busy || this.#scheduled) return;
    if (events[0]?.position === this.#after + 1) this.#deliver(events);
    else this.#schedule();
  }

  /** The source has more than before. */
  wake(): void {
    this.#schedule();
  }

  reached(token: string): Promise<void> {
    if (!/^\d{1,15}$/.test(token)) return Promise.reject(new TypeError(`${token} is no token of this ledger`));
    const position = Number(token);
    if (position <= this.#after) return Promise.resolve();
    if (this.#ended) return Promise.reject(this.#ended.reason);
    return new Promise((resolve, reject) => this.#waiters.push({ position, resolve, reject }));
  }

  stop(): Promise<void> {
    this.#end(new Error('the subscription was stopped'));
    return this.#busy ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  #schedule(): void {
    if (this.#scheduled || this.#busy || this.#ended || this.#after >= this.source.head()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#ended) return;
      let events: readonly Recorded[];
      try {
        events = this.source.read(this.#after);
      } catch (error) {
        this.#fail(error);
        return;
      }
      this.#deliver(events);
    });
  }

  #deliver(events: readonly Recorded[]): void {
    this.#busy = true;
    try {
      const working: unknown = this.listener(events);
      if (isPending(working)) {
        working.then(
          () => this.#handled(events),
          (error: unknown) => this.#fail(error),
        );
        return;
      }
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#handled(events);
  }

  #handled(events: readonly Recorded[]): void {
    this.#rest();
    this.#after = events.at(-1)?.position ?? this.#after;
    const due = this.#waiters.filter(({ position }) => position <= this.#after);
    if (due.length > 0) this.#waiters = this.#waiters.filter(({ position }) => position > this.#after);
    for (const { resolve } of due) resolve();
    this.#schedule();
  }

  #fail(reason: unknown): void {
    this.#rest();
    if (this.#ended) return;
    this.#end(reason);
    // The appends of this commit are acknowledged in the same turn: what onStop throws must not reach them.
    queueMicrotask(() => this.onStop(reason));
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    for (const { reject } of this.#waiters.splice(0)) reject(reason);
    this.onEnd(this);
  }

  #rest(): void {
    this.#busy = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

/** A listener may be any function: one that answers a number has finished, like one that answers nothing. */
const isPending = (answer: unknown): answer is PromiseLike<void> =>
  typeof (answer as PromiseLike<void> | undefined)?.then === 'function';
