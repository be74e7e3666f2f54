import { randomUUID } from 'node:crypto';
import type { Collection, Db, Filter } from 'mongodb';
import { type EventAt, StoreUnusable, type Token } from '../../events/event-store.js';
import {
  clockOver,
  NumbersBehind,
  type NumberedHead,
  type NumberStore,
  type OrdinalRow,
  rowsAfter,
  type StreamRow,
} from '../../ordinals/number-store.js';
import type { EventQuery } from '../../ordinals/ordinals.js';
import type { SharedDatabase } from '../shared-database.js';
import { operatorText } from '../../operator-fault.js';

interface RowDocument extends Omit<OrdinalRow, 'position'> {
  /** The position. */
  readonly _id: number;
  readonly vendor: string;
  readonly type: string;
}
/** One document decides: whoever moves it gives the numbers. */
interface HeadDocument extends NumberedHead {
  readonly _id: 'head';
  /** Of this set of numbers; another one where they were dropped and made again. */
  readonly made: string;
  /** The rows that were numbered last; all before them are in their collection. */
  readonly rows: readonly RowDocument[];
}

/** Events that are numbered in one step. */
const numberedAtOnce = 500;
const rowOf = ({ _id, token, recordedAt, stream, revision }: RowDocument): OrdinalRow => ({
  position: _id,
  token,
  recordedAt,
  stream,
  revision,
});

/**
 * The numbers in MongoDB, of any number of processes. The head holds the last rows and the floor in one document, which
 * is changed only as it was read: two that number at once cannot both, and no number is given between the promise of an
 * instant and its answer. The last rows are copied to their collection before the next ones take their place.
 */
export class MongoNumbers implements NumberStore {
  readonly shared = true;
  /** Copied by this process. */
  #copied = 0;

  private constructor(
    private readonly database: SharedDatabase,
    private document: HeadDocument,
  ) {}

  static async open(database: SharedDatabase): Promise<MongoNumbers> {
    const head = await database.read((db) => heads(database, db).findOne({ _id: 'head' }));
    return new MongoNumbers(database, head ?? (await madeAnew(database)));
  }

  get head(): NumberedHead {
    return this.document;
  }

  clockOver(clock: () => number): () => number {
    return clockOver(this, clock);
  }

  async refresh(): Promise<void> {
    const { made, position, floor } = this.document;
    const brief = await this.database.read((db) =>
      heads(this.database, db).findOne({ _id: 'head' }, { projection: { rows: 0 } }),
    );
    if (brief?.made === made && brief.position === position && brief.floor === floor) return;
    const head = await this.database.read((db) => heads(this.database, db).findOne({ _id: 'head' }));
    this.#adopt(head ?? (await madeAnew(this.database)));
  }

  async append(
    after: Token | null,
    events: readonly EventAt[],
    compare: (a: Token, b: Token) => number,
  ): Promise<readonly OrdinalRow[]> {
    const rows: OrdinalRow[] = [];
    for (;;) {
      const { token } = this.document;
      if (after !== null && (token === null || compare(token, after) < 0))
        throw new NumbersBehind(`${this.database.name} ends before ${after}`);
      const following = token === null ? events : events.filter((event) => compare(event.token, token) > 0);
      if (following.length === 0) return rows;
      const numbered = await this.#number(following.slice(0, numberedAtOnce));
      // What another process numbered in between is none of this call's: the answer is the end of the batch.
      if (numbered === undefined) rows.length = 0;
      else rows.push(...numbered);
    }
  }

  async raiseFloor(millis: number): Promise<void> {
    while (this.document.floor < millis) {
      const head = await this.database.write((db) =>
        heads(this.database, db).findOneAndUpdate(
          { _id: 'head' },
          { $max: { floor: millis } },
          { returnDocument: 'after' },
        ),
      );
      this.#adopt(head ?? (await madeAnew(this.database)));
    }
  }

  async after(position: number, limit: number): Promise<readonly OrdinalRow[]> {
    const { stored, recent } = this.#parts();
    const rows =
      position + 1 < stored
        ? await this.#rows({ _id: { $gt: position, $lt: stored } }, limit)
        : ([] as readonly RowDocument[]);
    const all = [...rows, ...recent.filter(({ _id }) => _id > position)].slice(0, limit);
    for (const [index, { _id }] of all.entries())
      if (_id !== position + 1 + index) throw this.#incomplete(position + 1 + index);
    return all.map(rowOf);
  }

