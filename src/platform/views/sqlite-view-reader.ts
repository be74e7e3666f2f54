import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { SqliteViewTable } from './sqlite-view-table.js';
import { viewsFile } from './sqlite-view-store.js';
import type { View } from './view-store.js';

/** Reads the live tables of `views.db` through a connection that cannot write; another thread fills them. */
export class ViewReader {
  readonly #db: Database.Database;
  readonly #entry;
  readonly #tables = new Map<string, SqliteViewTable<Row>>();

  constructor(folder: string) {
    this.#db = new Database(join(folder, viewsFile), { readonly: true });
    this.#db.pragma('cache_size = -65536');
    this.#entry = this.#db
      .prepare(`SELECT tab FROM views WHERE name = ? AND version = ? AND declared = ? AND kind = 'live'`)
      .pluck();
  }

  /** The live table of the projection's version and indexes; undefined until one has been built. */
  view<R extends Row>(projection: Projection<R>): View<R> | undefined {
    const known = this.#tables.get(projection.name);
    if (known !== undefined) return known as unknown as View<R>;
    const { name, version, indexes } = projection;
    const table = this.#entry.get(name, version, JSON.stringify(indexes)) as string | undefined;
    if (table === undefined) return undefined;
    const opened = new SqliteViewTable(this.#db, table, projection);
    this.#tables.set(name, opened as unknown as SqliteViewTable<Row>);
    return opened;
  }

  /** Another table has taken the place of the view's live one. */
  forget(view: string): void {
    this.#tables.delete(view);
  }

  close(): void {
    this.#db.close();
  }
}
