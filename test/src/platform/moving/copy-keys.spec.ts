import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiKeys } from '../../../../src/platform/auth/api-keys.js';
import { SqliteAccess } from '../../../../src/platform/auth/sqlite-access.js';
import { FolderFiles } from '../../../../src/platform/files/folder-files.js';
import { SqliteKeyStore } from '../../../../src/platform/keys/sqlite-key-store.js';
import { copyFiles } from '../../../../src/platform/moving/copy-files.js';
import { copyAccess, copyKeys } from '../../../../src/platform/moving/copy-keys.js';
import { freshFolder } from '../../../support/folder.js';
import { StrictKeyServer } from '../../../support/strict/strict-keys.js';

const opened: { close(): Promise<void> }[] = [];
const open = <T extends { close(): Promise<void> }>(store: T): T => {
  opened.push(store);
  return store;
};
const keyStore = () => open(SqliteKeyStore.open(freshFolder()));
const everything = async (store: SqliteKeyStore) => {
  const all: unknown[] = [];
  for await (const kept of store.portable.all()) all.push(kept);
  return all;
};

afterEach(async () => {
  for (const store of opened.splice(0).reverse()) await store.close();
});

describe('keys that move', () => {
  it('A2: are all there: persons, the erased ones, secrets, and erasures that were begun', async () => {
    const [from, to] = [keyStore(), keyStore()];
    const subjects = Array.from({ length: 1_203 }, (_, person) => `contact-${person}`);
    await from.provide('seeyon', subjects);
    await from.erase('seeyon', 'contact-7');
    await from.beginErasure({ vendor: 'seeyon', subject: 'contact-8', stream: 'seeyon.customer-1' });
    await from.serverSecret('bodies');
    await from.noteCarriedOut({ position: 12, eventId: 'e-12' });
    for (let time = 0; time < 2; time += 1) {
      expect(await copyKeys(from, to)).toBe(1_203);
      expect(await everything(to)).toEqual(await everything(from));
      expect(await to.destroyed()).toBe(1);
    }
  });

  it('A2: a person who was erased in either store stays erased', async () => {
    const [from, to] = [keyStore(), keyStore()];
    await from.provide('seeyon', ['a', 'b']);
    await copyKeys(from, to);
    await from.erase('seeyon', 'a');
    await to.erase('seeyon', 'b');
    await copyKeys(from, to);
    expect([...(await to.find('seeyon', ['a', 'b'])).values()]).toEqual([null, null]);
    expect(await to.destroyed()).toBe(2);
  });

  it('are refused where the target has those of another ledger, with nothing taken', async () => {
    const [from, to] = [keyStore(), keyStore()];
    await from.provide('seeyon', ['a', 'b']);
    await to.provide('seeyon', ['b']);
    await expect(copyKeys(from, to)).rejects.toMatchObject({ code: 'keys-differ' });
    expect((await to.find('seeyon', ['a'])).size).toBe(0);
    const other = keyStore();
    await from.serverSecret('bodies');
    await other.serverSecret('bodies');
    await expect(copyKeys(from, other)).rejects.toMatchObject({ code: 'keys-differ' });
  });

  it('stay where the engine gives none away, and the refusal names its own tools', async () => {
    const kept = new StrictKeyServer().open();
    await expect(copyKeys(kept, keyStore())).rejects.toThrow(/tools of its server/);
  });
});

describe('API keys that move', () => {
  it('A1, A3: give the same access, and what the ledger has yet to record of them is recorded once', async () => {
    const [from, to] = [open(SqliteAccess.open(freshFolder())), open(SqliteAccess.open(freshFolder()))];
    const now = Date.parse('2026-01-01T00:00:00.000Z');
    const made = await ApiKeys.open(from, () => now);
    const { token } = await made.create({ vendor: 'seeyon', role: 'sales', name: 'counter' });
    const { key } = await made.create({ vendor: 'seeyon', role: 'support', name: 'lost' });
    await from.revokeKey(key.id, '2026-01-02T00:00:00.000Z', { id: 'me', role: 'admin', channel: 'http' });
    await from.recorded((await from.unrecorded())[0]!.number);
    await made.close();
    for (let time = 0; time < 2; time += 1) {
      expect(await copyAccess(from, to)).toBe(2);
      const [{ keys: held }, { keys: due }] = [await to.keysAfter(0), await from.keysAfter(0)];
      expect(held).toEqual(due);
      const facts = async (access: SqliteAccess) => (await access.unrecorded()).map(({ number: _, ...fact }) => fact);
      expect(await facts(to)).toEqual(await facts(from));
    }
    const moved = await ApiKeys.open(to, () => now);
    expect(moved.authenticate(token)).toMatchObject({ name: 'counter', revokedAt: null });
    await moved.close();
  });
});

describe('files that move', () => {
  it('are the same bytes under the same hash, sealed ones too', async () => {
    const [from, to] = [FolderFiles.open(freshFolder()), FolderFiles.open(freshFolder())];
    async function* content() {
      yield randomBytes(200_000);
    }
    const { sha256 } = await from.put(content(), { maxBytes: 1_000_000 });
    expect(await copyFiles(from, to)).toBe(1);
    expect(await copyFiles(from, to)).toBe(1);
    await to.verify(sha256);
  });
});
