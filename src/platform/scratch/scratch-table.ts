import Database from 'better-sqlite3';

/**
 * Rows by key for the length of one piece of work: on disk beyond a few megabytes of memory, in a file without a name
 * that is gone with its table or its process. It is a means of saving memory and holds no truth.
 */
export class ScratchTable<Row> {
  readonly #db = new Database('');
  readonly #get;
  readonly #set;
  readonly #add;

  constructor(cacheMb = 2) {
    this.#db.exec(
      `PRAGMA cache_size = -${cacheMb * 1000}; CREATE TABLE rows (key PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID`,
    );
    this.#get = this.#db.prepare('SELECT row FROM rows WHERE key = ?').pluck();
    this.#set = this.#db.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?)');
    this.#add = this.#db.prepare('INSERT OR IGNORE INTO rows VALUES (?, ?)');
  }

  get(key: string | number): Row | undefined {
    const row = this.#get.get(key) as string | undefined;
    return row === undefined ? undefined : (JSON.parse(row) as Row);
  }

  set(key: string | number, row: Row): void {
    this.#set.run(key, JSON.stringify(row));
  }

  /** False where the key has a row, which stays. */
  add(key: string | number, row: Row): boolean {
    return this.#add.run(key, JSON.stringify(row)).changes === 1;
  }

  /** Many rows at the cost of one write. */
  setAll(rows: Iterable<readonly [key: string | number, row: Row]>): void {
    this.#db.exec('BEGIN');
    for (const [key, row] of rows) this.set(key, row);
    this.#db.exec('COMMIT');
  }

  close(): void {
    this.#db.close();
  }
}
