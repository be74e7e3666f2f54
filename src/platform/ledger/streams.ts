import { LRUCache } from 'lru-cache';
import type { StreamEvent, DomainEvent } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { LedgerEvents } from '../events/event-store.js';
import type { Sealer } from '../keys/sealer.js';

type Evolve<S, E> = { readonly initial: S; evolve(state: S, event: E): S };

/** The revisions of one command's events in their stream. */
export interface CommandRange {
  readonly bodyHash: string;
  readonly first: number;
  readonly last: number;
}

/** A stream folded up to its last event, and the commands that made it, by key hash. */
export interface Folded<S> {
  readonly state: S;
  readonly revision: number;
  readonly commands: ReadonlyMap<string, CommandRange>;
}

/** A cached state is valid only for the decider that folded it. */
interface CachedFold extends Folded<unknown> {
  readonly commands: Map<string, CommandRange>;
  readonly by: unknown;
}

/** How many commands of folded streams are cached; about 100 bytes each besides the states. */
const maxCachedCommands = 200_000;

/**
 * Streams as deciders read them: opened, upcast, folded. A cached fold is always completed from the store before use.
 */
export class Streams {
  readonly #cache = new LRUCache<string, CachedFold>({
    maxSize: maxCachedCommands,
    sizeCalculation: ({ commands }) => commands.size + 20,
  });

  constructor(
    private readonly store: LedgerEvents,
    private readonly sealer: Sealer,
  ) {}

  async fold<S, E extends DomainEvent>(vendor: string, stream: string, decider: Evolve<S, E>): Promise<Folded<S>> {
    const found = this.#cache.get(stream);
    const cached = found?.by === decider ? found : undefined;
    const events = await this.read<E>(vendor, stream, (cached?.revision ?? -1) + 1);
    if (cached !== undefined && events.length === 0) return cached as Folded<S>;

    // Shared by all folds of the stream and grown in place: entries only repeat or add, and 10,000 are not copied per
    // command.
    const commands = cached?.commands ?? new Map<string, CommandRange>();
    let state = (cached?.state ?? decider.initial) as S;
    for (const event of events) {
      state = decider.evolve(state, { type: event.type, data: event.data } as E);
      note(commands, event);
    }
    const folded = { state, revision: events.at(-1)?.revision ?? -1, commands, by: decider };
    if (events.length > 0) this.#cache.set(stream, folded);
    return folded;
  }

  /** C11: whether the stream holds a command with this key hash. */
  async hasCommand(stream: string, keyHash: string): Promise<boolean> {
    const cached = this.#cache.get(stream);
    if (cached?.commands.has(keyHash)) return true;
    return (await this.store.readStream(stream, (cached?.revision ?? -1) + 1)).some(
      ({ meta }) => meta.keyHash === keyHash,
    );
  }

  /** The stream's events from a revision on, opened for those who may read persons. */
  async read<E extends DomainEvent>(vendor: string, stream: string, from = 0): Promise<readonly StreamEvent<E>[]> {
    return (await this.opened(vendor, await this.store.readStream(stream, from))) as readonly StreamEvent<E>[];
  }

  /** Stored events as they are read: upcast, and opened for those who may read persons. */
  opened<E extends StreamEvent>(vendor: string, events: readonly E[]): Promise<readonly E[]> {
    return this.sealer.openEvents(
      vendor,
      events.map((event) => upcast(event)),
    );
  }

  /** Invalidates the fold: a person of the stream was erased, and the cached state still holds the name. */
  invalidate(stream: string): void {
    this.#cache.delete(stream);
  }
}

function note(commands: Map<string, CommandRange>, { revision, meta: { keyHash, bodyHash } }: StreamEvent): void {
  const before = commands.get(keyHash);
  commands.set(keyHash, {
    // The first event of a command has the hash of the whole body.
    bodyHash: before?.bodyHash ?? bodyHash,
    first: Math.min(before?.first ?? revision, revision),
    last: Math.max(before?.last ?? revision, revision),
  });
}