  async ofStream(stream: string, fromRevision: number): Promise<readonly StreamRow[]> {
    const { stored, recent } = this.#parts();
    const ofStream = { stream, revision: { $gte: fromRevision }, _id: { $lt: stored } };
    const rows = await this.database.read((db) => this.#collection(db).find(ofStream).sort({ revision: 1 }).toArray());
    const latest = recent.filter((row) => row.stream === stream && row.revision >= fromRevision);
    return [...rows, ...latest].map(rowOf);
  }

  async find(
    { vendor, streams, type, before }: EventQuery,
    after: number,
    limit: number,
  ): Promise<readonly OrdinalRow[]> {
    const own = streams?.filter((stream) => stream.startsWith(`${vendor}.`));
    if (own?.length === 0) return [];
    const { stored, recent } = this.#parts();
    const end = Math.min(before ?? Infinity, stored);
    const filter: Filter<RowDocument> = {
      _id: { $gt: after, $lt: end },
      ...(vendor !== undefined && own === undefined && { vendor }),
      ...(own !== undefined && { stream: { $in: own } }),
      ...(type !== undefined && { type }),
    };
    const rows = after + 1 < end ? await this.#rows(filter, limit) : [];
    const latest = recent.filter(
      (row) =>
        row._id > after &&
        row._id < (before ?? Infinity) &&
        (vendor === undefined || row.vendor === vendor) &&
        (own === undefined || own.includes(row.stream)) &&
        (type === undefined || row.type === type),
    );
    return [...rows, ...latest].slice(0, limit).map(rowOf);
  }

  async positionOf(token: Token): Promise<number | undefined> {
    const { stored, recent } = this.#parts();
    const latest = recent.find((row) => row.token === token);
    if (latest !== undefined) return latest._id;
    const found = await this.database.read((db) => this.#collection(db).findOne({ token, _id: { $lt: stored } }));
    return found?._id;
  }

  async lastAtOrBefore(millis: number): Promise<number> {
    const { stored, recent } = this.#parts();
    const latest = recent.findLast(({ recordedAt }) => recordedAt <= millis);
    if (latest !== undefined) return latest._id;
    const [found] = await this.database.read((db) =>
      this.#collection(db)
        .find({ recordedAt: { $lte: millis }, _id: { $lt: stored } })
        .sort({ recordedAt: -1, _id: -1 })
        .limit(1)
        .toArray(),
    );
    return found?._id ?? 0;
  }

  async close(): Promise<void> {}

  /** Undefined where another process changed the head: it was read again. */
  async #number(events: readonly EventAt[]): Promise<readonly OrdinalRow[] | undefined> {
    const head = this.document;
    await this.#copy(head);
    const rows = rowsAfter(head, events);
    const documents = rows.map(({ position, token, recordedAt, stream, revision }, index): RowDocument => {
      const { vendor, type } = events[index]!.event;
      return { _id: position, token, recordedAt, stream, revision, vendor, type };
    });
    const { position, token, recordedAt } = rows.at(-1)!;
    const { made, floor } = head;
    const moved = await this.database.write((db) =>
      heads(this.database, db).findOneAndUpdate(
        { _id: 'head', made, position: head.position, floor },
        { $set: { position, token, recordedAt, rows: documents } },
        { returnDocument: 'after' },
      ),
    );
    if (moved === null) {
      await this.refresh();
      return undefined;
    }
    this.#adopt(moved);
    return rows;
  }

  /** Each row is the same whoever copies it; what is there already is complete. */
  async #copy({ rows, position }: HeadDocument): Promise<void> {
    if (rows.length === 0 || this.#copied >= position) return;
    await this.database.insert((db) => this.#collection(db).insertMany([...rows], { ordered: false }));
    this.#copied = position;
  }

  /** Answers of calls that ran at the same time can arrive in any order. */
  #adopt(head: HeadDocument): void {
    const { made, position, floor } = this.document;
    if (head.made === made && (head.position < position || (head.position === position && head.floor < floor))) return;
    if (head.made !== made) this.#copied = 0;
    this.document = head;
  }

  /** All before `stored` are in the collection; the others are in the head. One snapshot of both. */
  #parts(): { readonly stored: number; readonly recent: readonly RowDocument[] } {
    const { position, rows } = this.document;
    return { stored: position - rows.length + 1, recent: rows };
  }

  #rows(filter: Filter<RowDocument>, limit: number): Promise<readonly RowDocument[]> {
    return this.database.read((db) => this.#collection(db).find(filter).sort({ _id: 1 }).limit(limit).toArray());
  }

  #collection(db: Db): Collection<RowDocument> {
    return this.database.collection(db, 'ordinals');
  }

  #incomplete(position: number): StoreUnusable {
    return new StoreUnusable(operatorText('number-missing', { position, database: this.database.name }));
  }
}

const heads = (database: SharedDatabase, db: Db): Collection<HeadDocument> => database.collection(db, 'head');

/** Of several processes that make it at once, one does. */
async function madeAnew(database: SharedDatabase): Promise<HeadDocument> {
  const made = randomUUID();
  const empty = { _id: 'head', made, position: 0, token: null, recordedAt: 0, floor: 0, rows: [] } as const;
  await database.insert((db) => heads(database, db).insertOne(empty));
  return database.settled((db) => heads(database, db).findOne({ _id: 'head' }));
}
