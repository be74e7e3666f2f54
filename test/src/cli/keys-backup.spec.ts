import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SqliteKeyStore } from '../../../src/platform/keys/sqlite-key-store.js';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { adminKey, serve, verified } from '../../support/serve.js';

const customer = (code: string) => ({
  code,
  name: `甲方 ${code}`,
  level: 'key',
  region: 'city',
  contacts: [{ name: '王芳', email: `${code}@example.com`, role: 'lead' }],
});

describe('KEYS_BACKUP', () => {
  it('A2: has every new person while the server runs, so that a restore reads all of them', async () => {
    const [home, disk] = [freshFolder(), freshFolder()];
    const [copy, early, backup] = ['keys.copy', 'early.copy', 'backup.db'].map((name) => join(disk, name)) as [
      string,
      string,
      string,
    ];
    const server = await serve(home, [], { KEYS_BACKUP: copy });
    expect((await server.call('POST', '/customers', customer('KH1'))).status).toBe(201);
    copyFileSync(copy, early);
    const { contacts } = JSON.parse((await server.call('POST', '/customers', customer('KH2'))).text) as {
      contacts: readonly { readonly contactId: string }[];
    };
    const made = await runHere(home, ['backup', backup]);
    expect([made.code, made.errors]).toEqual([0, '']);
    const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${adminKey}` } });
    const text = await metrics.text();
    expect(text).toMatch(/^service_ledger_keys_copy_behind 0$/m);
    const backedUp = Number(/^service_ledger_last_backup_timestamp_seconds (\S+)$/m.exec(text)?.[1]);
    expect(Math.abs(backedUp - Date.now() / 1000)).toBeLessThan(600);
    // The disk of the folder is gone: nothing but the backup and the copy is left.
    await server.stop('SIGKILL');
    expect(statSync(copy).mode & 0o077).toBe(0);

    const restored = async (keys: readonly string[]) => {
      const into = join(freshFolder(), 'data');
      const { code, out } = await runHere(into, ['restore', backup, ...keys, '--json']);
      return { into, code, ...(JSON.parse(out) as { unreadable: readonly { vendor: string; subject: string }[] }) };
    };
    const whole = await restored(['--keys', copy]);
    expect([whole.code, whole.unreadable, verified(whole.into).clean]).toEqual([0, [], true]);
    const older = await restored(['--keys', early]);
    expect(older.unreadable).toEqual([{ vendor: 'seeyon', subject: contacts[0]!.contactId }]);
    const none = await restored([]);
    expect(none.unreadable).toHaveLength(2);
    const { out } = await runHere(join(freshFolder(), 'data'), ['restore', backup, '--keys', early]);
    expect(out).toContain('the data of 1 persons cannot be read');
    expect(out).toContain(`seeyon ${contacts[0]!.contactId}`);
  });

  it('records on while the copy is out of reach, reports it, and is whole when it is back', async () => {
    const [home, disk] = [freshFolder(), freshFolder()];
    const mounted = join(disk, 'mounted');
    mkdirSync(mounted);
    const copy = join(mounted, 'keys.copy');
    const store = SqliteKeyStore.open(home);
    try {
      expect(store.copyFault()).toBeUndefined();
      await store.copyTo(copy);
      await store.provide('seeyon', ['con_1']);
      renameSync(mounted, join(disk, 'away'));
      const key = (await store.provide('seeyon', ['con_2'])).get('con_2');
      expect([key === undefined, store.copyFault()]).toEqual([false, expect.any(String)]);
      renameSync(join(disk, 'away'), mounted);
      await store.provide('seeyon', ['con_3']);
      expect(store.copyFault()).toBeNull();
    } finally {
      await store.close();
    }
    const fromCopy = freshFolder();
    copyFileSync(copy, join(fromCopy, 'keys.db'));
    const copied = SqliteKeyStore.open(fromCopy);
    const found = await copied.find('seeyon', ['con_1', 'con_2', 'con_3']);
    await copied.close();
    expect([...found.keys()]).toEqual(['con_1', 'con_2', 'con_3']);
  });

  it('stops the start where it cannot be written, or is in the folder of the ledger', async () => {
    const home = freshFolder();
    await expect(serve(home, [], { KEYS_BACKUP: join(home, 'copy') })).rejects.toThrow(
      /^KEYS_BACKUP must be .*outside/,
    );
    const other = join(freshFolder(), 'notes.txt');
    copyFileSync('README.md', other);
    chmodSync(other, 0o600);
    await expect(serve(home, [], { KEYS_BACKUP: other })).rejects.toThrow(/^KEYS_BACKUP must be a file/);
    expect(readFileSync(other, 'utf8')).toBe(readFileSync('README.md', 'utf8'));
  });
});
