import { ANY, BACKWARDS, END, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';
import { StoreUnusable } from '../events/event-store.js';
import type { Calls } from './calls.js';
import { collect } from './collect.js';
import { explained } from './server-errors.js';
import { operatorText } from '../operator-fault.js';

type Mark = 'CopyBegan' | 'CopyEnded';

/**
 * Whether what is on the server is the beginning of a ledger that is being copied there. The mark is in a stream beside
 * the ledger's, whose last event counts: like other streams of the server it is no event of the ledger, so that
 * positions and bytes of the copy are those of its source.
 */
export class CopyMark {
  readonly #stream: string;

  constructor(
    private readonly calls: Calls,
    prefix: string,
  ) {
    this.#stream = `copy-of-${prefix}`;
  }

  /** Recorded before the first event of the copy, and again by a call that goes on. */
  begin(): Promise<void> {
    return this.#append('CopyBegan');
  }

  /** The copy is whole. */
  end(): Promise<void> {
    return this.#append('CopyEnded');
  }

  /** @throws StoreUnusable where a copy has begun and not ended */
  async refuseUnfinished(): Promise<void> {
    const [last] = await this.calls
      .repeated((client, options) =>
        collect(
          client.readStream(this.#stream, { ...options, direction: BACKWARDS, fromRevision: END, maxCount: 1 }),
          this.calls.limits.silenceMs,
        ),
      )
      .catch((error: unknown) => {
        if (error instanceof StreamNotFoundError) return [];
        throw error;
      });
    if (last?.event?.type === ('CopyBegan' satisfies Mark)) throw new StoreUnusable(operatorText('copy-unfinished'));
  }

  /** A repeat after a lost answer records it twice, which changes nothing. */
  async #append(mark: Mark): Promise<void> {
    const { attemptMs } = this.calls.limits;
    await this.calls
      .repeated((client, options) =>
        client.appendToStream(this.#stream, jsonEvent({ type: mark, data: {} }), {
          ...options,
          expectedRevision: ANY,
          deadline: attemptMs,
        }),
      )
      .catch((error: unknown) => {
        throw explained(error);
      });
  }
}
