import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { backupLedger, restoreLedger } from '../../../src/platform/backup/backup.js';
import { startApp, type TestApp } from '../../support/app.js';
import { findIn, keyForms } from '../../support/byte-search.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';

const folderOf = (home: string) => join(home, 'keys.db');
const write = (from: string, to: string): void => {
  for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true });
  copyFileSync(from, to);
};
const keyIn = (file: string, contactId: string): Buffer | null => {
  const db = new Database(file, { readonly: true });
  const key = db.prepare('SELECT key FROM subject_keys WHERE subject = ?').pluck().get(contactId) as Buffer | null;
  db.close();
  return key;
};

/** A2: keys from before an erasure, put beside the ledger that holds it. */
describe('A2: older keys that are put back', () => {
  let home: string;
  let older: string;
  let contactId: string;
  let customerId: string;
  let key: Buffer;

  const registered = async (app: TestApp, code: string) => {
    const contacts = [{ name: '王芳', phone: '13900000001' }];
    return new ApiClient(app, 'seeyon').post('/customers', {
      code,
      name: '甲方',
      level: 'key',
      region: 'city',
      contacts,
    });
  };
  const erase = (app: TestApp) =>
    new ApiClient(app, 'seeyon').post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求' });
  const expectErased = async (where: string): Promise<void> => {
    const app = await startApp({ home: where });
    const shown = await new ApiClient(app, 'seeyon').get(`/customers/${customerId}`);
    expect(shown.contacts).toEqual([{ contactId, erased: true }]);
    expect((await app.stores.keys.find('seeyon', [contactId])).get(contactId)).toBeNull();
    await app.close();
    expect(findIn(where, keyForms('the key', key))).toEqual([]);
  };

  beforeEach(async () => {
    [home, older] = [freshFolder(), join(freshFolder(), 'older.db')];
    const app = await startApp({ home });
    const made = await registered(app, 'KH1');
    [customerId, contactId] = [made.id, made.contacts[0].contactId];
    await app.stores.keys.copyTo(older);
    key = keyIn(older, contactId)!;
    const current = join(freshFolder(), 'current.db');
    await app.stores.keys.copyTo(current);
    await erase(app);
    await app.close();
    expect([keyIn(older, contactId), keyIn(current, contactId)]).toEqual([key, null]);
  });

  it('have the key destroyed before anything is answered', async () => {
    write(older, folderOf(home));
    expect(findIn(home, keyForms('the key', key))).not.toEqual([]);
    await expectErased(home);
  });

  it('after many starts and more events, and made by the version before', async () => {
    const app = await startApp({ home });
    await registered(app, 'KH2');
    await app.close();
    await (await startApp({ home })).close();
    const db = new Database(older);
    db.exec('DROP TABLE IF EXISTS carried_out; DROP INDEX IF EXISTS erased_subjects; PRAGMA user_version = 2');
    db.close();
    write(older, folderOf(home));
    await expectErased(home);
  });

  it('beside a ledger that was restored with them', async () => {
    const backup = join(freshFolder(), 'ledger.db');
    backupLedger(home, backup);
    const restored = join(freshFolder(), 'restored');
    await restoreLedger(backup, restored, older);
    await expectErased(restored);
  });

  it('that know a longer history, of which this ledger holds another end', async () => {
    // The ledger and its keys from before the erasure go on by themselves, past the position of the erasure.
    const branch = freshFolder();
    const before = await startApp({ home: branch });
    const made = await registered(before, 'KH1');
    await before.close();
    const fork = freshFolder();
    for (const name of ['events.db', 'keys.db']) copyFileSync(join(branch, name), join(fork, name));
    const longer = await startApp({ home: fork });
    for (const code of ['KH3', 'KH4', 'KH5', 'KH6']) await registered(longer, code);
    await longer.close();

    [customerId, contactId] = [made.id, made.contacts[0].contactId];
    key = keyIn(folderOf(branch), contactId)!;
    const erasing = await startApp({ home: branch });
    await erase(erasing);
    await erasing.close();
    write(folderOf(fork), folderOf(branch));
    await expectErased(branch);
  });

  it('in place of the copy of the keys, are rewritten by the next start', async () => {
    const copy = join(freshFolder(), 'copy.db');
    const app = await startApp({ home });
    await app.stores.keys.copyTo(copy);
    await app.close();
    copyFileSync(older, copy);
    await (await startApp({ home })).close();
    expect(keyIn(copy, contactId)).toBeNull();
    expect(existsSync(copy)).toBe(true);
  });

  it('are searched from where they were brought up to date, not from the start', async () => {
    const app = await startApp({ home });
    const searched: [number, number][] = [];
    const head = (await app.stores.ordinals.head()).position;
    await app.close();

    const again = await startApp({ home });
    const { ordinals } = again.stores;
    const { find } = ordinals;
    ordinals.find = (query, after, limit) => {
      searched.push([after, query.before! - 1]);
      return find.call(ordinals, query, after, limit);
    };
    await registered(again, 'KH7');
    const end = (await again.stores.ordinals.head()).position;
    await again.close();
    // Once for erased contacts, once for erased texts.
    expect(searched).toEqual([
      [head, end],
      [head, end],
    ]);
    expect((await startApp({ home }).then(async (third) => (await third.close(), third))).log.join('')).not.toContain(
      'could not be completed',
    );
  });
});
