import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { Overtaken, TableGone } from './commit-refused.js';
import { fieldOf, fieldSql } from './query-sql.js';
import { SpanRows } from './span-rows.js';
import { quoted, SqliteQueries } from './sqlite-queries.js';
import type { Checkpoint, Page, Query, RowChange, StoredRow, TableChanges, ViewTable } from './view-store.js';

/** Rows that a scan reads in one turn of the event loop. */
const scanRows = 500;

interface Found {
  readonly id: string;
  readonly row: string;
  readonly position: number;
}
interface Head {
  readonly position: number;
  readonly spans: string | null;
}

/**
 * Rows of one projection's version in one SQLite table. Every answer comes from one turn, so it holds whole batches. A
 * removed row keeps its id and position; its other columns are null.
 */
export class SqliteViewTable<R extends Row> implements ViewTable<R> {
  readonly view: string;
  readonly #get;
  readonly #stored;
  readonly #head;
  readonly #insert;
  readonly #write;
  readonly #scan;
  readonly #checkpoint;
  readonly #moveOn;
  readonly #together;
  readonly #fields: readonly string[];
  readonly #spans: SpanRows;
  readonly #queries: SqliteQueries<R>;

  /** @param table an existing table's name, as the catalog has it */
  constructor(
    private readonly db: Database.Database,
    readonly table: string,
    projection: Projection<R>,
  ) {
    const name = quoted(table);
    this.view = projection.name;
    this.#spans = new SpanRows(db, table, projection as unknown as Projection);
    this.#queries = new SqliteQueries(db, table, projection, this.#spans);
    this.#together = db.transaction((read: () => unknown) => read());
    this.#get = db.prepare(`SELECT row FROM ${name} WHERE id = ?`).pluck();
    this.#stored = db.prepare(`SELECT row, position FROM ${name} WHERE id = ?`);
    this.#head = db.prepare(`SELECT position, spans FROM ${name} WHERE id = ?`);
    this.#fields = fieldsOf(projection);
    const columns = ['id', 'vendor', 'position', 'row', 'spans', ...this.#fields.map(fieldSql)];
    const insert = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    this.#insert = db.prepare(`${insert} ON CONFLICT (id) DO NOTHING`);
    const replaced = columns.slice(1).map((column) => `${column} = excluded.${column}`);
    this.#write = db.prepare(`${insert} ON CONFLICT (id) DO UPDATE SET ${replaced.join(', ')}`);
    this.#scan = db.prepare(
      `SELECT id, row, position FROM ${name} WHERE id > ? AND row IS NOT NULL ORDER BY id LIMIT ${scanRows}`,
    );
    this.#checkpoint = db.prepare('SELECT position, event FROM views WHERE tab = ?');
    this.#moveOn = db.prepare(
      'UPDATE views SET position = ?, event = ?, stopped = ? WHERE tab = ? AND position = ? AND event = ?',
    );
  }

  static create(db: Database.Database, table: string, projection: Projection): void {
    const fields = fieldsOf(projection).map((field) => `, ${fieldSql(field)} ANY`);
    db.exec(
      `CREATE TABLE ${quoted(table)} (id TEXT NOT NULL PRIMARY KEY, vendor TEXT, position INTEGER NOT NULL, ` +
        `row TEXT, spans TEXT${fields.join('')}) STRICT`,
    );
    SpanRows.create(db, table);
  }

  static drop(db: Database.Database, table: string): void {
    db.exec(`DROP TABLE ${quoted(table)}`);
    SpanRows.drop(db, table);
  }

  /** The declared indexes, each created when it is requested; an existing one is left as it is. */
  *indexing(): Generator<void> {
    yield* this.#queries.indexing();
    yield* this.#spans.indexing();
  }

  async get(id: string): Promise<R | undefined> {
    return this.#existing(() => parsed<R>(this.#get.get(id) as string | null | undefined));
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    const rows = new Map<string, R>();
    for (const [id, { row }] of this.read(ids)) if (row !== undefined) rows.set(id, row);
    return rows;
  }

  async query(query: Query): Promise<Page<R>> {
    return this.#existing(() => this.#queries.page(query));
  }

  async *scan(): AsyncIterable<{ readonly id: string; readonly row: R; readonly position: number }> {
    let last = '';
    for (;;) {
      const found = this.#existing(() => this.#scan.all(last) as Found[]);
      for (const { id, row, position } of found) yield { id, row: JSON.parse(row) as R, position };
      if (found.length < scanRows) return;
      last = found.at(-1)!.id;
      await nextTurn();
    }
  }

  async checkpoint(): Promise<Checkpoint> {
    const checkpoint = this.#checkpoint.get(this.table) as Checkpoint | undefined;
    if (checkpoint === undefined) throw new TableGone(this.view, this.table);
    return checkpoint;
  }

  async stored(ids: Iterable<string>): Promise<ReadonlyMap<string, StoredRow<R>>> {
    return this.read(ids);
  }

  /** In one transaction: taking and giving back the reader's lock for each row costs more than finding the row. */
  read(ids: Iterable<string>): ReadonlyMap<string, StoredRow<R>> {
    const rows = new Map<string, StoredRow<R>>();
    const several = (): void => {
      for (const id of ids) {
        const found = this.#stored.get(id) as { readonly row: string | null; readonly position: number } | undefined;
        if (found !== undefined) rows.set(id, { row: parsed<R>(found.row), position: found.position });
      }
    };
    this.#existing(() => (this.db.inTransaction ? several() : this.#together(several)));
    return rows;
  }

  /**
   * Ids of rows changed after a position, 'all' where they are more than `most`. No index holds positions, which would
   * slow down every write: readers of this engine are in its process, and are notified of each change.
   */
  changedAfter(position: number, most: number): readonly string[] | 'all' {
    const ids = this.#existing(() => {
      const changed = this.db.prepare(`SELECT id FROM ${quoted(this.table)} WHERE position > ? LIMIT ?`).pluck();
      return changed.all(position, most + 1) as string[];
    });
    return ids.length > most ? 'all' : ids;
  }

  /** Inside the caller's transaction. @throws Overtaken, TableGone */
  write({ rows, follows, checkpoint, stopped }: Omit<TableChanges, 'table' | 'fence'>): void {
    this.#existing(() => {
      const withSpans = this.#spans.isIndexed();
      for (const change of rows) this.#writeRow(change, withSpans);
    });
    const { position, event } = checkpoint;
    const why = stopped === undefined ? null : JSON.stringify(stopped);
    const moved = this.#moveOn.run(position, event, why, this.table, follows.position, follows.event);
    if (moved.changes === 1) return;
    const actual = this.#checkpoint.get(this.table) as Checkpoint | undefined;
    if (actual === undefined) throw new TableGone(this.view, this.table);
    throw new Overtaken(this.view, follows.position, actual.position);
  }

  #writeRow({ id, row, position, isNew }: RowChange, withSpans: boolean): void {
    const spans = row === undefined ? null : this.#spans.of(row);
    const columns = [
      id,
      row?.vendor ?? null,
      position,
      row === undefined ? null : JSON.stringify(row),
      spans,
      ...this.#fields.map((field) => (row === undefined ? null : fieldOf(row, field))),
    ];
    if (isNew === true && this.#insert.run(columns).changes === 1) {
      if (withSpans && spans !== null) this.#spans.write(id, row, false);
      return;
    }
    const head = this.#head.get(id) as Head | undefined;
    if (head !== undefined && head.position >= position) return;
    this.#write.run(columns);
    if (withSpans && spans !== (head?.spans ?? null)) this.#spans.write(id, row, head?.spans != null);
  }

  /** @throws TableGone where the table was dropped meanwhile */
  #existing<T>(use: () => T): T {
    try {
      return use();
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message?: string };
      if (code === 'SQLITE_ERROR' && message?.startsWith('no such table') === true)
        throw new TableGone(this.view, this.table);
      throw error;
    }
  }
}

const parsed = <R>(row: string | null | undefined): R | undefined => (row == null ? undefined : (JSON.parse(row) as R));

const fieldsOf = ({ indexes }: Pick<Projection, 'indexes'>): readonly string[] => [...new Set(indexes.flat())];
