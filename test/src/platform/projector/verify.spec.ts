import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Projector } from '../../../../src/platform/projector/projector.js';
import { verifyViews } from '../../../../src/platform/projector/verify.js';
import { SqliteEventStore } from '../../../../src/platform/events/sqlite-event-store.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import { freshFolder } from '../../../support/folder.js';
import { noted, sizes, tallies } from './counting.js';

describe('verify', () => {
  const projections = [tallies(), sizes];
  let folder: string;
  let events: SqliteEventStore;
  let views: SqliteViewStore;

  beforeEach(async () => {
    folder = freshFolder();
    events = SqliteEventStore.open(folder, Date.now);
    views = SqliteViewStore.open(folder, (what) => {
      throw new Error(what);
    });
    await events.append(
      'seeyon.sample-1',
      -1,
      Array.from({ length: 40 }, (_, index) => noted(`s${index % 5}`, index)),
    );
    const projector = new Projector(events.ordinals, views, projections);
    await projector.start();
    await projector.untilReady();
    await projector.close();
  });
  afterEach(async () => {
    await events.close();
    await views.close();
  });

  /** What nobody but the projector should do. */
  const tamper = (statement: string): void => {
    const db = new Database(join(folder, 'views.db'));
    const changed = db
      .prepare(
        statement.replaceAll(
          'TABLE',
          `"${String(db.prepare("SELECT tab FROM views WHERE name = 'tallies'").pluck().get())}"`,
        ),
      )
      .run();
    db.close();
    expect(changed.changes).toBe(1);
  };
  const found = () => verifyViews(events.ordinals, views, projections);

  it('finds nothing where the views are what the ledger makes of them', async () => {
    expect(await found()).toEqual([]);
  });

  it.each([
    [
      'a changed row',
      "UPDATE TABLE SET row = json_set(row, '$.sum', 7) WHERE id = 's3'",
      { id: 's3', what: 'differs from what the ledger makes of it' },
    ],
    ['a removed row', "DELETE FROM TABLE WHERE id = 's2'", { id: 's2', what: 'is missing from the view' }],
    [
      'a row out of nothing',
      "INSERT INTO TABLE (id, vendor, position, row) SELECT 's9', vendor, position, row FROM TABLE WHERE id = 's1'",
      { id: 's9', what: 'stands in the view, but no event makes it' },
    ],
  ])('finds %s, by view and id', async (_, statement, finding) => {
    tamper(statement);
    expect(await found()).toEqual([{ view: 'tallies', ...finding }]);
  });

  it('names a view that holds a row it cannot read, and goes on with the others', async () => {
    const broken = new Database(join(folder, 'views.db'));
    const tables = broken
      .prepare("SELECT tab FROM views WHERE name IN ('tallies', 'sizes') ORDER BY name DESC")
      .pluck()
      .all() as string[];
    broken.exec(`DROP INDEX "${tables[0]}_by_0"`);
    broken.exec(`UPDATE "${tables[0]}" SET row = '{"half' WHERE id = 's3'`);
    broken.exec(`DELETE FROM "${tables[1]}" WHERE id = 's2'`);
    broken.close();
    expect(await found()).toEqual([
      { view: 'tallies', id: '', what: expect.stringContaining('cannot be read on') },
      { view: 'sizes', id: 's2', what: 'is missing from the view' },
    ]);
  });

  it('names a view that was never built', async () => {
    expect(await verifyViews(events.ordinals, views, [tallies({ name: 'newer' })])).toEqual([
      { view: 'newer', id: '', what: 'has not been built' },
    ]);
  });

  it('an event that was changed in the file differs from every view made of it before', async () => {
    const db = new Database(join(folder, 'events.db'));
    db.prepare("UPDATE events SET data = json_set(data, '$.add', 999) WHERE position = 40").run();
    db.close();
    expect((await found()).map(({ view, id }) => `${view} ${id}`)).toEqual(['tallies all', 'tallies s4']);
  });
});
