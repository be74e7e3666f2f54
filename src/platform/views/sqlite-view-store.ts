import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { SqliteViewTable } from './sqlite-view-table.js';
import type { AtOnce, TableChanges, ViewStore, ViewTable } from './view-store.js';

export const viewsFile = 'views.db';
/** 'SLvw': distinguishes this product's views from any other SQLite file. */
const applicationId = 0x534c7677;
/** Of the catalog below; another one is not migrated but built anew. */
const catalogVersion = 3;
/**
 * Pages of write-ahead log after which a commit moves them into the file: few, or the commit that does it takes long;
 * many while a build rewrites the same ones.
 */
const liveCheckpoint = 1000;
const buildingCheckpoint = 16_000;

const catalog = `
  CREATE TABLE views (
    tab TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, declared TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('live', 'aside')), position INTEGER NOT NULL, event TEXT NOT NULL,
    UNIQUE (name, kind)
  ) STRICT`;

interface Entry {
  readonly tab: string;
  readonly version: number;
  readonly declared: string;
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
  readonly #tables = new Map<string, SqliteViewTable<Row>>();

  private constructor(db: Database.Database) {
    this.#db = db;
    this.#entry = db.prepare('SELECT tab, version, declared FROM views WHERE name = ? AND kind = ?');
    const commit = db.transaction((changes: readonly TableChanges[]) => {
      for (const { table, rows, checkpoint } of changes) ours(table).write({ rows, checkpoint });
    });
    const swap = db.transaction((projection: Projection) => this.#swap(projection));
    this.atOnce = {
      read: (table, ids) => ours(table).read(ids),
      commit: (changes) => commit.immediate(changes),
      swap: (projection) => swap.immediate(projection),
    };
  }

  /**
   * @param folder holds `views.db`, made where absent
   * @param onReplaced called with a sentence when a file could not be used: this product's own is deleted, any other
   * set aside
   */
  static open(folder: string, onReplaced: (what: string) => void): SqliteViewStore {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, viewsFile);
    try {
      return new SqliteViewStore(openCatalog(file));
    } catch (error) {
      if (!(error instanceof Unusable) && !isDamage(error)) throw error;
      onReplaced(setAside(file, error as Error));
      return new SqliteViewStore(openCatalog(file));
    }
  }

  async live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined> {
    const entry = this.#usable(projection, 'live');
    return entry && this.#table(entry.tab, projection);
  }

  async aside<R extends Row>(projection: Projection<R>, fresh = false): Promise<ViewTable<R>> {
    this.#pace(buildingCheckpoint);
    const unfinished = fresh ? undefined : this.#usable(projection, 'aside');
    if (unfinished) return this.#table(unfinished.tab, projection);
    const tab = this.#db.transaction(() => this.#createAside(projection)).immediate();
    return this.#table(tab, projection);
  }

  async index(projection: Projection): Promise<void> {
    for (const _made of this.#aside(projection).indexing()) await nextTurn();
  }

  async swap(projection: Projection): Promise<void> {
    this.atOnce.swap(projection);
  }

  async commit(changes: readonly TableChanges[]): Promise<void> {
    this.atOnce.commit(changes);
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
    // A name is not reused while an older table has it: tables keep their names through swaps.
    const usedTables = new Set(this.#db.prepare('SELECT tab FROM views').pluck().all());
    let build = 1;
    while (usedTables.has(`${name}_v${version}_${build}`)) build += 1;
    const tab = `${name}_v${version}_${build}`;
    SqliteViewTable.create(this.#db, tab, projection);
    this.#db
      .prepare(
        "INSERT INTO views (tab, name, version, declared, kind, position, event) VALUES (?, ?, ?, ?, 'aside', 0, '')",
      )
      .run(tab, name, version, JSON.stringify(indexes));
    return tab;
  }

  #swap(projection: Projection): void {
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

/** The file is not one of this product's views, or of another catalog. */
class Unusable extends Error {
  constructor(
    message: string,
    readonly own: boolean,
  ) {
    super(message);
  }
}

function openCatalog(file: string): Database.Database {
  const db = new Database(file);
  try {
    const id = db.pragma('application_id', { simple: true });
    const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (!empty && id !== applicationId) throw new Unusable('it was not written by this product', false);
    if (!empty && db.pragma('user_version', { simple: true }) !== catalogVersion)
      throw new Unusable('another version of the product wrote it', true);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('cache_size = -65536');
    db.pragma('journal_size_limit = 67108864');
    if (empty) {
      db.transaction(() => {
        db.pragma(`application_id = ${applicationId}`);
        db.pragma(`user_version = ${catalogVersion}`);
        db.exec(catalog);
      }).immediate();
    }
    db.prepare('SELECT tab, name, version, declared, kind, position, event FROM views').all();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** By code alone: an addon's error classes are another realm's where modules are loaded twice. */
const isDamage = (error: unknown): boolean =>
  /^SQLITE_(NOTADB|CORRUPT|ERROR)/.test((error as { readonly code?: string }).code ?? '');

/** A foreign file is renamed to a free name; the product's own is deleted once it cannot be read. */
function setAside(file: string, error: Error): string {
  for (const path of [`${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
  if (error instanceof Unusable && error.own) {
    rmSync(file);
    return `${file}: ${error.message}; all views are computed again`;
  }
  let number = 1;
  while (existsSync(`${file}.set-aside-${number}`)) number += 1;
  renameSync(file, `${file}.set-aside-${number}`);
  return `${file}: ${error.message}; it is now ${file}.set-aside-${number}, and all views are computed again`;
}

const ours = (table: ViewTable): SqliteViewTable<Row> => {
  if (table instanceof SqliteViewTable) return table as SqliteViewTable<Row>;
  throw new TypeError('the table belongs to another store');
};
