import type { PlacedEvent } from '../events/event-rows.js';
import type { EventStore, StoredAt, Token } from '../events/event-store.js';

/** Events that are in memory at a time. */
const batchEvents = 250;

/**
 * Reads a ledger from its beginning to a place, once. Where processes with different clocks wrote it, an event counts
 * with the largest recording time so far, which is the one that answers give (T5).
 */
export class LedgerCursor {
  #batch: readonly StoredAt[] = [];
  #index = 0;
  #after: Token | null = null;
  #latest = -Infinity;
  /** Events that were passed. */
  position = 0;
  /** Of them, those that were recorded before the one ahead of them. */
  raised = 0;

  /** @param upTo the place of the last event; the end of the ledger where absent */
  constructor(
    private readonly events: Pick<EventStore, 'readStored' | 'compare'>,
    private readonly upTo?: Token,
  ) {}

  /** The place of the last event that was passed; null before the first. */
  get after(): Token | null {
    return this.#after;
  }

  /** Undefined at the end. */
  async next(): Promise<PlacedEvent | undefined> {
    if (this.#index === this.#batch.length) await this.#read();
    const stored = this.#batch[this.#index];
    if (stored === undefined) return undefined;
    this.#index += 1;
    this.#after = stored.token;
    this.position += 1;
    return this.#timed(stored.event);
  }

  /** As many events as are in memory, one at least; none at the end. */
  async nextBatch(): Promise<readonly PlacedEvent[]> {
    const first = await this.next();
    if (first === undefined) return [];
    const batch = [first];
    while (this.#index < this.#batch.length) batch.push((await this.next())!);
    return batch;
  }

  async #read(): Promise<void> {
    const { upTo, events } = this;
    const batch = await events.readStored(this.#after, batchEvents);
    this.#batch = upTo === undefined ? batch : batch.filter(({ token }) => events.compare(token, upTo) <= 0);
    this.#index = 0;
  }

  #timed(event: PlacedEvent): PlacedEvent {
    if (event.recordedAt >= this.#latest) {
      this.#latest = event.recordedAt;
      return event;
    }
    this.raised += 1;
    return { ...event, recordedAt: this.#latest };
  }
}
