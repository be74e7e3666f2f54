import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import type { Condition } from './view-store.js';

type Span = Readonly<Record<string, string | number | boolean | null>>;
type Covers = Extract<Condition, { readonly path: string }>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const tableOf = (table: string): string => quoted(`${table}_spans`);
/** Later than any day or instant: a span without an end. */
const endless = '\u{10ffff}';
/** One fact of a span, such as `state=gap`. */
const factOf = (name: string, value: unknown): string => `${name}=${JSON.stringify(value)}`;

/**
 * The declared spans of a table's rows, apart from the rows and indexed by their ends: which rows a day or instant
 * finds is looked up, and moves with the day by itself.
 */
export class SpanRows {
  readonly #paths: readonly string[];
  readonly #remove;
  readonly #add;
  readonly #notEnded;
  readonly #begun;

  constructor(
    private readonly db: Database.Database,
    private readonly table: string,
    projection: Projection,
  ) {
    this.#paths = projection.spans ?? [];
    const name = tableOf(table);
    this.#remove = db.prepare(`DELETE FROM ${name} WHERE id = ?`);
    this.#add = db.prepare(
      `INSERT OR IGNORE INTO ${name} (id, path, number, vendor, fact, "from", "to") VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    const found = `SELECT DISTINCT id FROM ${name} WHERE vendor = ? AND path = ? AND fact = ?`;
    this.#notEnded = db.prepare(`${found} AND "to" > ? LIMIT ?`).pluck();
    this.#begun = db.prepare(`${found} AND "from" <= ? LIMIT ?`).pluck();
  }

  static create(db: Database.Database, table: string): void {
    db.exec(
      `CREATE TABLE ${tableOf(table)} (id TEXT NOT NULL, path TEXT NOT NULL, number INTEGER NOT NULL, vendor ` +
        'TEXT NOT NULL, fact TEXT NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL, PRIMARY KEY (id, path, ' +
        'number, fact)) STRICT, WITHOUT ROWID',
    );
  }

  static drop(db: Database.Database, table: string): void {
    db.exec(`DROP TABLE IF EXISTS ${tableOf(table)}`);
  }

  /** Makes the indexes that are missing. */
  index(): void {
    for (const end of ['from', 'to'])
      this.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(`${this.table}_spans_by_${end}`)} ON ${tableOf(this.table)} ` +
          `(vendor, path, fact, "${end}", id)`,
      );
  }

  /** A row's declared spans as one text, for comparison; null where none are declared. */
  of(row: Row): string | null {
    return this.#paths.length === 0 ? null : JSON.stringify(this.#paths.map((path) => at(row, path)));
  }

  /** Inside the caller's transaction; `existed`: the row had spans before. */
  write(id: string, row: Row | undefined, existed: boolean): void {
    if (existed) this.#remove.run(id);
    if (row === undefined) return;
    for (const path of this.#paths)
      for (const [number, { from, to, ...facts }] of at(row, path).entries())
        for (const [name, value] of Object.entries(facts))
          this.#add.run(id, path, number, row.vendor, factOf(name, value), String(from), String(to ?? endless));
  }

  /** Ids of rows that may meet the condition, undefined where they are more than `most`. */
  candidates(vendor: string, { path, covers, where = {} }: Covers, most: number): readonly string[] | undefined {
    const [first] = Object.entries(where);
    if (first === undefined) return undefined;
    for (const statement of [this.#notEnded, this.#begun]) {
      const ids = statement.all(vendor, path, factOf(...first), covers, most + 1) as string[];
      if (ids.length <= most) return ids;
    }
    return undefined;
  }
}

const at = (row: Row | undefined, path: string): readonly Span[] =>
  (path
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], row) ??
    []) as readonly Span[];
