import { setImmediate as turn } from 'node:timers/promises';
import {
  type AllStreamRecordedEvent,
  type AllStreamSubscription,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { operatorText } from '../operator-fault.js';
import { withTimeout } from '../projector/with-timeout.js';
import type { Connection } from './ledger-client.js';
import type { Place } from './places.js';
import { NoAnswer } from './server-errors.js';

/** What a batch has at most. */
const mostEvents = 1_000;
const mostBytes = 8 * 1024 * 1024;
/** Events that wait in the client, before the server is slowed down. */
const waiting = 128;
/** Pages of 32 events that the server passes over before it gives a sign of life. */
const pagesPerSign = 32;

/**
 * One subscription of the client, as a source of batches. It ends with its first fault; whether it is silent because
 * there is nothing, only a comparison with the head of the ledger shows.
 */
export class Incoming {
  readonly #subscription: AllStreamSubscription;
  readonly #confirmed: Promise<void>;
  #fault: { readonly cause: unknown } | undefined;
  #wake = (): void => undefined;
  #refuse: (cause: unknown) => void = () => undefined;
  /** Signs of life: events, checkpoints. */
  signs = 0;

  constructor(connection: Connection, after: Place, prefix: string) {
    this.#subscription = connection.client().subscribeToAll(
      {
        ...connection.perCall,
        fromPosition: after ?? START,
        filter: {
          ...streamNameFilter({ prefixes: [prefix], checkpointInterval: pagesPerSign }),
          // Never the place to resume from, and nothing that can fail: a rejection here would stall the subscription.
          checkpointReached: () => void (this.signs += 1),
        },
      },
      { highWaterMark: waiting },
    );
    this.#confirmed = new Promise((resolve, reject) => {
      this.#subscription.on('confirmation', resolve);
      this.#refuse = reject;
    });
    this.#confirmed.catch(() => undefined);
    this.#subscription.on('error', (cause: Error) => this.end(cause));
    this.#subscription.on('readable', () => this.#wake());
    for (const ending of ['end', 'close'] as const)
      this.#subscription.on(ending, () => this.end(new NoAnswer(operatorText('subscription-ended'))));
  }

  /** @throws NoAnswer; the server's refusal */
  confirmed(withinMs: number): Promise<void> {
    const late = () => new NoAnswer(operatorText('subscription-late', { ms: withinMs }));
    return withTimeout(this.#confirmed, withinMs, late);
  }

  /** The next events, as soon as there is one. @throws the fault that ended the subscription */
  async next(): Promise<readonly AllStreamRecordedEvent[]> {
    for (;;) {
      if (this.#fault !== undefined) throw this.#fault.cause;
      const events = this.#read();
      if (events.length > 0) return events;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      // What arrives in the same turn is one batch.
      await turn();
    }
  }

  /** The first call counts. */
  end(cause: unknown): void {
    if (this.#fault !== undefined) return;
    this.#fault = { cause };
    this.#refuse(cause);
    this.#wake();
    void this.#subscription.unsubscribe().catch(() => undefined);
  }

  #read(): readonly AllStreamRecordedEvent[] {
    const events: AllStreamRecordedEvent[] = [];
    for (let bytes = 0; events.length < mostEvents && bytes < mostBytes;) {
      const resolved = this.#subscription.read() as { readonly event?: AllStreamRecordedEvent } | null;
      if (resolved === null) break;
      this.signs += 1;
      if (resolved.event === undefined) continue;
      events.push(resolved.event);
      bytes += (resolved.event.data as Uint8Array).length;
    }
    return events;
  }
}
