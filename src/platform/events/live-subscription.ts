import type { Recorded } from '../../../domain/kernel/envelope.js';
import { positionOfToken } from './embedded-tokens.js';
import { DamagedEvent, type Subscription, type SubscriptionState, type Token } from './event-store.js';

/** Where a subscription reads what it has not been handed. */
export interface Source {
  /** The last committed position. */
  head(): number;
  /** The next batch after a position; not empty while `head` is further. */
  read(after: number): readonly Recorded[];
}

export interface Follower {
  readonly listener: (events: readonly Recorded[]) => void | Promise<void>;
  readonly onState: (state: SubscriptionState) => void;
}

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Pauses between attempts to read, in ms: doubled each time. */
const firstPause = 50;
const longestPause = 5_000;

/**
 * Every event once and in order. One that has caught up is handed the events of a commit at once, by the same objects
 * for all subscriptions, before the append is acknowledged: a listener that works synchronously has then already
 * handled what its writer reads next. One that is behind, or still at work, reads on from the store.
 */
export class LiveSubscription implements Subscription {
  #after: number;
  #busy = false;
  #scheduled = false;
  /** Attempts to read that failed, since the last one that succeeded. */
  #failed = 0;
  #retry: NodeJS.Timeout | undefined;
  #ended: { readonly reason: unknown } | undefined;
  #waiters: Waiter[] = [];
  #idle: (() => void)[] = [];

  constructor(
    after: number,
    private readonly follower: Follower,
    private readonly source: Source,
    private readonly onEnd: (subscription: LiveSubscription) => void,
  ) {
    this.#after = after;
    this.#schedule();
  }

  /** The events of a commit, right after it. */
  offer(events: readonly Recorded[]): void {
    if (this.#ended || this.#busy || this.#scheduled) return;
    if (events[0]?.position === this.#after + 1 && this.#failed === 0) this.#deliver(events);
    else this.#schedule();
  }

  /** The source has more than before. */
  wake(): void {
    this.#schedule();
  }

  async reached(token: Token): Promise<void> {
    const position = positionOfToken(token);
    if (position <= this.#after) return;
    if (this.#ended) throw this.#ended.reason;
    await new Promise<void>((resolve, reject) => this.#waiters.push({ position, resolve, reject }));
  }

  stop(): Promise<void> {
    this.#end(new Error('the subscription was stopped'));
    return this.#busy ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  #schedule(): void {
    if (this.#scheduled || this.#busy || this.#ended || this.#retry || this.#after >= this.source.head()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#ended) this.#read();
    });
  }

  #read(): void {
    let events: readonly Recorded[];
    try {
      events = this.source.read(this.#after);
    } catch (error) {
      // What is damaged stays so; of a disk or a connection that fails, nobody knows.
      if (error instanceof DamagedEvent) this.#fail(error);
      else this.#tryLater(error);
      return;
    }
    if (this.#failed > 0) {
      this.#failed = 0;
      this.follower.onState({ state: 'following' });
    }
    this.#deliver(events);
  }

  #tryLater(cause: unknown): void {
    const pause = Math.min(firstPause * 2 ** this.#failed, longestPause);
    this.#failed += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      if (!this.#ended) this.#read();
    }, pause);
    this.#retry.unref();
    if (this.#failed === 1) this.follower.onState({ state: 'reconnecting', cause });
  }

  #deliver(events: readonly Recorded[]): void {
    this.#busy = true;
    try {
      const working: unknown = this.follower.listener(events);
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

  #fail(cause: unknown): void {
    this.#rest();
    if (this.#ended) return;
    this.#end(cause);
    // The appends of this commit are acknowledged in the same turn: what onState throws must not reach them.
    queueMicrotask(() => this.follower.onState({ state: 'ended', cause }));
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    clearTimeout(this.#retry);
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
