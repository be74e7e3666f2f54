import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { openCatalog } from './sqlite-catalog.js';
import { SqliteLeases } from './sqlite-leases.js';
import { SqliteViewTable } from './sqlite-view-table.js';
import type { AtOnce, Lease, Seen, Stopped, TableChanges, ViewChanges, ViewStore, ViewTable } from './view-store.js';

export const viewsFile = 'views.db';
/**
 * Pages of write-ahead log after which a commit moves them into the file: few, or the commit that does it takes long;
 * many while a build rewrites the same ones.
 */
const liveCheckpoint = 1000;
const buildingCheckpoint = 16_000;

interface Entry {
  readonly tab: string;
  readonly version: number;
  readonly declared: string;
  readonly position: number;
  readonly event: string;
  readonly stopped: string | null;
}

/**
 * Views in one SQLite file of the home folder, used by one process. What it holds can be computed again, so a file
 * that cannot be read is replaced, and a commit waits for no disk (synchronous=NORMAL): after a power cut the last ones
 * are missing together with their checkpoints.
 */
export class SqliteViewStore implements ViewStore {
  readonly atOnce: AtOnce;
  readonly #db: Database.Database;
  readonly #entry;
  readonly #leases: SqliteLeases;
  readonly #tables = new Map<string, SqliteViewTable<Row>>();

  private constructor(db: Database.Database, clock: () => number) {
    this.#db = db;
    this.#entry = db.prepare(
      'SELECT tab, version, declared, position, event, stopped FROM views WHERE name = ? AND kind = ?',
    );
    this.#leases = new SqliteLeases(db, clock);
    const commit = db.transaction((changes: readonly TableChanges[]) => {
      for (const change of changes) {
        const table = ours(change.table);
        this.#leases.check(table.view, change.fence);
        table.write(change);
      }
    });
    const swap = db.transaction((projection: Projection, fence: number) => this.#swap(projection, fence));
    this.atOnce = {
      stored: (table, ids) => ours(table).read(ids),
      commit: (changes) => commit.immediate(changes),
      swap: (projection, fence) => swap.immediate(projection, fence),
    };
  }

  /**
   * @param folder holds `views.db`, made where absent
   * @param onReplaced called with a sentence when a file could not be used: this product's own is deleted, any other
   * set aside
   * @param clock epoch milliseconds, for leases
   */
  static open(
    folder: string,
    onReplaced: (what: string) => void,
    clock: () => number = () => Date.now(),
  ): SqliteViewStore {
    mkdirSync(folder, { recursive: true });
    return new SqliteViewStore(openCatalog(join(folder, viewsFile), onReplaced), clock);
  }

  async live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined> {
    const entry = this.#usable(projection, 'live');
    return entry && this.#table(entry.tab, projection);
  }

  async changesSince(projection: Projection, seen: Seen | undefined, limit: number): Promise<ViewChanges | undefined> {
    const entry = this.#usable(projection, 'live');
    if (entry === undefined) return undefined;
    const { tab, position, event, stopped } = entry;
    const ids =
      seen === undefined || seen.table !== tab
        ? 'all'
        : seen.position >= position
          ? []
          : this.#table(tab, projection).changedAfter(seen.position, limit);
    return {
      table: tab,
      checkpoint: { position, event },
      stopped: stopped === null ? undefined : (JSON.parse(stopped) as Stopped),
      ids,
    };
  }

  async aside<R extends Row>(projection: Projection<R>, fence: number, fresh = false): Promise<ViewTable<R>> {
    this.#pace(buildingCheckpoint);
    const make = this.#db.transaction(() => {
      this.#leases.check(projection.name, fence);
      const unfinished = fresh ? undefined : this.#usable(projection, 'aside');
      return unfinished?.tab ?? this.#createAside(projection);
    });
    return this.#table(make.immediate(), projection);
  }

  async index(projection: Projection, fence: number): Promise<void> {
    this.#leases.check(projection.name, fence);
    for (const _made of this.#aside(projection).indexing()) {
      await nextTurn();
      this.#leases.check(projection.name, fence);
    }
  }

  async swap(projection: Projection, fence: number): Promise<void> {
    this.atOnce.swap(projection, fence);
  }

  async commit(changes: TableChanges): Promise<void> {
    this.atOnce.commit([changes]);
  }

  async lease(view: string, owner: string, ms: number): Promise<Lease | undefined> {
    return this.#leases.lease(view, owner, ms);
  }

  async renew(lease: Lease, ms: number): Promise<boolean> {
    return this.#leases.renew(lease, ms);
  }

  async release(lease: Lease): Promise<void> {
    this.#leases.release(lease);
  }

  /** Of processes that ended without releasing them, where only one process uses the file at a time. */
  endLeases(): void {
    this.#leases.end();
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  /** Only of the projection's own version and declared indexes. */
  #usable(projection: Projection, kind: 'live' | 'aside'): Entry | undefined {
    const entry = this.#entry.get(projection.name, kind) as Entry | undefined;
    return entry?.version === projection.version && entry.declared === JSON.stringify(projection.indexes)
      ? entry
      : undefined;
  }

  #table<R extends Row>(tab: string, projection: Projection<R>): SqliteViewTable<R> {
    const known = this.#tables.get(tab) as SqliteViewTable<R> | undefined;
    if (known) return known;
    const table = new SqliteViewTable(this.#db, tab, projection);
    this.#tables.set(tab, table as unknown as SqliteViewTable<Row>);
    return table;
  }

  #createAside(projection: Projection): string {
    this.#drop(projection.name, 'aside');
    const { name, version, indexes } = projection;
    // A name is never used again: readers recognize a table by it.
    const tab = `${name}_v${version}_${this.#db.prepare('INSERT INTO builds DEFAULT VALUES').run().lastInsertRowid}`;
    SqliteViewTable.create(this.#db, tab, projection);
    this.#db
      .prepare(
        "INSERT INTO views (tab, name, version, declared, kind, position, event) VALUES (?, ?, ?, ?, 'aside', 0, '')",
      )
      .run(tab, name, version, JSON.stringify(indexes));
    return tab;
  }

  #swap(projection: Projection, fence: number): void {
    this.#leases.check(projection.name, fence);
    for (const _made of this.#aside(projection).indexing());
    this.#drop(projection.name, 'live');
    this.#db.prepare("UPDATE views SET kind = 'live' WHERE name = ? AND kind = 'aside'").run(projection.name);
    this.#pace(
      this.#db.prepare("SELECT count(*) FROM views WHERE kind = 'aside'").pluck().get() === 0
        ? liveCheckpoint
        : buildingCheckpoint,
    );
  }

  #aside(projection: Projection): SqliteViewTable<Row> {
    const entry = this.#usable(projection, 'aside');
    if (entry === undefined) throw new Error(`view ${projection.name} has no table built aside`);
    return this.#table(entry.tab, projection);
  }

  #pace(pages: number): void {
    this.#db.pragma(`wal_autocheckpoint = ${pages}`);
  }

  #drop(name: string, kind: 'live' | 'aside'): void {
    const entry = this.#entry.get(name, kind) as Entry | undefined;
    if (entry === undefined) return;
    SqliteViewTable.drop(this.#db, entry.tab);
    this.#db.prepare('DELETE FROM views WHERE tab = ?').run(entry.tab);
    this.#tables.delete(entry.tab);
  }
}

const ours = (table: ViewTable): SqliteViewTable<Row> => {
  if (table instanceof SqliteViewTable) return table as SqliteViewTable<Row>;
  throw new TypeError('the table belongs to another store');
};
