import { setImmediate as nextTurn } from 'node:timers/promises';
import { CountsInMemory } from '../../../src/platform/limits/counts-in-memory.js';
import type { Counted, RequestCounts, RequestLimit } from '../../../src/platform/limits/request-counts.js';

/** Counts that the processes of a set share, as one of them reaches them. */
export class StrictCounts implements RequestCounts {
  /** Set to cut this process off. */
  cut: string | null = null;
  readonly #alone = new CountsInMemory();

  constructor(private readonly shared: CountsInMemory) {}

  async count(limit: RequestLimit, sender: string): Promise<Counted> {
    await nextTurn();
    return (this.cut === null ? this.shared : this.#alone).count(limit, sender);
  }

  fault(): string | null {
    return this.cut;
  }

  close(): void {}
}
