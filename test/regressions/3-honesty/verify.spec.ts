import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { verifyLedger } from '../../../src/cli/verify-ledger.js';
import { systemClock } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config/settings.js';
import { headFile } from '../../../src/platform/ledger/noted-head.js';
import { startApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';
import { copyOf, smallLedger, tamper } from '../../support/small-ledger.js';

const silent = { at: () => undefined, end: () => undefined };
const verified = (home: string) =>
  verifyLedger(readConfig({ LEDGER_HOME: home }), systemClock, { reading: silent, computing: silent });

/** One change by other hands for each, with the views gone, so that only the ledger itself can show it. */
describe('verify', () => {
  let base: string;
  beforeAll(async () => {
    base = await smallLedger();
  });
  const without = (home: string, ...files: readonly string[]) => {
    for (const file of files) for (const end of ['', '-wal', '-shm']) rmSync(join(home, file + end), { force: true });
  };
  const changed = (...statements: readonly string[]): string => {
    const home = copyOf(base);
    tamper(join(home, 'events.db'), ...statements);
    without(home, 'views.db');
    return home;
  };
  const last = '(SELECT max(position) FROM events)';

  it('is clean where nothing was changed, and names the views that had nothing to compare', async () => {
    const home = copyOf(base);
    expect(await verified(home)).toMatchObject({ clean: true, events: [], views: [], notBuilt: [] });
    expect(await verified(home)).toMatchObject({ clean: true });
    without(home, 'views.db');
    const { clean, notBuilt } = await verified(home);
    expect([clean, notBuilt.includes('contract-sheet')]).toEqual([true, true]);
  });

  it.each([
    ['a changed actor', `UPDATE events SET meta = json_set(meta, '$.actor', 'key_other') WHERE position = ${last}`],
    ['an edited fact', `UPDATE events SET data = json_set(data, '$.reason', 'paid') WHERE position = ${last}`],
    ['a changed time', `UPDATE events SET recorded_at = recorded_at + 1 WHERE position = ${last}`],
    ['a changed type', `UPDATE events SET type = 'LicenceRestored' WHERE position = ${last}`],
    ['a deleted last event', `DELETE FROM events WHERE position = ${last}`],
    [
      'a deleted last event with its seal',
      `DELETE FROM seals WHERE position = ${last}`,
      `DELETE FROM events WHERE position = ${last}`,
    ],
    [
      'an appended event with a random id',
      `INSERT INTO events SELECT position + 1, recorded_at, revision + 1, schema, randomblob(16), vendor, type, stream,
       meta, data FROM events WHERE position = ${last}`,
    ],
    ['seals taken away', `DELETE FROM seals WHERE position > 3`],
    ['a changed seal', `UPDATE seals SET chain = zeroblob(32) WHERE position = ${last}`],
    [
      'all seals taken away, and an actor changed',
      'DELETE FROM seals',
      `UPDATE events SET meta = json_set(meta, '$.actor', 'x') WHERE position = ${last}`,
    ],
    ['a schema that nobody knows', `UPDATE events SET schema = 99 WHERE position = ${last}`],
  ])('finds %s', async (_, ...statements) => {
    const { clean, events } = await verified(changed(...statements));
    expect([clean, events.length > 0]).toEqual([false, true]);
  });

  it('names the event', async () => {
    const { events, position } = await verified(
      changed(`UPDATE events SET meta = json_set(meta, '$.actor', 'key_other') WHERE position = ${last}`),
    );
    expect(events[0]).toBe(`event ${position} is not as it was recorded`);
  });

  it('a last event is missed by the views too, before they follow', async () => {
    const home = copyOf(base);
    tamper(
      join(home, 'events.db'),
      `DELETE FROM seals WHERE position = ${last}`,
      `DELETE FROM events WHERE position = ${last}`,
    );
    without(home, headFile);
    const { clean, views } = await verified(home);
    expect(clean).toBe(false);
    expect(views.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/follows event .+ which the ledger lacks/),
    );
  });

  it('finds a head that was noted with other secrets, and keeps a note that contradicts the ledger', async () => {
    const home = changed(`DELETE FROM seals WHERE position = ${last}`, `DELETE FROM events WHERE position = ${last}`);
    expect((await verified(home)).clean).toBe(false);
    expect((await verified(home)).clean).toBe(false);
    const other = copyOf(base);
    without(other, 'keys.db');
    expect((await verified(other)).events).toEqual([expect.stringMatching(/not written with the secrets of keys\.db/)]);
  });

  it('writes nothing to a ledger whose end is not what was recorded; reading goes on', async () => {
    const home = copyOf(base);
    tamper(join(home, 'events.db'), `DELETE FROM events WHERE position = ${last}`);
    const app = await startApp({ now: '2026-03-01T02:00:00.000Z', home });
    const answer = await app.http
      .post('/api/v1/customers')
      .set({ authorization: `Bearer ${app.keys.admin}` })
      .send({ name: 'x', code: 'X', level: 'key', region: 'city' });
    expect(answer.status).toBe(503);
    expect((await app.http.get('/api/v1/contracts').set({ authorization: `Bearer ${app.keys.admin}` })).status).toBe(
      200,
    );
    await app.close();
  });

  it.each([
    ['data that are no JSON', `UPDATE events SET data = '{"name":王芳}' WHERE position = ${last} - 1`],
    ['data that are no object', `UPDATE events SET data = 'null' WHERE position = 4`],
    ['meta that is no JSON', `UPDATE events SET meta = '王芳' WHERE position = ${last}`],
    ['meta that is null', `UPDATE events SET meta = 'null' WHERE position = 2`],
  ])('names an event with %s, and repeats nothing of it', async (_, statement) => {
    const home = copyOf(base);
    tamper(join(home, 'events.db'), statement);
    const { clean, events, views } = await verified(home);
    expect([clean, events.some((finding) => /^event \d+ \(/.test(finding))]).toEqual([false, true]);
    expect(views).toContainEqual({ view: '*', id: '', what: expect.stringContaining('was damaged') });
    expect(JSON.stringify([events, views])).not.toContain('王芳');
  });

  it('refuses a folder without a ledger, and makes none', async () => {
    await expect(verified(freshFolder())).rejects.toThrow(/there is no ledger in/);
  });

  it('seals a ledger of the version before at its first opening', async () => {
    const home = copyOf(base);
    tamper(
      join(home, 'events.db'),
      'DROP TABLE seals',
      'DROP INDEX events_by_vendor',
      'DROP INDEX events_by_type',
      'PRAGMA user_version = 1',
    );
    without(home, headFile);
    const { clean, position } = await verified(home);
    expect(clean).toBe(true);
    const db = new Database(join(home, 'events.db'), { readonly: true });
    expect(db.prepare('SELECT max(position) FROM seals').pluck().get()).toBe(position);
    db.close();
  });
});
