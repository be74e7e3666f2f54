import { LRUCache } from 'lru-cache';
import type { Recorded, Said } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { LedgerEvents } from '../events/event-store.js';
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

/** A state is of use only to the decider that folded it. */
interface Kept extends Folded<unknown> {
  readonly told: Map<string, Told>;
  readonly by: unknown;
}

/** How many commands of how many streams are kept folded; about 100 bytes each besides the states. */
const keptCommands = 200_000;

/**
 * Streams as deciders see them: opened, upcast, folded. What was folded before is kept and caught up on, never
 * trusted.
 */
export class Streams {
  readonly #kept = new LRUCache<string, Kept>({ maxSize: keptCommands, sizeCalculation: ({ told }) => told.size + 20 });

  constructor(
    private readonly store: LedgerEvents,
    private readonly sealer: Sealer,
  ) {}

  async fold<S, E extends Said>(vendor: string, stream: string, decider: Evolve<S, E>): Promise<Folded<S>> {
    const found = this.#kept.get(stream);
    const kept = found?.by === decider ? found : undefined;
    const events = await this.read<E>(vendor, stream, (kept?.revision ?? -1) + 1);
    if (kept !== undefined && events.length === 0) return kept as Folded<S>;

    // Shared by all folds of the stream and grown in place: entries only repeat or add, and 10,000 are not copied per
    // command.
    const told = kept?.told ?? new Map<string, Told>();
    let state = (kept?.state ?? decider.initial) as S;
    for (const event of events) {
      state = decider.evolve(state, { type: event.type, data: event.data } as E);
      note(told, event);
    }
    const folded = { state, revision: events.at(-1)?.revision ?? -1, told, by: decider };
    if (events.length > 0) this.#kept.set(stream, folded);
    return folded;
  }

  /** Whether a command with this key hash stands in the stream (C11). */
  async said(stream: string, keyHash: string): Promise<boolean> {
    const kept = this.#kept.get(stream);
    if (kept?.told.has(keyHash)) return true;
    return (await this.store.readStream(stream, (kept?.revision ?? -1) + 1)).some(
      ({ meta }) => meta.keyHash === keyHash,
    );
  }

  /** The stream's events from a revision on, opened for those who may read persons. */
  async read<E extends Said>(vendor: string, stream: string, from = 0): Promise<readonly Recorded<E>[]> {
    return (await this.opened(vendor, await this.store.readStream(stream, from))) as readonly Recorded<E>[];
  }

  /** Stored events as they are read: upcast, and opened for those who may read persons. */
  opened(vendor: string, events: readonly Recorded[]): Promise<readonly Recorded[]> {
    return this.sealer.openEvents(
      vendor,
      events.map((event) => upcast(event)),
    );
  }

  /** Forgets what was folded: a person of the stream was erased, and states held in memory still know the name. */
  forget(stream: string): void {
    this.#kept.delete(stream);
  }
}

function note(told: Map<string, Told>, { revision, meta: { keyHash, bodyHash } }: Recorded): void {
  const before = told.get(keyHash);
  told.set(keyHash, {
    // The first event of a command has the hash of the whole body.
    bodyHash: before?.bodyHash ?? bodyHash,
    first: Math.min(before?.first ?? revision, revision),
    last: Math.max(before?.last ?? revision, revision),
  });
}
