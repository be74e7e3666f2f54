import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { writeCursor } from './cursor.js';
import { fieldOf, fieldSql, selectOf, type Select } from './query-sql.js';
import type { Checkpoint, Page, Query, TableChanges, Value, ViewTable } from './view-store.js';

/** Rows that a scan reads in one turn of the event loop. */
const scanRows = 500;
/** Prepared queries that are kept; their number is that of the program's query shapes. */
const mostShapes = 200;

interface Found {
  readonly id: string;
  readonly row: string;
  readonly position: number;
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
  readonly #shapes = new Map<string, Database.Statement>();

  /** @param table an existing table's name, as the catalog has it */
  constructor(
    private readonly db: Database.Database,
    readonly table: string,
    private readonly projection: Projection<R>,
  ) {
    const name = quoted(table);
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
      `CREATE TABLE ${quoted(table)} (id TEXT NOT NULL PRIMARY KEY, vendor TEXT NOT NULL, position INTEGER NOT NULL, row TEXT NOT NULL${fields.join('')}) STRICT`,
    );
  }

  /** The declared indexes, each made when it is asked for; one that stands is left as it is. */
  *indexing(): Generator<void> {
    for (const [index, fields] of this.projection.indexes.entries()) {
      this.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(`${this.table}_by_${index}`)} ON ${quoted(this.table)} (vendor, ${fields.map(fieldSql).join(', ')}, id)`,
      );
      yield;
    }
  }

  async get(id: string): Promise<R | undefined> {
    return this.#one(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    return this.read(ids);
  }

  async query(query: Query): Promise<Page<R>> {
    const select = selectOf(this.projection, query);
    const found = this.#select(select, query, query.limit + 1);
    if (select.then !== undefined && found.length <= query.limit)
      found.push(...this.#select({ ...select.then, shape: select.shape }, query, query.limit + 1 - found.length));
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    const more = last !== undefined && found.length > query.limit;
    return {
      items: items.map(({ id, row }) => ({ id, row: JSON.parse(row) as R })),
      nextCursor: more ? writeCursor(select.shape, { value: last.sorted, id: last.id }) : null,
    };
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

  #select({ where, values, orderBy }: Select, query: Query, limit: number): (Found & { readonly sorted: Value })[] {
    const sorted = query.sort === undefined ? 'NULL' : fieldSql(query.sort.field);
    const sql = `SELECT id, row, ${sorted} AS sorted FROM ${quoted(this.table)} WHERE ${where} ORDER BY ${orderBy} LIMIT ?`;
    let statement = this.#shapes.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      if (this.#shapes.size < mostShapes) this.#shapes.set(sql, statement);
    }
    return statement.all(...values, limit) as (Found & { readonly sorted: Value })[];
  }
}

const fieldsOf = ({ indexes }: Projection): readonly string[] => [...new Set(indexes.flat())];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
