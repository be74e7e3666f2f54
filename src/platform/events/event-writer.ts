import type Database from 'better-sqlite3';
import { StoreStopped, WrongRevision, type Appended } from './event-store.js';
import { chainedAll, lastSeal, sealOld, unsealedEnd } from './seals.js';
import { embeddedToken } from './embedded-tokens.js';
import {
  idBytes,
  instantOf,
  type EncodedAppend,
  type EncodedEvent,
  type EventRow,
  type PlacedEvent,
} from './event-rows.js';
import { type OperatorText, operatorText } from '../operator-fault.js';

/** Appends to different streams: all of them or none. */
export type AppendWork = readonly EncodedAppend[];
export type Outcome = { readonly appended: Appended } | { readonly refused: Error };

/** A commit: the outcome of each append, and the rows that are new, in order of position. */
export interface Committed {
  readonly outcomes: readonly Outcome[];
  readonly rows: readonly EventRow[];
}

/** The transaction failed as a whole; `attempted`: COMMIT was called, so what is on disk is not known. */
export class WriteFault extends Error {
  constructor(
    readonly attempted: boolean,
    override readonly cause: unknown,
  ) {
    super((cause as Error).message);
  }
}

/**
 * How far ahead of an answered instant the mark is set, in ms: no later instant moves it before the clock has passed
 * it, so that it is written once in two seconds however many are asked about. After a kill, and only then, appends are
 * stamped ahead of the clock by as much.
 */
const markLead = 2_000;

interface Last {
  position: number;
  recordedAt: number;
  /** The hash over all events up to here. */
  chain: Buffer;
}

/** Writes batches of appends: one transaction, one fsync, a savepoint each. Synchronous; knows nothing of waiting. */
export class EventWriter {
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  readonly #savepoint;
  readonly #release;
  readonly #undo;
  readonly #revision;
  readonly #insert;
  readonly #repeated;
  readonly #setMark;
  readonly #seal;
  /** Why nothing may be written, from the start on: the end of the file is not what was recorded. */
  readonly unsealed: OperatorText | null;
  #last: Last;
  /** Nothing is stamped before it: the instants that were answered, each plus a millisecond (T5). */
  #floor: number;
  /** The floor of the next process, should this one end without closing. */
  #mark: number;

