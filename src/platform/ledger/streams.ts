import { LRUCache } from 'lru-cache';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { StreamEvent, DomainEvent } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { LedgerEvents } from '../events/event-store.js';
import type { Sealer } from '../keys/sealer.js';

type Evolve<S, E> = { readonly initial: S; evolve(state: S, event: E): S };

/** The revisions of one command's events in their stream. */
export interface CommandRange {
  readonly bodyHash: string;
  readonly recordedAt: Instant;
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
  /** Whether the state may hold opened persons. */
  readonly persons: boolean;
}

/** How many commands of folded streams are cached; about 100 bytes each besides the states. */
const maxCachedCommands = 200_000;

/**
 * Streams as deciders read them: opened, upcast, folded. A cached fold is always completed from the store before use.
 * One that may hold opened persons is dropped once any key was destroyed (A2): it is folded again without them.
 */
export class Streams {
  readonly #cache = new LRUCache<string, CachedFold>({
    maxSize: maxCachedCommands,
    sizeCalculation: ({ commands }) => commands.size + 20,
  });
  /** How often persons were forgotten. */
  #forgotten = 0;

  constructor(
    private readonly store: LedgerEvents,
    private readonly sealer: Sealer,
  ) {}

  async fold<S, E extends DomainEvent>(vendor: string, stream: string, decider: Evolve<S, E>): Promise<Folded<S>> {
    const found = this.#cache.get(stream);
    const cached = found?.by === decider ? found : undefined;
    const forgotten = this.#forgotten;
    const stored = (await this.store.readStream(stream, (cached?.revision ?? -1) + 1)).map((event) => upcast(event));
    const events = (await this.sealer.openEvents(vendor, stored)) as readonly StreamEvent<E>[];
    // A person of the cached state was erased while the stream was read.
    if (cached?.persons && forgotten !== this.#forgotten) return this.fold(vendor, stream, decider);
    if (cached !== undefined && events.length === 0) return cached as Folded<S>;

    // Shared by all folds of the stream and grown in place: entries only repeat or add, and 10,000 are not copied per
    // command.
    const commands = cached?.commands ?? new Map<string, CommandRange>();
    let state = (cached?.state ?? decider.initial) as S;
    for (const event of events) {
      state = decider.evolve(state, { type: event.type, data: event.data } as E);
      note(commands, event);
    }
    const persons = cached?.persons === true || events.some((event, index) => event !== stored[index]);
    const folded = { state, revision: events.at(-1)?.revision ?? -1, commands, by: decider, persons };
    if (events.length > 0 && !(persons && forgotten !== this.#forgotten)) this.#cache.set(stream, folded);
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
    return this.sealer.openShown(
      vendor,
      events.map((event) => upcast(event)),
    );
  }

  /** Keys of persons were destroyed: no state that may hold an opened person is used again. */
  forgetPersons(): void {
    this.#forgotten += 1;
    for (const [stream, { persons }] of this.#cache.entries()) if (persons) this.#cache.delete(stream);
  }
}

function note(
  commands: Map<string, CommandRange>,
  { revision, meta: { keyHash, bodyHash, recordedAt } }: StreamEvent,
): void {
  const before = commands.get(keyHash);
  commands.set(keyHash, {
    // The first event of a command has the hash of the whole body.
    bodyHash: before?.bodyHash ?? bodyHash,
    recordedAt: before?.recordedAt ?? recordedAt,
    first: Math.min(before?.first ?? revision, revision),
    last: Math.max(before?.last ?? revision, revision),
  });
}
