import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Access } from '../../../../src/platform/auth/access.js';
import { ApiKeys } from '../../../../src/platform/auth/api-keys.js';
import { SqliteAccess } from '../../../../src/platform/auth/sqlite-access.js';
import { accessContract } from '../../../contract/access.contract.js';
import { freshFolder } from '../../../support/folder.js';
import { inEnglish } from '../../../../src/platform/operator-fault.js';

accessContract('sqlite', async () => {
  const folder = freshFolder();
  let engine: Access | undefined;
  return {
    open: async () => (engine ??= SqliteAccess.open(folder)),
    close: async () => {
      await engine?.close();
      engine = undefined;
    },
  };
});

describe('access in sqlite', () => {
  it('A1: acknowledges no key that it could not write, takes no more writes, and admits the known ones', async () => {
    const folder = freshFolder();
    const access = SqliteAccess.open(folder);
    const keys = await ApiKeys.open(access, Date.now);
    const { key, token } = await keys.create({ vendor: 'seeyon', role: 'sales', name: 'known' });
    const other = new Database(join(folder, 'auth.db'), { timeout: 0 });
    other.exec('DROP TABLE unrecorded');
    other.close();
    // The note cannot be written: neither is the key.
    const refused = {
      message: expect.stringMatching(/^API keys cannot be made or revoked: writing .*auth\.db failed/),
    };
    await expect(keys.create({ vendor: 'seeyon', role: 'sales', name: 'lost' })).rejects.toMatchObject(refused);
    await expect(keys.revoke(key.id)).rejects.toMatchObject(refused);
    expect(inEnglish(keys.stopped()!)).toMatch(/^writing .*auth\.db failed/);
    expect(keys.authenticate(token)).toMatchObject({ id: key.id });
    const stored = (await access.keysAfter(0)).keys.map(({ key: { name, revokedAt } }) => [name, revokedAt]);
    expect(stored).toEqual([['known', null]]);
    await keys.close();
    await access.close();
  });
});
