import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import { canonicalJson } from '../events/canonical.js';
import { type Appended, type LedgerEvents, type Token, WrongRevision } from '../events/event-store.js';
import type { Ordinals } from './ordinals.js';

/** The order of a supposed ledger, as far as commands and questions need it. */
export type SupposedOrdinals = Pick<Ordinals, 'head' | 'readStream' | 'positionOf' | 'positionAt'>;

/** The ledger up to a position, followed in memory by the supposed events. Nothing reaches the store. */
export class SupposedEvents implements LedgerEvents {
  readonly ordinals: SupposedOrdinals;
  readonly #supposed: Recorded[] = [];

  /** `onAppended` receives each append before its acknowledgement, like subscribers of the embedded store. */
  constructor(
    private readonly real: Pick<Ordinals, 'readStream' | 'positionAt'>,
    private readonly position: number,
    private readonly now: Instant,
    private readonly onAppended: (events: readonly Recorded[]) => Promise<void>,
  ) {
    this.ordinals = {
      head: async () => ({ position: this.#last(), token: this.#token() }),
      readStream: (stream, from) => this.#readStream(stream, from),
      positionOf: async () => this.#last(),
      // T5: supposed events follow all known ones: no `knownAt` includes them.
      positionAt: (knownAt) => real.positionAt(knownAt),
    };
  }

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
    return { revision: expected + events.length, token: this.#token(), recordedAt: this.now };
  }

  readStream(stream: string, fromRevision?: number): Promise<readonly StreamEvent[]> {
    return this.#readStream(stream, fromRevision);
  }

  async head(): Promise<Token> {
    return this.#token();
  }

  async #readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    const recorded = await this.real.readStream(stream, fromRevision);
    const supposed = this.#supposed.filter((event) => event.stream === stream && event.revision >= fromRevision);
    return [...recorded.filter(({ position }) => position <= this.position), ...supposed];
  }

  /** Of this ledger in memory alone. */
  #token(): Token {
    return String(this.#last());
  }

  #last(): number {
    return this.position + this.#supposed.length;
  }
}
