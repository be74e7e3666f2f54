import type { Instant } from '../../../domain/kernel/civil.js';
import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import { openDurable, type DurableFile } from '../sqlite/durable-file.js';
import { eventsFile } from './events-file.js';
import { EmbeddedOrdinals } from '../ordinals/embedded-ordinals.js';
import { EmbeddedReads } from './embedded-reads.js';
import {
  OutcomeUnknown,
  type Appended,
  type EventAt,
  type EventListener,
  type EventStore,
  type StoredAt,
  type StreamAppend,
  type Subscription,
  type SubscriptionState,
  type Token,
} from './event-store.js';
import { encodeAppends, millisOf, type PlacedEvent, recorded, type EventRow } from './event-rows.js';
import {
  EventWriter,
  WriteFault,
  stoppedBecause,
  type AppendWork,
  type Committed,
  type Outcome,
} from './event-writer.js';
import { EventReader } from './event-reader.js';
import { type CheckOf, inspectEvents } from './inspection.js';
import type { Floor } from './floor.js';
import type { Seals } from './seals.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

/** A transaction takes at most this much, so that other work of the process waits for milliseconds at most. */
const batchEvents = 512;
const batchBytes = 2 * 1024 * 1024;
/** Appends acknowledged in one turn of the event loop. More at once would delay other requests. */
const acknowledgedAtOnce = 8;

