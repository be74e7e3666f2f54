import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { knownEvents } from '../../../src/event-types.js';
import { backupLedger, restoreLedger } from '../../../src/platform/backup/backup.js';
import { BackupFault } from '../../../src/platform/backup/backup-fault.js';
import { StoreUnusable } from '../../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';
import { eventCheckOf } from '../../../src/platform/ledger/event-check.js';
import { freshFolder } from '../../support/folder.js';
import { copyOf, smallLedger, tamper } from '../../support/small-ledger.js';

const check = eventCheckOf(knownEvents, { ms: Date.now });
const restore = (file: string, home: string) => restoreLedger(file, home, undefined, undefined, check);

describe('a crafted backup', () => {
  let base: string;
  let backup: string;
  beforeAll(async () => {
    base = await smallLedger();
  });
  beforeEach(() => {
    backup = join(freshFolder(), 'backup.db');
    backupLedger(base, backup);
  });

  /** Nothing of it is restored, and nothing is left in the home. */
  const refused = async (...parts: readonly (string | RegExp)[]) => {
    const home = join(freshFolder(), 'home');
    const fault: unknown = await restore(backup, home).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(BackupFault);
    for (const part of parts) expect((fault as Error).message).toMatch(part);
    expect(existsSync(home) ? readdirSync(home) : []).toEqual([]);
  };

  it('is restored where it is sound, event by event into a fresh file', async () => {
    const home = join(freshFolder(), 'home');
    expect(await restore(backup, home)).toEqual({ file: join(home, 'events.db'), events: expect.any(Number) });
    expect(readdirSync(home)).toEqual(['events.db']);
    const rows = (file: string) => {
      const db = new Database(file, { readonly: true });
      const found = [
        db.prepare('SELECT * FROM events ORDER BY position').all(),
        db.prepare('SELECT recorded_at FROM floor').all(),
        db.prepare('SELECT chain FROM seals ORDER BY position DESC LIMIT 1').get(),
      ];
      db.close();
      return found;
    };
    expect(rows(join(home, 'events.db'))).toEqual(rows(backup));
  });

  it.each([
    [
      'a trigger that turns revocations into restorations',
      `CREATE TRIGGER t AFTER INSERT ON events WHEN new.type = 'LicenceRevoked'
       BEGIN UPDATE events SET type = 'LicenceRestored' WHERE position = new.position; END`,
      /the trigger t of events is none of this product's/,
    ],
    ['a view', 'CREATE VIEW v AS SELECT * FROM events', /the view v is none/],
    ['a table', 'CREATE TABLE more (x)', /the table more is none/],
    ['an index', 'CREATE INDEX more ON events (type)', /the index more of events is none/],
  ])('with %s', async (_, statement, message) => {
    tamper(backup, statement);
    await refused(message, 'restore another backup');
    // The ledger in use is not opened either, and not saved as if it were sound.
    const home = copyOf(base);
    tamper(join(home, 'events.db'), statement);
    expect(() => SqliteEventStore.open(home, Date.now)).toThrow(StoreUnusable);
    expect(() => SqliteEventStore.open(home, Date.now)).toThrow(message);
    expect(() => backupLedger(home, join(freshFolder(), 'b.db'))).toThrow(message);
  });

  const meta = (member: string, value: string) => `UPDATE events SET meta = json_set(meta, '$.${member}', ${value})`;
  it.each<[string, string, string | RegExp]>([
    ['meta null', "UPDATE events SET meta = 'null'", 'meta is no object'],
    ['meta that is no JSON', "UPDATE events SET meta = '{'", 'meta is no JSON'],
    ['data null', "UPDATE events SET data = 'null'", 'data is no object'],
    ['a time before all', 'UPDATE events SET recorded_at = -1', /recording time 1969-\S+ is absurd/],
    [
      'a time after all',
      'UPDATE events SET recorded_at = 9007199254740991',
      'recording time 9007199254740991 is absurd',
    ],
    ['a far time', "UPDATE events SET recorded_at = unixepoch('9999-01-01') * 1000", 'is absurd'],
    ['a falling time', 'UPDATE events SET recorded_at = recorded_at - 1', 'was recorded before the one ahead of it'],
    ['an unknown type', "UPDATE events SET type = 'LicenceForged'", 'no event of category contract has this type'],
    ['a type of another category', "UPDATE events SET type = 'Released'", 'no event of category contract'],
    ['schema 99', 'UPDATE events SET schema = 99', 'schema 99; this version knows 1 to 1'],
    ['schema 0', 'UPDATE events SET schema = 0', 'schema 0'],
    ['a foreign vendor', "UPDATE events SET vendor = 'evil'", "the stream is not one of vendor 'evil'"],
    [
      'a vendor without a policy',
      "UPDATE events SET vendor = 'evil', stream = replace(stream, 'seeyon.', 'evil.'), revision = 0",
      "vendor 'evil' has published no policy before it",
    ],
    [
      'a name that is no vendor',
      "UPDATE events SET vendor = '', stream = '.contract-x', revision = 0",
      'no name of one',
    ],
    [
      'a stream of no category',
      "UPDATE events SET stream = 'seeyon.other-1', revision = 0",
      'no stream of the product',
    ],
    ['another id', "UPDATE events SET id = x'00112233445566778899aabbccddeeff'", 'is not the one that its stream'],
    ['another key', meta('keyHash', "'00'"), 'keyHash "00" is none'],
    ['another stream', "UPDATE events SET stream = 'seeyon.contract-con_other', revision = 0", 'its id'],
    ['an actor that is none', meta('actor', 'null'), 'actor null is none'],
    ['no actor', "UPDATE events SET meta = json_remove(meta, '$.actor')", 'actor is missing'],
    ['a role that is none', meta('role', "'root'"), 'role "root" is none'],
    ['an effective time that is none', meta('effectiveAt', "'soon'"), 'effectiveAt "soon" is none'],
    ['a member of its own', `UPDATE events SET meta = json_insert(meta, '$.zeal', 1)`, "have no member 'zeal'"],
    [
      'a person who is not sealed',
      `UPDATE events SET meta = replace(meta, '"reason"', '"onBehalfOf":"Li","reason"')`,
      'onBehalfOf "Li" is none',
    ],
    [
      'a recording time of its own',
      `UPDATE events SET meta = replace(meta, '"role"', '"recordedAt":"x","role"')`,
      'meta',
    ],
    ['another actor', meta('actor', "'nobody'"), 'is not as it was recorded'],
    ['an event less', 'DELETE FROM events', 'missing'],
    ['a gap', 'UPDATE events SET position = position + 1', 'are missing'],
    ['a revision left out', 'UPDATE events SET revision = revision + 1', /has revision \d+ where \d+ is due/],
    ['a floor that is absurd', 'UPDATE floor SET recorded_at = 9007199254740991; SELECT 1 FROM events', 'its floor'],
    ['an event among the seals', 'DELETE FROM seals; SELECT 1 FROM events', 'were not recorded by this product'],
  ])('with %s', async (_, statement, message) => {
    const last = ' WHERE position = (SELECT max(position) FROM events)';
    tamper(backup, statement.includes(';') ? statement : statement + last);
    await refused(message);
  });

  it('that is no database, cut short, or of another product', async () => {
    writeFileSync(backup, 'SQLite format 3\0');
    await refused('damaged');
    writeFileSync(backup, '');
    await refused('damaged');
  });

  it('whose keys are no keys', async () => {
    const home = join(freshFolder(), 'home');
    await expect(restoreLedger(backup, home, backup, undefined, check)).rejects.toThrow(/not written by this product/);
    expect(existsSync(home)).toBe(false);
  });
});
