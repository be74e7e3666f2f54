import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { CopyNotRewritten } from '../../../../src/platform/keys/key-store.js';
import { settleCopy } from '../../../../src/platform/keys/key-copy.js';
import { SqliteKeyStore } from '../../../../src/platform/keys/sqlite-key-store.js';
import { keyStoreContract } from '../../../contract/key-store.contract.js';
import { freshFolder } from '../../../support/folder.js';

keyStoreContract('sqlite', async () => {
  const folder = freshFolder();
  return { open: async () => SqliteKeyStore.open(folder), another: async (keys) => keys };
});

/** Whether the bytes of a key are in any file of the folder. */
const holds = (folder: string, key: Buffer): boolean =>
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(key));

async function keyOf(keys: SqliteKeyStore, subject: string): Promise<Buffer> {
  return (await keys.find('seeyon', [subject])).get(subject)!.export();
}

/** Leaves the copy as a process does that is killed while it adds keys: pages are in the file, the old ones in the journal. */
function leaveHalfAdded(copy: string): void {
  const db = new Database(copy);
  db.pragma('journal_mode = DELETE');
  db.pragma('cache_size = 1');
  db.exec('BEGIN IMMEDIATE');
  const insert = db.prepare("INSERT INTO subject_keys (vendor, subject, key) VALUES ('seeyon', ?, ?)");
  for (let n = 0; n < 2000; n += 1) insert.run(`half_${n}`, Buffer.alloc(32, n));
  const left = [readFileSync(copy), readFileSync(`${copy}-journal`)] as const;
  db.exec('ROLLBACK');
  db.close();
  writeFileSync(copy, left[0]);
  writeFileSync(`${copy}-journal`, left[1]);
}

/** Whose keys a copy holds. */
const subjectsIn = (copy: string): readonly unknown[] => {
  const db = new Database(copy, { readonly: true });
  try {
    return db.prepare('SELECT subject FROM subject_keys WHERE key IS NOT NULL ORDER BY subject').pluck().all();
  } finally {
    db.close();
  }
};

