import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import type { Condition } from './view-store.js';

type Span = Readonly<Record<string, string | number | boolean | null>>;
type Covers = Extract<Condition, { readonly path: string }>;

/** Rows whose spans are stored in one turn of the event loop. */
const partRows = 500;

interface Stored {
  readonly id: string;
  readonly vendor: string;
  readonly spans: string;
}

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
  readonly #indexed;
  #known = false;
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
    this.#indexed = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?");
    const ofFacts = 'vendor = ? AND path = ? AND fact IN (SELECT value FROM json_each(?))';
    const found = `SELECT DISTINCT id FROM ${name} WHERE ${ofFacts}`;
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

  /**
   * Stores the spans of all rows and makes their indexes, in parts; nothing where that was done. Rows of the table may
   * be written before and after it, not meanwhile.
   */
  *indexing(): Generator<void> {
    if (this.#hasIndexes()) return;
    const [spans, rows] = [tableOf(this.table), quoted(this.table)];
    this.db.exec(`DELETE FROM ${spans}`);
    const read = this.db.prepare(
      `SELECT id, vendor, spans FROM ${rows} WHERE id > ? AND spans IS NOT NULL ORDER BY id LIMIT ${partRows}`,
    );
    const store = this.db.transaction((part: readonly Stored[]) => {
      for (const { id, vendor, spans: text } of part) this.#store(id, vendor, JSON.parse(text) as readonly Span[][]);
    });
    for (let last = ''; ;) {
      const part = read.all(last) as Stored[];
      store(part);
      if (part.length < partRows) break;
      last = part.at(-1)!.id;
      yield;
    }
    for (const end of ['from', 'to']) {
      this.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(`${this.table}_spans_by_${end}`)} ON ${spans} ` +
          `(vendor, path, fact, "${end}", id)`,
      );
      yield;
    }
  }

  /** Whether spans are stored with each row; before, they are only kept in the row's own column. */
  isIndexed(): boolean {
    this.#known ||= this.#paths.length === 0 || this.#hasIndexes();
    return this.#known;
  }

  #hasIndexes(): boolean {
    return this.#indexed.get(`${this.table}_spans_by_to`) !== undefined;
  }

  /** A row's declared spans as one text, for comparison; null where none are declared. */
  of(row: Row): string | null {
    return this.#paths.length === 0 ? null : JSON.stringify(this.#paths.map((path) => at(row, path)));
  }

  /** Inside the caller's transaction; `existed`: the row had spans before. */
  write(id: string, row: Row | undefined, existed: boolean): void {
    if (existed) this.#remove.run(id);
    if (row === undefined) return;
    this.#store(
      id,
      row.vendor,
      this.#paths.map((path) => at(row, path)),
    );
  }

  #store(id: string, vendor: string, spans: readonly (readonly Span[])[]): void {
    for (const [index, path] of this.#paths.entries())
      for (const [number, { from, to, ...facts }] of spans[index]!.entries())
        for (const name of Object.keys(facts))
          this.#add.run(id, path, number, vendor, factOf(name, facts[name]), String(from), String(to ?? endless));
  }

  /** Ids of rows that may meet the condition, undefined where they are more than `most`. */
  candidates(vendor: string, { path, covers, where = {} }: Covers, most: number): readonly string[] | undefined {
    // A fact that may be null may be absent, and is then stored with no span.
    const first = Object.entries(where)
      .map(([name, values]) => ({ name, values: [values].flat() }))
      .find(({ values }) => !values.includes(null));
    if (first === undefined || !this.isIndexed()) return undefined;
    const facts = JSON.stringify(first.values.map((value) => factOf(first.name, value)));
    for (const statement of [this.#notEnded, this.#begun]) {
      const ids = statement.all(vendor, path, facts, covers, most + 1) as string[];
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
