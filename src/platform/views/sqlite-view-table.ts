import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { writeCursor } from './cursor.js';
import { fieldOf, fieldSql, selectOf, type Select } from './query-sql.js';
import { SpanRows } from './span-rows.js';
import type { Checkpoint, Condition, Page, Query, TableChanges, Value, ViewTable } from './view-store.js';

/** Rows that a scan reads in one turn of the event loop. */
const scanRows = 500;
/**
 * Rows that one condition may leave for them to be fetched and sorted; where it leaves more, rows are read in the
 * query's order instead, since those that are asked for are then not rare.
 */
export const mostCandidates = 5_000;
/** Rows that are read in the query's order for one page; a page may then hold fewer than were asked for. */
export const mostWalked = 10_000;
/** How many prepared queries are cached; their number is that of the program's query shapes. */
const mostShapes = 200;

interface Found {
  readonly id: string;
  readonly row: string;
  readonly position: number;
}
/** A row with the value that it is sorted by. */
interface Sorted {
  readonly id: string;
  readonly row: string;
  readonly sorted: Value;
}

/**
 * Rows of one projection's version in one SQLite table. Every answer comes from one turn, so it holds whole batches.
 */
export class SqliteViewTable<R extends Row> implements ViewTable<R> {
  readonly #get;
  readonly #write;
  readonly #remove;
  readonly #scan;
  readonly #checkpoint;
  readonly #moveOn;
  readonly #together;
  readonly #fields: readonly string[];
  readonly #spans: SpanRows;
  readonly #spanned: boolean;
  readonly #shapes = new Map<string, Database.Statement>();