describe('keys in sqlite', () => {
  it('A2: the bytes of an erased key are in no file any more, while the process runs and after', async () => {
    const folder = freshFolder();
    const keys = SqliteKeyStore.open(folder);
    const subjects = Array.from({ length: 3000 }, (_, index) => `con_${(index * 7919) % 3000}`);
    for (let at = 0; at < subjects.length; at += 100) await keys.provide('seeyon', subjects.slice(at, at + 100));
    const erased: Buffer[] = [];
    for (const subject of subjects.filter((_, index) => index % 40 === 0)) {
      const key = await keyOf(keys, subject);
      expect(holds(folder, key)).toBe(true);
      await keys.erase('seeyon', subject);
      erased.push(key);
    }
    const stored = await keyOf(keys, subjects[1]!);
    expect(erased.filter((key) => holds(folder, key))).toEqual([]);
    await keys.close();
    expect(erased.filter((key) => holds(folder, key))).toEqual([]);
    expect(holds(folder, stored)).toBe(true);
  });

  it('A2: the copy has the keys, is rewritten at each erasure, and opens as a store', async () => {
    const folder = freshFolder();
    const elsewhere = freshFolder();
    const copy = join(elsewhere, 'keys-copy.db');
    let keys = SqliteKeyStore.open(folder);
    await keys.provide('seeyon', ['p1', 'p2']);
    await keys.copyTo(copy);
    const first = await keyOf(keys, 'p1');
    const second = await keyOf(keys, 'p2');
    expect(holds(elsewhere, first)).toBe(true);
    await keys.close();
    keys = SqliteKeyStore.open(folder);
    await keys.erase('seeyon', 'p1');
    expect(holds(elsewhere, first)).toBe(false);
    expect(readdirSync(elsewhere)).toEqual(['keys-copy.db']);
    await keys.close();

    const restored = freshFolder();
    copyFileSync(copy, join(restored, 'keys.db'));
    keys = SqliteKeyStore.open(restored);
    expect((await keys.find('seeyon', ['p1'])).get('p1')).toBeNull();
    expect(await keyOf(keys, 'p2')).toEqual(second);
    await keys.close();
  });

  it('A2: an erasure that does not reach the copy is reported, and is completed by erasing again', async () => {
    const elsewhere = join(freshFolder(), 'disk');
    mkdirSync(elsewhere);
    const keys = SqliteKeyStore.open(freshFolder());
    await keys.provide('seeyon', ['p1']);
    await keys.copyTo(join(elsewhere, 'keys.db'));
    const key = await keyOf(keys, 'p1');
    renameSync(elsewhere, `${elsewhere}-away`);
    await expect(keys.erase('seeyon', 'p1')).rejects.toBeInstanceOf(CopyNotRewritten);
    expect((await keys.find('seeyon', ['p1'])).get('p1')).toBeNull();
    renameSync(`${elsewhere}-away`, elsewhere);
    expect(holds(elsewhere, key)).toBe(true);
    await keys.erase('seeyon', 'p1');
    expect(holds(elsewhere, key)).toBe(false);
    await keys.close();
  });

  it('A2: a copy that a process died over is rolled back before it is read, replaced or restored from', async () => {
    const folder = freshFolder();
    const copy = join(freshFolder(), 'keys-copy.db');
    let keys = SqliteKeyStore.open(folder);
    await keys.provide('seeyon', ['p1', 'p2']);
    await keys.copyTo(copy);
    const erasedKey = await keyOf(keys, 'p1');
    const key = await keyOf(keys, 'p2');
    await keys.close();
    const before = readFileSync(copy);
    leaveHalfAdded(copy);
    expect(readFileSync(copy).equals(before)).toBe(false);

    // An older keys.db is put back: the start must find in the copy what was erased here.
    const half = [readFileSync(copy), readFileSync(`${copy}-journal`)] as const;
    const store = new Database(join(folder, 'keys.db'));
    store.exec("UPDATE subject_keys SET key = NULL WHERE subject = 'p1'");
    store.close();
    keys = SqliteKeyStore.open(folder);
    expect(await keys.reviseCopy()).toBe(true);
    await keys.provide('seeyon', ['p3']);
    await keys.close();
    expect(existsSync(`${copy}-journal`)).toBe(false);
    expect(subjectsIn(copy)).toEqual(['p2', 'p3']);
    expect(readFileSync(copy).includes(erasedKey)).toBe(false);

    // Replaced while the old journal lies beside it.
    writeFileSync(copy, half[0]);
    writeFileSync(`${copy}-journal`, half[1]);
    keys = SqliteKeyStore.open(folder);
    await keys.copyTo(copy);
    await keys.close();
    expect(subjectsIn(copy)).toEqual(['p2', 'p3']);

    // Restored from.
    writeFileSync(copy, half[0]);
    writeFileSync(`${copy}-journal`, half[1]);
    settleCopy(copy);
    expect(subjectsIn(copy)).toEqual(['p1', 'p2']);
    expect(readFileSync(copy).includes(key)).toBe(true);
  });

  it('keeps files for the owner alone', async () => {
    const folder = freshFolder();
    const keys = SqliteKeyStore.open(folder);
    await keys.provide('seeyon', ['p1']);
    await keys.copyTo(join(folder, 'copy.db'));
    for (const name of ['keys.db', 'keys.db-wal', 'copy.db'])
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    await keys.close();
  });

  it('refuses to copy onto itself', async () => {
    const folder = freshFolder();
    const keys = SqliteKeyStore.open(folder);
    await expect(keys.copyTo(join(folder, 'keys.db'))).rejects.toBeInstanceOf(TypeError);
    expect(existsSync(join(folder, 'keys.db'))).toBe(true);
    await keys.close();
  });

  it('A2: answers no key that it could not write', async () => {
    const folder = freshFolder();
    const keys = SqliteKeyStore.open(folder);
    const other = new Database(join(folder, 'keys.db'), { timeout: 0 });
    other.exec('DROP TABLE subject_keys');
    other.close();
    // Not toThrow: an error of a native addon is no `Error` of the second test file in a process.
    await expect(keys.provide('seeyon', ['p1'])).rejects.toMatchObject({
      message: expect.stringContaining('no such table'),
    });
    await keys.close();
  });
});
