import { instantOf } from '../events/event-rows.js';
import type { Instant } from '../../../domain/kernel/civil.js';

/**
 * T5: recording times of one process. None is before one that this process has read, so that they never decrease in a
 * stream: who appends has read what is in the stream. Between streams, processes whose clocks differ can be out of
 * order; the ordinals port numbers with the largest time so far.
 */
export class Stamps {
  #latest = -Infinity;

  /** @param clock epoch milliseconds; may step back */
  constructor(private readonly clock: () => number) {}

  get latest(): number {
    return this.#latest;
  }

  next(): Instant {
    return instantOf((this.#latest = Math.max(this.clock(), this.#latest)));
  }

  observe(recordedAt: number): void {
    if (recordedAt > this.#latest) this.#latest = recordedAt;
  }
}