  /** @param table an existing table's name, as the catalog has it */
  constructor(
    private readonly db: Database.Database,
    readonly table: string,
    private readonly projection: Projection<R>,
  ) {
    const name = quoted(table);
    this.#spans = new SpanRows(db, table, projection as unknown as Projection);
    this.#spanned = (projection.spans ?? []).length > 0;
    this.#together = db.transaction((ids: Iterable<string>) => this.#several(ids));
    this.#get = db.prepare(`SELECT row FROM ${name} WHERE id = ?`).pluck();
    this.#fields = fieldsOf(projection);
    const columns = ['id', 'vendor', 'position', 'row', ...this.#fields.map(fieldSql)];
    this.#write = db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${columns
         .slice(1)
         .map((column) => `${column} = excluded.${column}`)
         .join(', ')}`,
    );
    this.#remove = db.prepare(`DELETE FROM ${name} WHERE id = ?`);
    this.#scan = db.prepare(`SELECT id, row, position FROM ${name} WHERE id > ? ORDER BY id LIMIT ${scanRows}`);
    this.#checkpoint = db.prepare('SELECT position, event FROM views WHERE tab = ?');
    this.#moveOn = db.prepare('UPDATE views SET position = ?, event = ? WHERE tab = ?');
  }

  static create(db: Database.Database, table: string, projection: Projection): void {
    const fields = fieldsOf(projection).map((field) => `, ${fieldSql(field)} ANY`);
    db.exec(
      `CREATE TABLE ${quoted(table)} (id TEXT NOT NULL PRIMARY KEY, vendor TEXT NOT NULL, position INTEGER ` +
        `NOT NULL, row TEXT NOT NULL${fields.join('')}) STRICT`,
    );
    SpanRows.create(db, table);
  }

  static drop(db: Database.Database, table: string): void {
    db.exec(`DROP TABLE ${quoted(table)}`);
    SpanRows.drop(db, table);
  }

  /** The declared indexes, each created when it is requested; an existing one is left as it is. */
  *indexing(): Generator<void> {
    for (const [index, fields] of this.projection.indexes.entries()) {
      this.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(`${this.table}_by_${index}`)} ON ${quoted(this.table)} (vendor, ` +
          `${fields.map(fieldSql).join(', ')}, id)`,
      );
      yield;
    }
    this.#spans.index();
    yield;
  }

  async get(id: string): Promise<R | undefined> {
    return this.#one(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    return this.read(ids);
  }

  async query(query: Query): Promise<Page<R>> {
    const select = selectOf(this.projection, query);
    const others = query.where.filter((condition) => !('field' in condition && condition.field === query.sort?.field));
    if (others.length === 0 || this.#indexed(others, query)) return this.#page(select, query);
    const ids = this.#candidates(query.vendor, others);
    return ids === undefined ? this.#scanPage(query, others) : this.#page(select, query, ids);
  }

  #page(select: Select, query: Query, ids?: readonly string[]): Page<R> {
    const found = this.#select(select, query, query.limit + 1, ids);
    if (select.then !== undefined && found.length <= query.limit)
      found.push(...this.#select({ ...select.then, shape: select.shape }, query, query.limit + 1 - found.length, ids));
    return this.#shown(found, query.limit, select.shape, undefined);
  }

  #shown(found: readonly Sorted[], limit: number, shape: string, next: Omit<Sorted, 'row'> | undefined): Page<R> {
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : next;
    return {
      items: items.map(({ id, row }) => ({ id, row: JSON.parse(row) as R })),
      nextCursor: last === undefined ? null : writeCursor(shape, { value: last.sorted, id: last.id }),
    };
  }

  /** Whether a declared index holds the rows of equal values in the order that is asked for. */
  #indexed(others: readonly Condition[], { sort }: Query): boolean {
    if (!others.every((condition) => 'is' in condition)) return false;
    const equal = new Set(others.map(({ field }) => field));
    return this.projection.indexes.some(
      (fields) =>
        fields.length > equal.size &&
        fields.slice(0, equal.size).every((field) => equal.has(field)) &&
        fields[equal.size] === sort?.field,
    );
  }

  /** Ids of all rows that one of the conditions leaves, where these are few. */
  #candidates(vendor: string, conditions: readonly Condition[]): readonly string[] | undefined {
    for (const condition of conditions) {
      const ids =
        'path' in condition
          ? this.#spans.candidates(vendor, condition, mostCandidates)
          : this.#idsOf(selectOf(this.projection, { vendor, where: [condition], limit: 1 }));
      if (ids !== undefined && ids.length <= mostCandidates) return ids;
    }
    return undefined;
  }

  #idsOf({ where, values }: Select): readonly string[] {
    const sql = `SELECT id FROM ${quoted(this.table)} WHERE ${where} LIMIT ${mostCandidates + 1}`;
    return (this.#prepared(sql).all(...values) as { readonly id: string }[]).map(({ id }) => id);
  }

  /** Reads rows in the query's order and leaves out those that do not meet the conditions, up to a bound. */
  #scanPage(query: Query, others: readonly Condition[]): Page<R> {
    const ordered = selectOf(this.projection, {
      ...query,
      where: query.where.filter((each) => !others.includes(each)),
    });
    const conditions = selectOf(this.projection, { vendor: query.vendor, where: others, limit: 1 });
    const sorted = query.sort === undefined ? 'NULL' : fieldSql(query.sort.field);
    const found: Sorted[] = [];
    for (const { where, values, orderBy } of ordered.then === undefined ? [ordered] : [ordered, ordered.then]) {
      const part = `${quoted(this.table)} WHERE ${where} ORDER BY ${orderBy}`;
      found.push(
        ...(this.#prepared(
          `SELECT id, row, ${sorted} AS sorted FROM (SELECT * FROM ${part} LIMIT ${mostWalked}) WHERE ` +
            `${conditions.where} LIMIT ?`,
        ).all(...values, ...conditions.values, query.limit + 1 - found.length) as Sorted[]),
      );
      if (found.length > query.limit) break;
      const last = this.#prepared(`SELECT id, ${sorted} AS sorted FROM ${part} LIMIT 1 OFFSET ${mostWalked - 1}`).get(
        ...values,
      ) as Sorted | undefined;
      if (last !== undefined) return this.#shown(found, query.limit, ordered.shape, last);
    }
    return this.#shown(found, query.limit, ordered.shape, undefined);
  }

  async *scan(): AsyncIterable<{ readonly id: string; readonly row: R; readonly position: number }> {
    let last = '';
    for (;;) {
      const found = this.#scan.all(last) as Found[];
      for (const { id, row, position } of found) yield { id, row: JSON.parse(row) as R, position };
      if (found.length < scanRows) return;
      last = found.at(-1)!.id;
      await nextTurn();
    }
  }

  async checkpoint(): Promise<Checkpoint> {
    return this.#checkpoint.get(this.table) as Checkpoint;
  }

  /** In one transaction: taking and giving back the reader's lock for each row costs more than finding the row. */
  read(ids: Iterable<string>): ReadonlyMap<string, R> {
    return this.db.inTransaction ? this.#several(ids) : this.#together(ids);
  }

  /** Inside the caller's transaction. */
  write({ rows, checkpoint }: Omit<TableChanges, 'table'>): void {
    for (const { id, row, position } of rows) {
      if (this.#spanned) this.#spans.write(id, row, this.#one(id));
      if (row === undefined) this.#remove.run(id);
      else
        this.#write.run(
          id,
          row.vendor,
          position,
          JSON.stringify(row),
          ...this.#fields.map((field) => fieldOf(row, field)),
        );
    }
    this.#moveOn.run(checkpoint.position, checkpoint.event, this.table);
  }

  #several(ids: Iterable<string>): ReadonlyMap<string, R> {
    const rows = new Map<string, R>();
    for (const id of ids) {
      const row = this.#one(id);
      if (row !== undefined) rows.set(id, row);
    }
    return rows;
  }

  #one(id: string): R | undefined {
    const row = this.#get.get(id) as string | undefined;
    return row === undefined ? undefined : (JSON.parse(row) as R);
  }

  #select(
    { where, values, orderBy }: Select,
    query: Query,
    limit: number,
    ids: readonly string[] | undefined,
  ): Sorted[] {
    const sorted = query.sort === undefined ? 'NULL' : fieldSql(query.sort.field);
    const table = quoted(this.table);
    // CROSS JOIN keeps the order of the tables: ids first, each row by its key.
    const [head, from] =
      ids === undefined
        ? ['', table]
        : [
            'WITH wanted(wanted_id) AS (SELECT value FROM json_each(?)) ',
            `wanted CROSS JOIN ${table} ON id = wanted_id`,
          ];
    const sql = `${head}SELECT id, row, ${sorted} AS sorted FROM ${from} WHERE ${where} ORDER BY ${orderBy} LIMIT ?`;
    const parameters = ids === undefined ? values : [JSON.stringify(ids), ...values];
    return this.#prepared(sql).all(...parameters, limit) as Sorted[];
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#shapes.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    if (this.#shapes.size < mostShapes) this.#shapes.set(sql, statement);
    return statement;
  }
}

const fieldsOf = ({ indexes }: Projection): readonly string[] => [...new Set(indexes.flat())];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
