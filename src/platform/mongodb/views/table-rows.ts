import type { Collection, Document } from 'mongodb';
import type { MongoIndex } from '../../../../migrations/mongodb/migration.js';
import { TableGone } from '../../views/commit-refused.js';
import type { MongoConnection } from '../client.js';
import { makeIndexes } from '../migrate.js';
import { isAbsent, isDuplicate } from '../server-errors.js';
import type { RowFilter } from './filters.js';
import { type RowDocument, tableMark } from './row-documents.js';

export const viewsDatabase = 'views';
/** Ids that one call asks for. */
const mostIds = 1_000;
/** Rows that one call stores, and about how many bytes of them. */
const mostWrites = 500;
const mostBytes = 4 * 1024 * 1024;

export interface FindOptions {
  readonly order?: Record<string, 1 | -1>;
  readonly limit: number;
  readonly hint?: string | undefined;
  readonly fields?: Readonly<Record<string, 1>>;
}

/** The documents of one table, in a collection of its own. */
export class TableRows {
  constructor(
    private readonly connection: MongoConnection,
    private readonly view: string,
    readonly table: string,
  ) {}

  /** Makes the collection, with its mark. */
  async create(): Promise<void> {
    await this.#call((rows) =>
      rows.insertOne(tableMark).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      }),
    );
  }

  async drop(): Promise<void> {
    await this.#call((rows) =>
      rows.drop().catch((error: unknown) => {
        if (!isAbsent(error)) throw error;
      }),
    );
  }

  async makeIndexes(indexes: readonly MongoIndex[]): Promise<void> {
    await makeIndexes(this.connection, viewsDatabase, this.table, indexes);
  }

  /** Those that are there, removed ones too. @throws TableGone */
  async byId(ids: readonly string[]): Promise<readonly RowDocument[]> {
    const found: RowDocument[] = [];
    for (let from = 0; from < ids.length; from += mostIds) {
      const part: (string | number)[] = ids.slice(from, from + mostIds);
      const documents = await this.find(
        { _id: { $in: [...part, tableMark._id] } },
        { limit: part.length + 1, fields: { row: 1, position: 1 } },
      );
      found.push(...this.#withoutMark(documents));
    }
    return found;
  }

  /** Ids of rows that changed after a position, in at most `limit`; 'all' where they are more. @throws TableGone */
  async changedAfter(position: number, limit: number): Promise<readonly string[] | 'all'> {
    const documents = await this.find({ position: { $gt: position } }, { limit: limit + 2, fields: { _id: 1 } });
    if (documents.length === limit + 2) return 'all';
    const ids = this.#withoutMark(documents).map(({ _id }) => String(_id));
    return ids.length > limit ? 'all' : ids;
  }

  find(filter: RowFilter, { order, limit, hint, fields = { row: 1, of: 1 } }: FindOptions): Promise<RowDocument[]> {
    const { callMs } = this.connection.limits;
    return this.#call((rows) =>
      rows
        .find(filter, {
          projection: fields,
          limit,
          batchSize: limit,
          maxTimeMS: callMs,
          ...(order && { sort: order }),
          ...(hint !== undefined && { hint }),
        })
        .toArray(),
    );
  }

  aggregate(pipeline: readonly Document[], hint?: string): Promise<RowDocument[]> {
    const options = { maxTimeMS: this.connection.limits.callMs, ...(hint !== undefined && { hint }) };
    return this.#call((rows) => rows.aggregate<RowDocument>([...pipeline], options).toArray());
  }

  /** Counts no further than `most`. */
  async count(filter: RowFilter, most: number, hint?: string): Promise<number> {
    const counted = await this.aggregate([{ $match: filter }, { $limit: most }, { $count: 'rows' }], hint);
    return (counted[0] as { readonly rows?: number } | undefined)?.rows ?? 0;
  }

  /** @throws TableGone where the table was dropped, also where a late write made its collection anew */
  async check(): Promise<void> {
    this.#withoutMark(await this.find({ _id: tableMark._id }, { limit: 1, fields: { _id: 1 } }));
  }

  /**
   * Stores the documents in their order, each over an older one alone. One that is there with its position or a later
   * one is left out, and the rest goes on after it.
   */
  async write(documents: readonly RowDocument[]): Promise<void> {
    for (const part of parts(documents)) {
      let rest = part;
      while (rest.length > 0 && (await this.#isRefused(rest))) rest = await this.#newer(rest);
    }
  }

  /**
   * The filter finds an older document; where there is none, the upsert inserts, which the unique id refuses where a
   * newer one is there, or where another process inserted it at the same moment.
   */
  #isRefused(documents: readonly RowDocument[]): Promise<boolean> {
    return this.#call(async (rows) => {
      try {
        await rows.bulkWrite(
          documents.map(({ _id, ...replacement }) => ({
            replaceOne: { filter: { _id, position: { $lt: replacement.position } }, replacement, upsert: true },
          })),
          { ordered: true },
        );
        return false;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return true;
      }
    });
  }

  async #newer(documents: readonly RowDocument[]): Promise<readonly RowDocument[]> {
    const found = await this.find(
      { _id: { $in: documents.map(({ _id }) => _id) } },
      { limit: documents.length, fields: { position: 1 } },
    );
    const positions = new Map(found.map(({ _id, position }) => [_id, position]));
    return documents.filter(({ _id, position }) => (positions.get(_id) ?? -1) < position);
  }

  #withoutMark(documents: readonly RowDocument[]): readonly RowDocument[] {
    const rows = documents.filter(({ _id }) => _id !== tableMark._id);
    if (rows.length === documents.length) throw new TableGone(this.view, this.table);
    return rows;
  }

  #call<T>(use: (rows: Collection<RowDocument>) => Promise<T>): Promise<T> {
    return this.connection.call(viewsDatabase, (database) => use(database.collection<RowDocument>(this.table)));
  }
}

function* parts(documents: readonly RowDocument[]): Generator<readonly RowDocument[]> {
  let part: RowDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = document.row?.length ?? 0;
    if (part.length > 0 && (part.length === mostWrites || bytes + size > mostBytes)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(document);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
