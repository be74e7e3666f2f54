import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, Recorded } from '../../../domain/kernel/envelope.js';
import { canonicalJson } from './canonical.js';
import { type Appended, type EventStore, type LedgerEvents, WrongRevision } from './event-store.js';

/** The ledger up to a position, followed in memory by the supposed events. Nothing reaches the store. */
export class SupposedEvents implements LedgerEvents {
  readonly #supposed: Recorded[] = [];

  /** `onAppended` receives each append before its acknowledgement, like subscribers of the embedded store. */
  constructor(
    private readonly real: Pick<EventStore, 'readStream' | 'positionAt'>,
    private readonly position: number,
    private readonly now: Instant,
    private readonly onAppended: (events: readonly Recorded[]) => Promise<void>,
  ) {}

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    // Of a long stream no more is read than what would be in the way.
    const actual = (await this.readStream(stream, Math.max(expected, 0))).at(-1)?.revision ?? -1;
    if (actual !== expected) throw new WrongRevision(stream, expected, actual);
    const last = this.#last();
    const placed = events.map((event, index): Recorded => ({
      // As it would be read back: what is undefined is not there.
      ...event,
      data: JSON.parse(canonicalJson(event.data)) as unknown,
      stream,
      revision: expected + 1 + index,
      position: last + 1 + index,
      meta: { ...event.meta, recordedAt: this.now },
    }));
    this.#supposed.push(...placed);
    await this.onAppended(placed);
    return { revision: expected + events.length, token: String(this.#last()), recordedAt: this.now };
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    const recorded = await this.real.readStream(stream, fromRevision);
    const supposed = this.#supposed.filter((event) => event.stream === stream && event.revision >= fromRevision);
    return [...recorded.filter(({ position }) => position <= this.position), ...supposed];
  }

  head(): Promise<{ readonly position: number; readonly token: string }> {
    return Promise.resolve({ position: this.#last(), token: String(this.#last()) });
  }

  /** T5: supposed events follow all known ones: no `knownAt` includes them. */
  positionAt(knownAt: Instant): Promise<number> {
    return this.real.positionAt(knownAt);
  }

  #last(): number {
    return this.position + this.#supposed.length;
  }
}
