import { join } from 'node:path';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, Recorded } from '../../../domain/kernel/envelope.js';
import {
  type Appended,
  type EventListener,
  type EventStore,
  OutcomeUnknown,
  type Subscription,
} from '../events/event-store.js';
import { EventReader } from '../events/event-reader.js';
import { stoppedBecause } from '../events/event-writer.js';
import type { EventQuery } from '../events/find-events.js';
import { millisOf } from '../events/event-rows.js';
import type { Seal, Seals } from '../events/seals.js';
import { type CheckOf, inspectEvents } from '../events/inspection.js';
import { LiveSubscription } from '../events/live-subscription.js';
import type { Moved } from './messages.js';
import { type ThreadLink, ThreadLost } from './thread-link.js';

/** The events port of the main thread: writes through the write thread, reads through a connection of its own. */
export class ThreadedEvents implements EventStore {
  readonly seals: Seals;
  readonly #reader: EventReader;
  readonly #file: string;
  readonly #subscriptions = new Set<LiveSubscription>();
  #head: Moved['head'];
  #stopped: string | null;
  #closing: Promise<void> | undefined;

  constructor(
    folder: string,
    private readonly link: ThreadLink,
    moved: Moved,
    private readonly onClose: () => Promise<void>,
  ) {
    this.#file = join(folder, 'events.db');
    this.#reader = new EventReader(this.#file);
    this.#head = moved.head;
    this.#stopped = moved.stopped;
    this.seals = {
      at: async (position) => this.#reader.sealAt(position),
      head: async () => (await link.ask({ kind: 'seal-head' })) as Seal,
    };
  }

  moved({ head, stopped }: Moved): void {
    this.#head = head;
    this.#stopped = stopped ?? this.#stopped;
    for (const subscription of [...this.#subscriptions]) subscription.wake();
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    if (this.#closing) throw stoppedBecause('it was closed');
    try {
      return (await this.link.ask({ kind: 'append', stream, expected, events })) as Appended;
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
      this.#stopped ??= error.message;
      throw new OutcomeUnknown(error.message);
    }
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    return this.#reader.readStream(stream, fromRevision);
  }

  async readAll(after: number, limit: number): Promise<readonly Recorded[]> {
    return this.#reader.readAll(after, limit);
  }

  async readOfType(type: string, after: number, upTo: number): Promise<readonly Recorded[]> {
    return this.#reader.readOfType(type, after, upTo);
  }

  async find(query: EventQuery, after: number, limit: number): ReturnType<EventStore['find']> {
    return this.#reader.find(query, after, limit);
  }

  async lastBefore(instant: Instant): Promise<number> {
    return this.#reader.lastAtOrBefore(millisOf(instant) - 1, this.#head.position);
  }

  subscribe(after: number, listener: EventListener, onStop: (reason: unknown) => void): Subscription {
    if (this.#closing) throw stoppedBecause('it was closed');
    const source = { head: () => this.#head.position, read: (from: number) => this.#reader.readBatch(from) };
    const subscription = new LiveSubscription(after, listener, onStop, source, (ended) =>
      this.#subscriptions.delete(ended),
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async head(): Promise<Moved['head']> {
    return this.#head;
  }

  async positionAt(knownAt: Instant): Promise<number> {
    return (await this.link.ask({ kind: 'position-at', knownAt })) as number;
  }

  async adopt(events: readonly Recorded[]): Promise<void> {
    await this.link.ask({ kind: 'adopt', events });
  }

  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]> {
    return inspectEvents(this.#file, onProgress, check);
  }

  stopped(): string | null {
    return this.#stopped;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await this.onClose();
    this.#stopped ??= 'it was closed';
    this.#reader.close();
  }
}
