import { setTimeout } from 'node:timers/promises';
import type { Subscription, SubscriptionState, Token } from '../../../src/platform/events/event-store.js';

/** What a subscription follows. */
export interface Followed<T> {
  /** The next events; empty where there are none. Rejects while the engine cannot be read. */
  read(): Promise<readonly T[]>;
  /** After these have been handled. */
  passed(events: readonly T[]): void;
  /** Resolves when there may be more to read. */
  changed(): Promise<void>;
  /** Whether all up to the token has been handled. @throws InvalidToken */
  hasPassed(token: Token): boolean;
}

interface Waiter {
  readonly token: Token;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const firstPause = 2;
const longestPause = 50;

/** Reads on and on, reconnects with growing pauses, and reports it. */
export class StrictSubscription<T> implements Subscription {
  readonly #running: Promise<void>;
  #ended: { readonly reason: unknown } | undefined;
  #waiters: Waiter[] = [];
  #failed = 0;
  #stop = (): void => undefined;
  readonly #stopped = new Promise<void>((resolve) => (this.#stop = resolve));

  constructor(
    private readonly followed: Followed<T>,
    private readonly listener: (events: readonly T[]) => void | Promise<void>,
    private readonly onState: (state: SubscriptionState) => void,
  ) {
    this.#running = this.#run();
  }

  async reached(token: Token): Promise<void> {
    if (this.followed.hasPassed(token)) return;
    if (this.#ended) throw this.#ended.reason;
    await new Promise<void>((resolve, reject) => this.#waiters.push({ token, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.#end(new Error('the subscription was stopped'));
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      const changed = this.followed.changed();
      const events = await this.#read();
      if (this.#ended) return;
      if (events === undefined) continue;
      if (events.length === 0) await Promise.race([changed, this.#stopped]);
      else await this.#deliver(events);
    }
  }

  /** Undefined where it has to be read again. */
  async #read(): Promise<readonly T[] | undefined> {
    try {
      const events = await this.followed.read();
      if (this.#failed > 0 && !this.#ended) this.onState({ state: 'following' });
      this.#failed = 0;
      return events;
    } catch (cause) {
      if (this.#ended) return undefined;
      if (this.#failed === 0) this.onState({ state: 'reconnecting', cause });
      await Promise.race([setTimeout(Math.min(firstPause * 2 ** this.#failed, longestPause)), this.#stopped]);
      this.#failed += 1;
      return undefined;
    }
  }

  async #deliver(events: readonly T[]): Promise<void> {
    try {
      await this.listener(events);
    } catch (cause) {
      if (this.#ended) return;
      this.#end(cause);
      this.onState({ state: 'ended', cause });
      return;
    }
    this.followed.passed(events);
    const due = this.#waiters.filter(({ token }) => this.followed.hasPassed(token));
    this.#waiters = this.#waiters.filter((waiter) => !due.includes(waiter));
    for (const { resolve } of due) resolve();
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#stop();
    for (const { reject } of this.#waiters.splice(0)) reject(reason);
  }
}
