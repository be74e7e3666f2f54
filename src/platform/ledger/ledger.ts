import { randomUUID, type KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { epochOf, type Instant } from '../../../domain/kernel/civil.js';
import { type Decider, Refusal } from '../../../domain/kernel/decider.js';
import { type StreamEvent, type DomainEvent, streamName } from '../../../domain/kernel/envelope.js';
import {
  type Appended,
  type LedgerEvents,
  OutcomeUnknown,
  StoreStopped,
  type StreamAppend,
  WrongRevision,
} from '../events/event-store.js';
import type { Sealer } from '../keys/sealer.js';
import { BodyHashes } from './body-hashes.js';
import { Envelopes } from './envelopes.js';
import { keyHash } from './identity.js';
import { KeyedMutex } from './keyed-mutex.js';
import { type CommandRequest, type Handling, KeyReused, type Outcome, refuseStale, StreamBusy } from './outcome.js';
import { type CommandRange, type Folded, Streams } from './streams.js';
import { operatorText } from '../operator-fault.js';

/** How long a command is decided again while another process appends first. */
const busyTimeoutMs = 5_000;
/** Retry jitter in milliseconds, so that two processes do not collide again and again. */
const maxRetryDelayMs = 10;
/** C11: how long the same body without a key counts as a mistake. */
const repeatedWithinMs = 60_000;

/**
 * Executes commands: load, fold, decide, seal, append with the exact expected revision (docs/decisions). Commands on
 * one stream run in order. C11: a repeated command gets its first outcome, read from the ledger.
 */
export class Ledger {
  readonly streams: Streams;
  readonly #mutex = new KeyedMutex();
  readonly #bodies: BodyHashes;
  readonly #envelopes: Envelopes;
  #appended = 0;

  constructor(
    private readonly store: LedgerEvents,
    private readonly sealer: Sealer,
    bodies: KeyObject,
    private readonly now: () => Instant,
  ) {
    this.streams = new Streams(store, sealer);
    this.#bodies = new BodyHashes(bodies, sealer.fingerprints);
    this.#envelopes = new Envelopes(this.#bodies, sealer, now);
  }

  /** @throws KeyReused, Stale, StreamBusy; StoreStopped where the disk takes no more writes */
  async handle<S, C, E extends DomainEvent, R extends string>(
    handling: Handling<S, C, E, R>,
  ): Promise<Outcome<S, E> | Refusal> {
    const stream = streamName(handling.vendor, handling.category, handling.id);
    const hash = keyHash(handling.vendor, handling.request.scope, handling.request.key ?? randomUUID());
    return this.#mutex.run(stream, () => this.#decide(handling, stream, hash));
  }

  /** The append of a command on a stream that is supposed not to exist: its revision decides when it is appended. */
  async firstAppend<S, C, E extends DomainEvent, R extends string>(
    handling: Omit<Handling<S, C, E, R>, 'command'> & { readonly command: C },
  ): Promise<StreamAppend | Refusal> {
    const { vendor, category, id, decider, command, request } = handling;
    const stream = streamName(vendor, category, id);
    const decided = decider.decide(command, decider.initial);
    if (decided instanceof Refusal) return decided;
    const hash = keyHash(vendor, request.scope, request.key ?? randomUUID());
    return { stream, expected: -1, events: await this.#envelopes.sealed(handling, stream, hash, decided) };
  }

  /** The state a stream has now; the decider's initial one where there is no stream. */
  async load<S, E extends DomainEvent>(
    vendor: string,
    category: string,
    id: string,
    decider: Pick<Decider<S, never, E, never>, 'initial' | 'evolve'>,
  ): Promise<Folded<S>> {
    return this.streams.fold(vendor, streamName(vendor, category, id), decider);
  }

  /** C11: whether the stream holds this command already. Its replay needs nothing besides the ledger. */
  async hasCommand(
    vendor: string,
    stream: string,
    { scope, key }: Pick<CommandRequest, 'scope' | 'key'>,
  ): Promise<boolean> {
    return key !== undefined && this.streams.hasCommand(stream, keyHash(vendor, scope, key));
  }

  /** Events that were recorded through this ledger since the process began. */
  get appended(): number {
    return this.#appended;
  }

  /** Resolves when all commands accepted so far have ended. */
  idle(): Promise<void> {
    return this.#mutex.idle();
  }

  async #decide<S, C, E extends DomainEvent, R extends string>(
    handling: Handling<S, C, E, R>,
    stream: string,
    commandHash: string,
  ): Promise<Outcome<S, E> | Refusal> {
    const { vendor, decider, request } = handling;
    const deadline = performance.now() + busyTimeoutMs;
    for (;;) {
      const folded = await this.streams.fold(vendor, stream, decider);
      const before = folded.commands.get(commandHash);
      if (before !== undefined) {
        if (!(await this.#bodies.same(vendor, before.bodyHash, request)))
          throw new KeyReused('the Idempotency-Key was used before with another body');
        return this.#replay(vendor, stream, decider, before);
      }
      refuseStale(request.ifMatch, folded.revision);
      const command =
        typeof handling.command === 'function'
          ? await (handling.command as (state: S) => C | Refusal | Promise<C | Refusal>)(folded.state)
          : handling.command;
      if (command instanceof Refusal) return command;
      const repeated = await this.#repeated(handling, stream, command, folded);
      if (repeated !== null) return repeated;
      const decided = decider.decide(command, folded.state);
      if (decided instanceof Refusal) return decided;
      if (decided.length === 0)
        return {
          before: folded.state,
          state: folded.state,
          events: [],
          revision: folded.revision,
          token: await this.store.head(),
          replayed: false,
        };

      const events = await this.#envelopes.sealed(handling, stream, commandHash, decided);
      const along = handling.along ?? [];
      try {
        const appended = await this.#append([...along, { stream, expected: folded.revision, events }]);
        this.#appended += [...along, { events }].reduce((sum, each) => sum + each.events.length, 0);
        const state = decided.reduce((state, event) => decider.evolve(state, event), folded.state);
        const { revision, token } = appended;
        return { before: folded.state, state, events: decided, revision, token, replayed: false };
      } catch (error) {
        if (!(error instanceof WrongRevision) || along.length > 0) throw error;
        if (performance.now() > deadline)
          throw new StreamBusy(`others wrote to ${stream} during all of ${busyTimeoutMs / 1000} seconds; try again`);
        await setTimeout(Math.random() * maxRetryDelayMs);
      }
    }
  }

  /**
   * C11: the same once more, by its body or by what it would record, without a key that distinguishes a retry from a
   * second command. Decided over the stream that the command is appended to, so of two that are sent at once the later
   * one is refused, in whatever process.
   */
  async #repeated<S, C, E extends DomainEvent, R extends string>(
    { vendor, request, repeats }: Handling<S, C, E, R>,
    stream: string,
    command: C,
    { commands }: Pick<Folded<unknown>, 'commands'>,
  ): Promise<Refusal | null> {
    if (request.refusesRepeat !== true) return null;
    const now = epochOf(this.now());
    const isRepeat = async ({ bodyHash, first, last }: CommandRange): Promise<boolean> => {
      if (await this.#bodies.same(vendor, bodyHash, request)) return true;
      if (repeats === undefined) return false;
      const recorded = await this.streams.read<E>(vendor, stream, first);
      return recorded.slice(0, last - first + 1).some((event) => repeats(command, eventData<E>(event)));
    };
    for (const range of commands.values()) {
      const ago = now - epochOf(range.recordedAt);
      if (ago < repeatedWithinMs && (await isRepeat(range)))
        return new Refusal('probably-repeated', 'C11', { seconds: Math.max(1, Math.round(ago / 1000)) });
    }
    return null;
  }

  /**
   * After a time-out the stream shows whether the append was recorded. If not, the same ids at the same revisions are
   * appended once more, which is harmless should the first append arrive late. Of several streams one shows it for all.
   */
  async #append(appends: readonly StreamAppend[], offers = 2): Promise<Pick<Appended, 'revision' | 'token'>> {
    const { stream, expected, events } = appends.at(-1)!;
    try {
      return await (appends.length === 1
        ? this.store.append(stream, expected, events)
        : this.store.appendTogether!(appends));
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
      const [first] = await this.store.readStream(stream, expected + 1);
      if (first === undefined) {
        if (offers > 1) return this.#append(appends, offers - 1);
        throw new StoreStopped(operatorText('change-unreported', { cause: error.text }));
      }
      if (first.id !== events[0]!.id) throw new WrongRevision(stream, expected, first.revision);
      return { revision: expected + events.length, token: await this.store.head() };
    }
  }

  /** C11: folded from the stream up to the command's last event, so that later events do not change the answer. */
  async #replay<S, C, E extends DomainEvent, R extends string>(
    vendor: string,
    stream: string,
    decider: Decider<S, C, E, R>,
    commandRange: { readonly first: number; readonly last: number },
  ): Promise<Outcome<S, E>> {
    const history = await this.streams.read<E>(vendor, stream);
    const upTo = history.slice(0, commandRange.last + 1).map(eventData<E>);
    const token = await this.store.head();
    const events = upTo.slice(commandRange.first);
    const before = upTo.slice(0, commandRange.first).reduce(decider.evolve, decider.initial);
    return {
      before,
      state: events.reduce(decider.evolve, before),
      events,
      revision: commandRange.last,
      token,
      replayed: true,
    };
  }
}

const eventData = <E extends DomainEvent>(event: StreamEvent<E>): E => ({ type: event.type, data: event.data }) as E;
