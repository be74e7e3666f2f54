import Database from 'better-sqlite3';
import type { Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import type { EventQuery, Found } from '../ordinals/ordinals.js';
import { columns, placedEvent, type PlacedEvent, recorded, streamEvent, type EventRow } from './event-rows.js';
import { EventFinder } from './find-events.js';
import { type Seal, sealAt } from './seals.js';

/** What a subscription that is behind reads at a time. */
const catchUpEvents = 1000;
const catchUpBytes = 8 * 1024 * 1024;

/**
 * Reads `events.db` through a connection that cannot write; usable whatever state a failed commit leaves the writer in.
 */
export class EventReader {
  readonly #db: Database.Database;
  readonly #readAll;
  readonly #readStream;
  readonly #sizes;
  readonly #recordedAt;
  readonly #finder: EventFinder;

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true });
    this.#readAll = this.#db
      .prepare(`SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`)
      .raw();
    this.#readStream = this.#db
      .prepare(`SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision`)
      .raw();
    this.#recordedAt = this.#db.prepare('SELECT recorded_at FROM events WHERE position = ?').pluck();
    this.#finder = new EventFinder(this.#db);
    this.#sizes = this.#db
      .prepare('SELECT octet_length(data) FROM events WHERE position > ? ORDER BY position LIMIT ?')
      .pluck();
  }

  /** The last position; 0 for an empty ledger. */
  head(): number {
    return this.#db.prepare('SELECT coalesce(max(position), 0) FROM events').pluck().get() as number;
  }

  /** T5: the instant before which nothing may be recorded, in epoch milliseconds. */
  floor(): number {
    return this.#db.prepare('SELECT recorded_at FROM floor').pluck().get() as number;
  }

  /** The stream's events from a revision on, in order. */
  readStream(stream: string, fromRevision: number): readonly StreamEvent[] {
    return (this.#readStream.all(stream, fromRevision) as EventRow[]).map(streamEvent);
  }

  /** The same with their positions. */
  readNumberedStream(stream: string, fromRevision: number): readonly Recorded[] {
    return (this.#readStream.all(stream, fromRevision) as EventRow[]).map(recorded);
  }

  /** Events after a position, in order. */
  readAll(after: number, limit: number): readonly Recorded[] {
    return (this.#readAll.all(after, limit) as EventRow[]).map(recorded);
  }

  /** As they are stored, bounded in bytes too. */
  readStored(after: number, limit: number): readonly Required<PlacedEvent>[] {
    return (this.#readAll.all(after, this.#countWithin(after, limit)) as EventRow[]).map(placedEvent);
  }

  find(query: EventQuery, after: number, limit: number): Found {
    return this.#finder.find(query, after, limit);
  }

  /** T5: recording times never decrease along positions, so halving the ledger finds the instant without an index. */
  lastAtOrBefore(millis: number, head: number): number {
    let [low, high] = [0, head];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#recordedAt.get(middle) as number) <= millis) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  sealAt(position: number): Seal | undefined {
    return sealAt(this.#db, position);
  }

  /** A batch bounded in bytes too, so that large events do not fill the memory of a reader that is far behind. */
  readBatch(after: number): readonly Recorded[] {
    return this.readAll(after, this.#countWithin(after, catchUpEvents));
  }

  /** Events of a batch: at most `limit`, and one at least. */
  #countWithin(after: number, limit: number): number {
    let bytes = 0;
    let count = 0;
    for (const size of this.#sizes.iterate(after, limit) as IterableIterator<number>) {
      bytes += size;
      if (count > 0 && bytes > catchUpBytes) break;
      count += 1;
    }
    return count;
  }

  close(): void {
    this.#db.close();
  }
}
