import type Database from 'better-sqlite3';
import type { EventAt } from '../events/event-store.js';
import { type NumberedHead, type OrdinalRow, rowsAfter, type StreamRow } from './number-store.js';
import type { EventQuery } from './ordinals.js';

const columns = 'position, token, recorded_at AS recordedAt, stream, revision';

/** The numbers of events, and the floor of recording times, in a file. Synchronous; knows nothing of waiting. */
export class OrdinalRows {
  readonly #insert;
  readonly #range;
  readonly #ofStream;
  readonly #recordedAt;
  readonly #setFloor;
  #last: OrdinalRow | undefined;
  /** T5: nothing is numbered with an earlier recording time from now on. */
  #floor: number;

  constructor(private readonly db: Database.Database) {
    this.#insert = db.prepare('INSERT INTO ordinals VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#range = db.prepare(`SELECT ${columns} FROM ordinals WHERE position > ? ORDER BY position LIMIT ?`);
    this.#ofStream = db.prepare(
      'SELECT position, recorded_at AS recordedAt, revision FROM ordinals WHERE stream = ? AND revision >= ? ORDER BY revision',
    );
    // Recording times never decrease along positions.
    this.#recordedAt = db.prepare('SELECT recorded_at FROM ordinals WHERE position = ?').pluck();
    this.#setFloor = db.prepare('UPDATE floor SET recorded_at = ?');
    this.#last = db.prepare(`SELECT ${columns} FROM ordinals ORDER BY position DESC LIMIT 1`).get() as
      OrdinalRow | undefined;
    this.#floor = db.prepare('SELECT recorded_at FROM floor').pluck().get() as number;
  }

  get head(): NumberedHead {
    const { position = 0, token = null, recordedAt = 0 } = this.#last ?? {};
    return { position, token, recordedAt, floor: this.#floor };
  }

  /** Durably. */
  raiseFloor(millis: number): void {
    if (millis <= this.#floor) return;
    this.#setFloor.run(millis);
    this.#floor = millis;
  }

  /** The next events of the ledger, in one transaction. */
  append(events: readonly EventAt[]): readonly OrdinalRow[] {
    const rows = rowsAfter(this.head, events);
    this.db
      .transaction(() => {
        for (const [index, { position, token, recordedAt, stream, revision }] of rows.entries()) {
          const { vendor, type } = events[index]!.event;
          this.#insert.run(position, token, recordedAt, stream, revision, vendor, type);
        }
      })
      .immediate();
    this.#last = rows.at(-1) ?? this.#last;
    return rows;
  }

  after(position: number, limit: number): readonly OrdinalRow[] {
    return this.#range.all(position, limit) as OrdinalRow[];
  }

  ofStream(stream: string, fromRevision: number): readonly StreamRow[] {
    return this.#ofStream.all(stream, fromRevision) as StreamRow[];
  }

  lastAtOrBefore(millis: number): number {
    let [low, high] = [0, this.head.position];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#recordedAt.get(middle) as number) <= millis) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  find({ vendor, streams, type, before }: EventQuery, after: number, limit: number): readonly OrdinalRow[] {
    const own = streams?.filter((stream) => stream.startsWith(`${vendor}.`));
    const conditions = [
      'position > :after',
      ...(before === undefined ? [] : ['position < :before']),
      ...(vendor === undefined || own ? [] : ['vendor = :vendor']),
      ...(own === undefined ? [] : ['stream IN (SELECT value FROM json_each(:streams))']),
      ...(type === undefined ? [] : ['type = :type']),
    ];
    return this.db
      .prepare(`SELECT ${columns} FROM ordinals WHERE ${conditions.join(' AND ')} ORDER BY position LIMIT :limit`)
      .all({ after, before, vendor, streams: JSON.stringify(own), type, limit }) as OrdinalRow[];
  }
}
