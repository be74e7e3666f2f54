import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { StoreUnusable } from '../../src/platform/events/event-store.js';
import { openEventStore } from '../../src/platform/events/open-event-store.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { startChild } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { sampleEvents } from '../support/sample-events.js';

const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );

async function ledger(events: number): Promise<string> {
  const folder = freshFolder();
  const store = SqliteEventStore.open(folder, Date.now);
  for (let at = 0; at < events; at += 500)
    await store.append(`seeyon.sample-${at}`, -1, sampleEvents(Math.min(500, events - at)));
  await store.close();
  return folder;
}

/** Opening fails with this message and leaves every byte of the folder as it was. */
async function refusesUntouched(folder: string, ...parts: readonly string[]): Promise<void> {
  const before = contents(folder);
  let refused: unknown;
  try {
    await SqliteEventStore.open(folder, Date.now).close();
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(StoreUnusable);
  for (const part of parts) expect((refused as Error).message).toContain(part);
  expect(contents(folder)).toEqual(before);
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

describe('a folder in use', () => {
  it('is refused to a second process, by the name of the first, and free once that is killed', async () => {
    const folder = await ledger(10);
    const holder = startChild('hold-open', [folder]);
    await holder.line(/^open$/);
    await refusesUntouched(folder, join(folder, 'events.db'), `process ${holder.process.pid}`, '--url');
    holder.process.kill('SIGKILL');
    await holder.ended;
    const store = SqliteEventStore.open(folder, Date.now);
    expect((await store.ordinals.head()).position).toBe(10);
    await store.close();
  });

  it('is refused to a second opening in the same process, and the first works on', async () => {
    const folder = await ledger(10);
    const store = SqliteEventStore.open(folder, Date.now);
    expect(() => SqliteEventStore.open(folder, Date.now)).toThrow(`in use by process ${process.pid}`);
    await store.append('seeyon.sample-more', -1, sampleEvents(1));
    await store.close();
    expect(readdirSync(folder)).toEqual(['events.db', 'events.lock']);
  });
});

describe('a file that cannot be used', () => {
  const file = (folder: string): string => join(folder, 'events.db');

  it.each<[string, (path: string) => void]>([
    ['a garbage header', (path) => overwrite(path, 0, Buffer.from('garbage garbage garbage'))],
    ['half its length', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['no content', (path) => truncateSync(path, 0)],
    [
      'a page of garbage in the middle',
      (path) => overwrite(path, Math.floor(statSync(path).size / 8192) * 4096, Buffer.alloc(4096, 0xa5)),
    ],
  ])('is refused untouched when damaged: %s', async (_, damage) => {
    const folder = await ledger(1000);
    damage(file(folder));
    await refusesUntouched(folder, file(folder), 'damaged', 'restore');
  });

  it('is refused untouched when damaged and too large to be checked whole', async () => {
    const folder = await ledger(1000);
    const filler = new Database(file(folder));
    filler.exec(
      'CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(17000000)); DELETE FROM events ' +
        'WHERE position = 1',
    );
    filler.close();
    await refusesUntouched(folder, file(folder), 'damaged', 'first event has position 2');
    truncateSync(file(folder), statSync(file(folder)).size - 4096);
    await refusesUntouched(folder, file(folder), 'damaged');
  });

  it('is refused untouched when it is missing and its log is there', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'events.db-wal'), 'what remains');
    await refusesUntouched(folder, 'missing', 'restore');
  });

  it("is refused untouched when it is another product's", async () => {
    const folder = freshFolder();
    const other = new Database(file(folder));
    other.exec('CREATE TABLE events (x)');
    other.close();
    await refusesUntouched(folder, 'not written by this product');
  });

  it('is refused untouched when a newer version wrote it, also where only the log shows it', async () => {
    const folder = await ledger(10);
    const newer = new Database(file(folder));
    newer.pragma('user_version = 99');
    const logged = freshFolder();
    for (const name of ['events.db', 'events.db-wal']) copyFileSync(join(folder, name), join(logged, name));
    newer.close();
    await refusesUntouched(folder, 'schema 99', 'newer version');
    await refusesUntouched(logged, 'schema 99', 'newer version');
  });

  it('opens after a crash whose scratch file is gone', async () => {
    const folder = await ledger(10);
    const holder = startChild('append-one-by-one', [folder, '0']);
    await holder.ended;
    rmSync(join(folder, 'events.db-shm'), { force: true });
    const store = SqliteEventStore.open(folder, Date.now);
    expect((await store.ordinals.head()).position).toBe(10);
    await store.close();
  });

  it('EVENTS_URL of an unknown engine is named, its value is not', async () => {
    const opening = openEventStore('esdb://admin:secret@host', { home: freshFolder(), clock: Date.now });
    await expect(opening).rejects.toMatchObject({
      message: expect.stringMatching(/^EVENTS_URL (?!.*secret).*sqlite:/),
    });
  });
});

describe('inspect', () => {
  it.each<[string, string, RegExp]>([
    ['a gap in positions', 'DELETE FROM events WHERE position = 5', /positions 5 to 5 are missing/],
    ['a gap in revisions', 'UPDATE events SET revision = 700 WHERE position = 10', /has revision 700 where 9 is due/],
    ['a time that falls (T5)', 'UPDATE events SET recorded_at = 1 WHERE position = 7', /event 7 was recorded before/],
    [
      'bytes that are not canonical',
      `UPDATE events SET data = '{"b":1,"a":2}' WHERE position = 3`,
      /event 3: data is not canonical JSON/,
    ],
    ['bytes that are no JSON', `UPDATE events SET meta = '{' WHERE position = 3`, /event 3: meta is no JSON/],
  ])('finds %s', async (_, sql, finding) => {
    const folder = await ledger(10);
    const intruder = new Database(join(folder, 'events.db'));
    intruder.exec(sql);
    intruder.close();
    const store = SqliteEventStore.open(folder, Date.now);
    expect((await store.inspect()).join('\n')).toMatch(finding);
    await store.close();
  });

  it('finds a damaged page under a running store and throws nothing', async () => {
    const folder = await ledger(2000);
    const store = SqliteEventStore.open(folder, Date.now);
    // By another process: closing a descriptor of the file in this one would drop SQLite's own locks.
    const path = join(folder, 'events.db');
    const at = Math.floor(statSync(path).size / 8192);
    spawnSync('dd', ['if=/dev/urandom', `of=${path}`, 'bs=4096', 'count=1', `seek=${at}`, 'conv=notrunc']);
    expect(await store.inspect()).not.toEqual([]);
    await store.close();
  });
});
