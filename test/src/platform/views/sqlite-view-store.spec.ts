import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from '@jest/globals';
import type { Projection } from '../../../../projections/projection.js';
import { openViewStore } from '../../../../src/platform/views/open-view-store.js';
import { selectOf } from '../../../../src/platform/views/query-sql.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import { viewStoreContract } from '../../../contract/view-store.contract.js';
import { freshFolder } from '../../../support/folder.js';

const quiet = (what: string): void => {
  throw new Error(`nothing was to be replaced: ${what}`);
};
const notes: Projection = {
  name: 'notes',
  version: 1,
  handles: [],
  indexes: [['vendor'], ['product.series', 'size']],
  rows: () => [],
  apply: () => ({ row: undefined }),
};

viewStoreContract('SqliteViewStore', () => {
  const folder = freshFolder();
  const clock = { now: 1_000_000 };
  return { clock, open: async () => SqliteViewStore.open(folder, quiet, () => clock.now) };
});

describe('views.db', () => {
  it('sets garbage aside and begins afresh', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'views.db'), 'not a database at all, but long enough to be read as one'.repeat(50));
    const events: string[] = [];
    const store = SqliteViewStore.open(folder, (what) => events.push(what));
    expect(await store.live(notes)).toBeUndefined();
    await store.close();
    expect(events).toHaveLength(1);
    expect(events[0]).toContain('views.db.set-aside-1');
    expect(readFileSync(join(folder, 'views.db.set-aside-1'), 'utf8')).toMatch(/^not a database/);
    await SqliteViewStore.open(folder, quiet).close();
  });

  it("keeps another program's database under another name", async () => {
    const folder = freshFolder();
    const foreign = new Database(join(folder, 'views.db'));
    foreign.exec("CREATE TABLE books (title TEXT); INSERT INTO books VALUES ('kept')");
    foreign.close();
    const events: string[] = [];
    await SqliteViewStore.open(folder, (what) => events.push(what)).close();
    const stored = new Database(join(folder, 'views.db.set-aside-1'));
    expect(stored.prepare('SELECT title FROM books').pluck().get()).toBe('kept');
    stored.close();
    expect(events[0]).toContain('was not written by this product');
  });

  it('deletes views of another catalog: they are worth nothing', async () => {
    const folder = freshFolder();
    await SqliteViewStore.open(folder, quiet).close();
    const db = new Database(join(folder, 'views.db'));
    db.pragma('user_version = 99');
    db.close();
    const events: string[] = [];
    await SqliteViewStore.open(folder, (what) => events.push(what)).close();
    expect(events[0]).toContain('another version');
    expect(existsSync(join(folder, 'views.db.set-aside-1'))).toBe(false);
  });

  it('answers a declared query from its index', async () => {
    const folder = freshFolder();
    const store = SqliteViewStore.open(folder, quiet);
    await store.aside(notes, 0);
    await store.index(notes, 0);
    await store.swap(notes, 0);
    await store.close();
    const db = new Database(join(folder, 'views.db'));
    const plan = db
      .prepare(
        'EXPLAIN QUERY PLAN SELECT id, row FROM notes_v1_1 WHERE vendor = ? AND "of.product.series" = ? ' +
          'ORDER BY "of.size", id LIMIT 5',
      )
      .all('seeyon', 'EKP') as { detail: string }[];
    db.close();
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING INDEX notes_v1_1_by_1')]);
  });

  it('reads all rows of a vendor in the order of their ids without sorting them', async () => {
    const folder = freshFolder();
    const store = SqliteViewStore.open(folder, quiet);
    await store.aside(notes, 0);
    await store.index(notes, 0);
    await store.swap(notes, 0);
    const { where, values, orderBy } = selectOf(notes, { vendor: 'seeyon', where: [], limit: 5 });
    await store.close();
    const db = new Database(join(folder, 'views.db'));
    const plan = db
      .prepare(`EXPLAIN QUERY PLAN SELECT id, row FROM notes_v1_1 WHERE ${where} ORDER BY ${orderBy} LIMIT 5`)
      .all(...values) as { detail: string }[];
    db.close();
    expect(plan.map(({ detail }) => detail)).toEqual([expect.not.stringContaining('TEMP B-TREE')]);
  });

  it('makes the indexes of a table when it is swapped in, not while rows come', async () => {
    const folder = freshFolder();
    const store = SqliteViewStore.open(folder, quiet);
    const indexes = () => {
      const db = new Database(join(folder, 'views.db'), { readonly: true });
      const count = db
        .prepare(
          "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'notes_v1_1' AND sql IS NOT NULL",
        )
        .pluck()
        .get();
      db.close();
      return count;
    };
    await store.aside(notes, 0);
    expect(indexes()).toBe(0);
    await store.swap(notes, 0);
    expect(indexes()).toBe(notes.indexes.length);
    await store.close();
  });

  it('VIEWS_URL of another engine is refused without its password', async () => {
    await expect(
      openViewStore('mongodb://me:secret@host/db', { home: freshFolder(), onReplaced: quiet }),
    ).rejects.toThrow(/^VIEWS_URL(?!.*secret)/);
  });
});
