import { setTimeout as pause } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Subscription, SubscriptionState, Token } from '../events/event-store.js';
import type { OrdinalListener } from './ordinals.js';

/** What a subscription by position reads. */
export interface NumberedSource {
  /** Numbered events after a position; empty where there are none. Rejects while the ledger cannot be read. */
  read(after: number): Promise<readonly Recorded[]>;
  /** Why numbering does not go on now; undefined where it does. */
  interrupted(): SubscriptionState | undefined;
  /** Resolves when there may be more to read, or numbering was interrupted or goes on. */
  changed(): Promise<void>;
  /** Whether all up to the token has been passed at a position. @throws InvalidToken */
  passed(token: Token, position: number): Promise<boolean>;
}

interface Waiter {
  readonly token: Token;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const firstPauseMs = 50;
const longestPauseMs = 5_000;

/** Delivers what is numbered, in order, each event once; reads again after faults and reports them. */
export class OrdinalSubscription implements Subscription {
  readonly #running: Promise<void>;
  #reconnecting = false;
  #pauseMs = firstPauseMs;
  #ended: { readonly reason: unknown } | undefined;
  #waiters: Waiter[] = [];
  #stop = (): void => undefined;
  readonly #stopped = new Promise<void>((resolve) => (this.#stop = resolve));

  constructor(
    private position: number,
    private readonly source: NumberedSource,
    private readonly listener: OrdinalListener,
    private readonly onState: (state: SubscriptionState) => void,
  ) {
    this.#running = this.#run();
  }

  async reached(token: Token): Promise<void> {
    if (await this.source.passed(token, this.position)) return;
    if (this.#ended) throw this.#ended.reason;
    await new Promise<void>((resolve, reject) => {
      this.#waiters.push({ token, resolve, reject });
      // More can have been delivered while the place was compared.
      void this.#settle();
    });
  }

  async stop(): Promise<void> {
    this.#end(new Error('the subscription was stopped'));
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      const changed = this.source.changed();
      const events = await this.source.read(this.position).catch((cause: unknown) => this.#fault(cause));
      if (this.#ended) return;
      const interrupted = this.source.interrupted();
      if (events === undefined) {
        await Promise.race([pause(this.#pauseMs, undefined, { ref: false }), this.#stopped]);
        this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
        continue;
      }
      this.#pauseMs = firstPauseMs;
      if (interrupted === undefined) this.#follows();
      if (events.length > 0) await this.#deliver(events);
      else if (interrupted?.state === 'ended') this.#fail(interrupted.cause);
      else {
        // What is numbered was read; whether there is more, nobody knows while the ledger is out of reach.
        if (interrupted?.state === 'reconnecting') this.#fault(interrupted.cause);
        await Promise.race([changed, this.#stopped]);
      }
    }
  }

  #fault(cause: unknown): undefined {
    if (this.#reconnecting || this.#ended) return;
    this.#reconnecting = true;
    this.onState({ state: 'reconnecting', cause });
  }

  #follows(): void {
    if (!this.#reconnecting) return;
    this.#reconnecting = false;
    this.onState({ state: 'following' });
  }

  async #deliver(events: readonly Recorded[]): Promise<void> {
    try {
      await this.listener(events);
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    this.position = events.at(-1)!.position;
    await this.#settle();
  }

  async #settle(): Promise<void> {
    for (const waiter of [...this.#waiters]) {
      try {
        if (!(await this.source.passed(waiter.token, this.position))) continue;
        waiter.resolve();
      } catch (cause) {
        waiter.reject(cause);
      }
      this.#waiters = this.#waiters.filter((each) => each !== waiter);
    }
  }

  #fail(cause: unknown): void {
    if (this.#ended) return;
    this.#end(cause);
    this.onState({ state: 'ended', cause });
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#stop();
    for (const { reject } of this.#waiters.splice(0)) reject(reason);
  }
}
