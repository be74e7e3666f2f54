import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Subscription } from '../platform/events/event-store.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import type { ConcernedCustomers } from './concerned.js';
import { type Change, changeOf } from './touched.js';
import { viewsTimeoutMs } from '../platform/projector/views-timeout.js';

/** Events that one read takes. */
const eventsAtATime = 100;
/** Reads that are shared by the streams that want the same. */
const mostShared = 100;

/** The changes after a position, up to another. */
export interface Batch {
  readonly position: number;
  readonly changes: readonly Change[];
}

/**
 * The changes of the ledger, in order, for the streams of this process. Each stream reads at its own speed, so that
 * nothing waits in memory for a slow one; streams at the same place share what is read.
 */
export class ChangeFeed {
  readonly #shared = new LRUCache<number, Promise<Batch>>({ max: mostShared });
  readonly #waiting = new Set<() => void>();
  #subscription: Subscription | undefined;

  constructor(
    private readonly ordinals: Pick<Ordinals, 'head' | 'readAll' | 'subscribe'>,
    private readonly views: Pick<ViewReaders, 'position' | 'reached'>,
    private readonly concerned: ConcernedCustomers,
  ) {}

  /** The position up to which the views of this process answer now. */
  async head(): Promise<number> {
    return Math.min(this.views.position(), (await this.ordinals.head()).position);
  }

  /**
   * The next changes after a position; null where there are none. The views of this process have reached them: whoever
   * asks then is answered with them.
   */
  async after(position: number): Promise<Batch | null> {
    const shared = this.#shared.get(position);
    if (shared !== undefined) return shared;
    const reading = this.#read(position);
    this.#shared.set(position, reading as Promise<Batch>);
    const forget = (): void => void this.#shared.delete(position);
    const batch = await reading.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (batch === null) forget();
    return batch;
  }

  /** Resolves when something is recorded after a position, after some milliseconds, or when aborted. */
  next(position: number, ms: number, signal: AbortSignal): Promise<void> {
    this.#subscription ??= this.#follow();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#waiting.add(end);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      // What was recorded before the listener was there woke nobody.
      this.ordinals.head().then((head) => (head.position > position ? end() : undefined), end);
    });
  }

  async close(): Promise<void> {
    await this.#subscription?.stop();
  }

  async #read(after: number): Promise<Batch | null> {
    // Others are answered between two reads of a stream that is far behind.
    await nextTurn();
    const events = await this.ordinals.readAll(after, eventsAtATime);
    const last = events.at(-1);
    if (last === undefined) return null;
    const changes: Change[] = [];
    for (const event of events)
      changes.push(changeOf(event, await this.concerned.partyOf(event), await this.concerned.concernedBy(event)));
    await this.views.reached(last.position, viewsTimeoutMs);
    return { position: last.position, changes };
  }

  /** While it is interrupted, streams look at each heartbeat. */
  #follow(): Subscription {
    return this.ordinals.subscribe(
      this.views.position(),
      () => {
        for (const wake of [...this.#waiting]) wake();
      },
      () => undefined,
    );
  }
}
