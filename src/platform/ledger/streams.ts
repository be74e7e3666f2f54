import { LRUCache } from 'lru-cache';
import type { Recorded, Said } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { EventStore } from '../events/event-store.js';
import type { Sealer } from '../keys/sealer.js';

type Evolve<S, E> = { readonly initial: S; evolve(state: S, event: E): S };

/** Where the events of one command lie in their stream. */
export interface Told {
  readonly bodyHash: string;
  readonly first: number;
  readonly last: number;
}

/** A stream folded up to its last event, and the commands that made it, by key hash. */
export interface Folded<S> {
  readonly state: S;
  readonly revision: number;
  readonly told: ReadonlyMap<string, Told>;
}

/** How many commands of how many streams are kept folded; about 100 bytes each besides the states. */
const keptCommands = 200_000;

/** Streams as deciders see them: opened, upcast, folded. What was folded before is kept and caught up on, never trusted. */
export class Streams {
  readonly #kept = new LRUCache<string, Folded<unknown>>({ maxSize: keptCommands, sizeCalculation: ({ told }) => told.size + 20 });

  constructor(private readonly store: EventStore, private readonly sealer: Sealer) {}

  async fold<S, E extends Said>(vendor: string, stream: string, decider: Evolve<S, E>): Promise<Folded<S>> {
    const kept = this.#kept.get(stream) as Folded<S> | undefined;
    const events = await this.read<E>(vendor, stream, (kept?.revision ?? -1) + 1);
    if (kept !== undefined && events.length === 0) return kept;

    const told = new Map(kept?.told);
    let state = kept?.state ?? decider.initial;
    for (const event of events) {
      state = decider.evolve(state, { type: event.type, data: event.data } as E);
      const { keyHash, bodyHash } = event.meta;
      const before = told.get(keyHash);
      told.set(keyHash, { bodyHash, first: before?.first ?? event.revision, last: event.revision });
    }
    const folded = { state, revision: events.at(-1)?.revision ?? -1, told };
    if (events.length > 0) this.#kept.set(stream, folded);
    return folded;
  }

  /** The stream's events from a revision on, opened for those who may read persons. */
  async read<E extends Said>(vendor: string, stream: string, from = 0): Promise<readonly Recorded<E>[]> {
    const events = await this.store.readStream(stream, from);
    return (await this.sealer.openEvents(vendor, events.map((event) => upcast(event)))) as readonly Recorded<E>[];
  }

  /** Forgets what was folded: a person of the stream was erased, and states held in memory still know the name. */
  forget(stream: string): void {
    this.#kept.delete(stream);
  }
}