interface QueuedWork {
  /** Undefined: an instant was asked about that the durable mark has not passed (T5). */
  readonly work: AppendWork | undefined;
  readonly events: number;
  readonly bytes: number;
  readonly resolve: (appended?: Appended) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The ledger in one SQLite file, written by one process. Appends that wait are committed together: one transaction, one
 * fsync, an outcome each. An acknowledgement is given only after COMMIT has returned with synchronous=FULL.
 */
export class SqliteEventStore implements EventStore {
  readonly seals: Seals;
  readonly floor: Floor;
  readonly ordinals: EmbeddedOrdinals;
  readonly #file: DurableFile;
  readonly #writer: EventWriter;
  readonly #reads: EmbeddedReads;
  #queue: QueuedWork[] = [];
  /** Acknowledgements of committed appends that are not sent yet. */
  #acknowledgements: (() => void)[] = [];
  #scheduled = false;
  #stopped: OperatorText | null = null;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  private constructor(
    file: DurableFile,
    private readonly clock: () => number,
  ) {
    this.#file = file;
    this.#writer = new EventWriter(file.db);
    if (this.#writer.unsealed !== null)
      this.#stopped = operatorText('file-unsealed', { file: file.file, cause: this.#writer.unsealed });
    // Readers stay usable whatever state a failed commit leaves the writing connection in.
    this.#reads = new EmbeddedReads(new EventReader(file.file), () => this.#writer.last.position);
    this.ordinals = new EmbeddedOrdinals(this.#reads, (knownAt) => this.#positionAt(knownAt));
    this.floor = { read: () => this.#writer.floor, raise: async (millis) => this.#raiseFloor(millis) };
    this.seals = {
      at: async (position) => this.#reads.file.sealAt(position),
      head: async () => {
        const { last, unsealed } = this.#writer;
        if (unsealed !== null) throw stoppedBecause(unsealed);
        return { position: last.position, chain: last.chain.toString('hex') };
      },
    };
  }

  /**
   * @param folder holds `events.db`, made where absent
   * @param clock epoch milliseconds; may step back
   * @throws StoreUnusable with nothing touched
   */
  static open(folder: string, clock: () => number): SqliteEventStore {
    const file = openDurable(folder, eventsFile);
    try {
      return new SqliteEventStore(file, clock);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    return this.appendTogether([{ stream, expected, events }]);
  }

  async appendTogether(appends: readonly StreamAppend[]): Promise<Appended> {
    return this.record(encodeAppends(appends));
  }

  /** The same for appends that are bytes already. */
  record(work: AppendWork): Promise<Appended> {
    return new Promise((resolve, reject) => {
      let [events, bytes] = [0, 0];
      for (const append of work)
        for (const { data, meta } of append.events) {
          events += 1;
          bytes += data.length + meta.length;
        }
      this.#enqueue({ work, events, bytes, resolve: resolve as QueuedWork['resolve'], reject });
    });
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
    this.#refuseStopped();
    if (this.#queue.length > 0)
      throw new TypeError('appends are waiting: a ledger is copied into one that nobody writes');
    let rows: readonly EventRow[];
    try {
      rows = this.#writer.adopt(events);
    } catch (error) {
      throw error instanceof WriteFault ? this.#stop([], error) : error;
    }
    this.#publish(rows);
  }

  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]> {
    return inspectEvents(this.#file.file, onProgress, check);
  }

  stopped(): OperatorText | null {
    return this.#stopped;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** T5: nothing is stamped at or before the instant from now on; the durable mark is raised where it must be. */
  async #positionAt(knownAt: Instant): Promise<number> {
    const millis = millisOf(knownAt);
    if (millis > this.#writer.latest(this.clock()))
      throw new RangeError(`knownAt ${knownAt} lies in the future of this ledger's clock`);
    const position = this.#reads.file.lastAtOrBefore(millis, this.#writer.last.position);
    if (this.#writer.raiseFloor(millis + 1)) return position;
    await new Promise<void>((resolve, reject) =>
      this.#enqueue({ work: undefined, events: 0, bytes: 0, resolve: () => resolve(), reject }),
    );
    return position;
  }

  #raiseFloor(millis: number): void {
    this.#refuseStopped();
    try {
      this.#writer.setFloor(millis);
    } catch (error) {
      throw this.#stop([], error as WriteFault);
    }
  }

  async #close(): Promise<void> {
    if (this.#queue.length + this.#acknowledgements.length > 0)
      await new Promise<void>((resolve) => (this.#drained = resolve));
    this.#settle();
    this.#stopped ??= operatorText('store-closed');
    await this.#reads.stop();
    this.#reads.file.close();
    this.#file.close();
  }

  /** A mark that stays ahead costs the next process two seconds of its clock, and no fact. */
  #settle(): void {
    if (this.#stopped !== null) return;
    try {
      this.#writer.settleMark();
    } catch (error) {
      this.#stop([], error as WriteFault);
    }
  }

  #enqueue(queued: QueuedWork): void {
    this.#refuseStopped();
    this.#queue.push(queued);
    this.#schedule();
  }

  #refuseStopped(): void {
    const why = this.#stopped ?? (this.#closing ? operatorText('store-closed') : null);
    if (why !== null) throw stoppedBecause(why);
  }

  #publish(rows: readonly EventRow[]): void {
    if (rows.length > 0 && this.#reads.followed()) this.#reads.publish(rows.map(recorded));
  }

  /** Acknowledged writers soon append again: the next commit waits for them. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#acknowledgements.length > 0)
        for (const acknowledge of this.#acknowledgements.splice(0, acknowledgedAtOnce)) acknowledge();
      else if (this.#queue.length > 0) this.#flush();
      if (this.#queue.length + this.#acknowledgements.length > 0) this.#schedule();
      else this.#drained?.();
    });
  }

  /** As many whole appends as fit the bounds; a larger one is written alone. */
  #nextBatch(): readonly QueuedWork[] {
    let events = 0;
    let bytes = 0;
    const fitting = this.#queue.findIndex(
      (queued) => (events += queued.events) > batchEvents || (bytes += queued.bytes) > batchBytes,
    );
    return this.#queue.splice(0, fitting === -1 ? this.#queue.length : Math.max(1, fitting));
  }

  #flush(): void {
    const batch = this.#nextBatch();
    const appends = batch.filter((queued): queued is QueuedWork & { work: AppendWork } => queued.work !== undefined);
    let committed: Committed;
    try {
      committed = this.#writer.write(
        appends.map(({ work }) => work),
        this.clock(),
        appends.length < batch.length,
      );
    } catch (error) {
      this.#stop(batch, error as WriteFault);
      return;
    }
    this.#publish(committed.rows);
    const outcomes = committed.outcomes[Symbol.iterator]();
    for (const { work, resolve, reject } of batch) {
      const outcome = work && (outcomes.next().value as Outcome);
      this.#acknowledgements.push(
        outcome && 'refused' in outcome ? () => reject(outcome.refused) : () => resolve(outcome?.appended),
      );
    }
  }

  /**
   * After a fault of the disk nothing is retried: what the kernel dropped once it may report as written the next
   * time.
   */
  #stop(batch: readonly QueuedWork[], { cause, attempted }: WriteFault): Error {
    this.#stopped = operatorText('write-failed', { file: this.#file.file, cause: causeIn(cause) });
    const stopped = stoppedBecause(this.#stopped);
    const outcome = attempted ? new OutcomeUnknown(operatorText('append-unknown', { cause: this.#stopped })) : stopped;
    for (const { reject } of batch) reject(outcome);
    for (const { reject } of this.#queue.splice(0)) reject(stopped);
    return outcome;
  }
}