  constructor(db: Database.Database) {
    const prepare = (sql: string) => db.prepare(sql);
    this.#begin = prepare('BEGIN IMMEDIATE');
    this.#commit = prepare('COMMIT');
    this.#rollback = prepare('ROLLBACK');
    this.#savepoint = prepare('SAVEPOINT append');
    this.#release = prepare('RELEASE append');
    this.#undo = prepare('ROLLBACK TO append');
    this.#revision = prepare('SELECT max(revision) FROM events WHERE stream = ?').pluck();
    this.#insert = prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#repeated = prepare(
      'SELECT position, recorded_at FROM events WHERE stream = ? AND revision = ? AND id = ?',
    ).raw();
    this.#setMark = prepare('UPDATE floor SET recorded_at = ?');
    this.#seal = prepare('INSERT INTO seals VALUES (?, ?)');
    const [position, recordedAt] = (prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1')
      .raw()
      .get() as [number, number] | undefined) ?? [0, -Infinity];
    sealOld(db);
    this.unsealed = unsealedEnd(db, position);
    this.#last = { position, recordedAt, chain: lastSeal(db).chain };
    this.#floor = this.#mark = prepare('SELECT recorded_at FROM floor').pluck().get() as number;
  }

  get last(): Readonly<Last> {
    return this.#last;
  }

  /** T5: epoch milliseconds. */
  get floor(): number {
    return this.#floor;
  }

  /**
   * The latest instant that is not in the future of this ledger, at a clock that shows `now` and may have been set
   * back.
   */
  latest(now: number): number {
    return Math.max(now, this.#last.recordedAt, this.#floor - 1);
  }

  /** T5: nothing is stamped before `millis` from now on; whether that outlives a restart without anything written. */
  raiseFloor(millis: number): boolean {
    this.#floor = Math.max(this.#floor, millis);
    return this.#mark >= millis || this.#last.recordedAt >= millis;
  }

  /** At the end: takes the mark back to what was answered, so that the next process stamps by its clock. */
  settleMark(): void {
    if (this.#mark <= Math.max(this.#floor, this.#last.recordedAt)) return;
    this.#durably(() => this.#setMark.run(this.#floor));
    this.#mark = this.#floor;
  }

  /**
   * `marking`: the mark is moved past all that was answered, where it is not yet.
   * @throws WriteFault when nothing of the batch can be acknowledged and the store must stop
   */
  write(works: readonly AppendWork[], now: number, marking = false): Committed {
    const mark = marking && this.#floor > this.#mark ? this.#floor + markLead : this.#mark;
    const stamp = Math.max(now, this.#last.recordedAt, this.#floor);
    const rows: EventRow[] = [];
    const outcomes = this.#durably(() => {
      if (mark > this.#mark) this.#setMark.run(mark);
      const outcomes = works.map((work) => this.#one(work, stamp, rows));
      this.#sealed(rows);
      return outcomes;
    });
    this.#mark = mark;
    return { outcomes, rows };
  }

  /**
   * @throws TypeError where the events do not continue this ledger, with nothing written; WriteFault as `write` does
   */
  adopt(events: readonly PlacedEvent[]): readonly EventRow[] {
    const rows: EventRow[] = [];
    let misfit: string | undefined;
    this.#durably(
      () => {
        for (const event of events) {
          const revision = ((this.#revision.get(event.stream) as number | null) ?? -1) + 1;
          const fits =
            (event.position ?? this.#last.position + 1) === this.#last.position + 1 &&
            event.revision === revision &&
            event.recordedAt >= this.#last.recordedAt;
          if (!fits) {
            misfit =
              `event ${event.position ?? event.id} (${event.stream}, revision ${event.revision}) does not follow ` +
              `position ${this.#last.position}`;
            throw new TypeError(misfit);
          }
          this.#insertEvent(event.stream, event, revision, event.recordedAt, rows);
        }
        this.#sealed(rows);
      },
      () => misfit !== undefined,
    );
    return rows;
  }

  /** One transaction. `harmless` recognizes an error of the caller, which leaves the store working. */
  #durably<T>(work: () => T, harmless: () => boolean = () => false): T {
    const before = this.#last;
    let attempted = false;
    try {
      this.#begin.run();
      const result = work();
      attempted = true;
      this.#commit.run();
      return result;
    } catch (error) {
      this.#last = before;
      try {
        this.#rollback.run();
      } catch {
        // SQLite has already rolled back by itself after an input/output error.
      }
      throw harmless() ? error : new WriteFault(attempted, error);
    }
  }

  /** T5: carried along by a copy of a ledger. @throws WriteFault */
  setFloor(millis: number): void {
    this.raiseFloor(millis);
    if (this.#mark >= millis) return;
    this.#durably(() => this.#setMark.run(millis));
    this.#mark = millis;
  }

  #one(work: AppendWork, stamp: number, rows: EventRow[]): Outcome {
    for (const { stream, expected } of work) {
      const actual = (this.#revision.get(stream) as number | null) ?? -1;
      if (actual === expected) continue;
      const appended = this.#repeats(work);
      return appended ? { appended } : { refused: new WrongRevision(stream, expected, actual) };
    }
    const before = this.#last;
    const mark = rows.length;
    // A single INSERT that fails undoes itself: only longer work needs a savepoint of its own.
    const several = work.length > 1 || work[0]!.events.length > 1;
    if (several) this.#savepoint.run();
    try {
      for (const { stream, expected, events } of work)
        for (const [index, event] of events.entries())
          this.#insertEvent(stream, event, expected + 1 + index, stamp, rows);
      if (several) this.#release.run();
    } catch (error) {
      if (!harmsOnlyItself(error)) throw error;
      if (several) {
        this.#undo.run();
        this.#release.run();
      }
      this.#last = before;
      rows.length = mark;
      const places = work.map(({ stream, expected }) => `${stream} at revision ${expected + 1}`).join(', ');
      return {
        refused: new Error(
          `append to ${places}: an event id is in the ledger already, elsewhere (${(error as Error).message})`,
        ),
      };
    }
    const { expected, events } = work.at(-1)!;
    return {
      appended: {
        revision: expected + events.length,
        token: embeddedToken(this.#last.position),
        recordedAt: instantOf(stamp),
      },
    };
  }

  #insertEvent(stream: string, event: EncodedEvent, revision: number, stamp: number, rows: EventRow[]): void {
    const position = this.#last.position + 1;
    this.#insert.run(
      position,
      stamp,
      revision,
      event.schema,
      idBytes(event.id),
      event.vendor,
      event.type,
      stream,
      event.meta,
      event.data,
    );
    this.#last = { ...this.#last, position, recordedAt: stamp };
    rows.push([
      position,
      stamp,
      revision,
      event.schema,
      event.id.replaceAll('-', ''),
      event.vendor,
      event.type,
      stream,
      event.meta,
      event.data,
    ]);
  }

  /** In the transaction of the rows: a row that was written by other means has no seal. */
  #sealed(rows: readonly EventRow[]): void {
    if (rows.length === 0) return;
    this.#last = { ...this.#last, chain: chainedAll(this.#last.chain, rows) };
    this.#seal.run(this.#last.position, this.#last.chain);
  }

  /** Only where every stream has its events already. */
  #repeats(work: AppendWork): Appended | undefined {
    const repeated = work.map((append) => this.#repeat(append));
    return repeated.includes(undefined) ? undefined : repeated.at(-1);
  }

  /** C11: the very same events at the very same place were acknowledged before, and the answer is the same again. */
  #repeat({ stream, expected, events }: EncodedAppend): Appended | undefined {
    let place: [position: number, recordedAt: number] | undefined;
    for (const [index, event] of events.entries()) {
      place = this.#repeated.get(stream, expected + 1 + index, idBytes(event.id)) as typeof place;
      if (!place) return undefined;
    }
    return (
      place && {
        revision: expected + events.length,
        token: embeddedToken(place[0]),
        recordedAt: instantOf(place[1]),
      }
    );
  }
}

/** An id that is taken concerns one append; a position that is taken means that someone else writes to this file. */
const harmsOnlyItself = (error: unknown): boolean => (error as { code?: string }).code === 'SQLITE_CONSTRAINT_UNIQUE';

export const stoppedBecause = (cause: OperatorText): StoreStopped =>
  new StoreStopped(operatorText('ledger-stopped', { cause }));
