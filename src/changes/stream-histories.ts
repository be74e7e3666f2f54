import { LRUCache } from 'lru-cache';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';

/** Streams whose facts are cached at most. */
const mostStreams = 20_000;

/** What one event of a stream adds; undefined where it adds nothing. */
type FactOf<Fact> = (event: Recorded) => Fact | undefined;

interface History<Fact> {
  /** The first revision that has not been read. */
  readonly next: number;
  /** Every event of the stream up to this position has been read. */
  readonly upTo: number;
  readonly facts: readonly { readonly position: number; readonly fact: Fact }[];
}

/** Facts of one kind, by stream and position: what was recorded never changes, so that they are read once. */
export class StreamHistories<Fact extends object> {
  readonly #known = new LRUCache<string, History<Fact>>({ max: mostStreams });

  constructor(
    private readonly ordinals: Pick<Ordinals, 'readStream'>,
    private readonly factOf: FactOf<Fact>,
  ) {}

  /** The stream's facts up to a position that is numbered, in order. */
  async upTo(stream: string, position: number): Promise<readonly Fact[]> {
    const known = this.#known.get(stream) ?? { next: 0, upTo: 0, facts: [] };
    const history = known.upTo >= position ? known : await this.#readOn(stream, known, position);
    return history.facts.filter((each) => each.position <= position).map(({ fact }) => fact);
  }

  async #readOn(stream: string, known: History<Fact>, position: number): Promise<History<Fact>> {
    const events = await this.ordinals.readStream(stream, known.next);
    const added = events.flatMap((event) => {
      const fact = this.factOf(event);
      return fact === undefined ? [] : [{ position: event.position, fact }];
    });
    const last = events.at(-1);
    const history = {
      next: last === undefined ? known.next : last.revision + 1,
      upTo: Math.max(position, last?.position ?? 0),
      facts: [...known.facts, ...added],
    };
    this.#known.set(stream, history);
    return history;
  }
}
