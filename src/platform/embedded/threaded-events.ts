import { join } from 'node:path';
import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import {
  type Appended,
  type EventAt,
  type EventListener,
  type EventStore,
  OutcomeUnknown,
  type StoredAt,
  type StreamAppend,
  type Subscription,
  type SubscriptionState,
  type Token,
} from '../events/event-store.js';
import { encodeAppends, type PlacedEvent } from '../events/event-rows.js';
import { EmbeddedReads } from '../events/embedded-reads.js';
import { EventReader } from '../events/event-reader.js';
import { stoppedBecause } from '../events/event-writer.js';
import { EmbeddedOrdinals } from '../ordinals/embedded-ordinals.js';
import type { Seal, Seals } from '../events/seals.js';
import { type CheckOf, inspectEvents } from '../events/inspection.js';
import type { Moved } from './messages.js';
import { type ThreadLink, ThreadLost } from './thread-link.js';
import { type OperatorText, operatorText } from '../operator-fault.js';

/** The events port of the main thread: writes through the write thread, reads through a connection of its own. */
export class ThreadedEvents implements EventStore {
  readonly seals: Seals;
  readonly ordinals: EmbeddedOrdinals;
  readonly #reads: EmbeddedReads;
  readonly #file: string;
  #head: number;
  #stopped: OperatorText | null;
  #closing: Promise<void> | undefined;

  constructor(
    folder: string,
    private readonly link: ThreadLink,
    moved: Moved,
    private readonly onClose: () => Promise<void>,
  ) {
    this.#file = join(folder, 'events.db');
    this.#reads = new EmbeddedReads(new EventReader(this.#file), () => this.#head);
    this.ordinals = new EmbeddedOrdinals(
      this.#reads,
      async (knownAt) => (await link.ask({ kind: 'position-at', knownAt })) as number,
    );
    this.#head = moved.head;
    this.#stopped = moved.stopped;
    this.seals = {
      at: async (position) => this.#reads.file.sealAt(position),
      head: async () => (await link.ask({ kind: 'seal-head' })) as Seal,
    };
  }

  moved({ head, stopped }: Moved): void {
    this.#head = head;
    this.#stopped = stopped ?? this.#stopped;
    this.#reads.wake();
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    return this.appendTogether([{ stream, expected, events }]);
  }

  async appendTogether(streams: readonly StreamAppend[]): Promise<Appended> {
    const appends = encodeAppends(streams);
    if (this.#closing) throw stoppedBecause(operatorText('store-closed'));
    try {
      return (await this.link.ask({ kind: 'append', appends })) as Appended;
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
      this.#stopped ??= error.text;
      throw new OutcomeUnknown(error.text);
    }
  }

  async readStream(stream: string, fromRevision?: number): Promise<readonly StreamEvent[]> {
    return this.#reads.readStream(stream, fromRevision);
  }

  async readAll(after: Token | null, limit: number): Promise<readonly EventAt[]> {
    return this.#reads.readAll(after, limit);
  }

  async readStored(after: Token | null, limit: number): Promise<readonly StoredAt[]> {
    return this.#reads.readStored(after, limit);
  }

  subscribe(after: Token | null, listener: EventListener, onState: (state: SubscriptionState) => void): Subscription {
    return this.#reads.subscribe(after, listener, onState);
  }

  async head(): Promise<Token> {
    return this.#reads.token();
  }

  compare(a: Token, b: Token): number {
    return this.#reads.compare(a, b);
  }

  async adopt(events: readonly PlacedEvent[]): Promise<void> {
    await this.link.ask({ kind: 'adopt', events });
  }

  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]> {
    return inspectEvents(this.#file, onProgress, check);
  }

  stopped(): OperatorText | null {
    return this.#stopped;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#reads.stop();
    await this.onClose();
    this.#stopped ??= operatorText('store-closed');
    this.#reads.file.close();
  }
}
