import { createSecretKey, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Access } from '../../../../src/platform/auth/access.js';
import { ApiKeys } from '../../../../src/platform/auth/api-keys.js';
import { SqliteAccess } from '../../../../src/platform/auth/sqlite-access.js';
import type { Files } from '../../../../src/platform/files/files.js';
import { FolderFiles } from '../../../../src/platform/files/folder-files.js';
import type { KeyStore } from '../../../../src/platform/keys/key-store.js';
import { portableKeysOf } from '../../../../src/platform/keys/portable-keys.js';
import { SqliteKeyStore } from '../../../../src/platform/keys/sqlite-key-store.js';
import type { MongoConnection } from '../../../../src/platform/mongodb/client.js';
import { openMongoAccess, openMongoFiles, openMongoKeys } from '../../../../src/platform/mongodb/open-stores.js';
import { copyFiles } from '../../../../src/platform/moving/copy-files.js';
import { copyAccess, copyKeys } from '../../../../src/platform/moving/copy-keys.js';
import { freshFolder } from '../../../support/folder.js';
import { LedgerOnMongo } from '../../../support/mongodb/ledger-on-mongo.js';
import { StrictKeyServer } from '../../../support/strict/strict-keys.js';

const opened: { close(): Promise<void> }[] = [];
const open = <T extends { close(): Promise<void> }>(store: T): T => {
  opened.push(store);
  return store;
};
afterEach(async () => {
  for (const store of opened.splice(0).reverse()) await store.close();
});

/** Databases of their own on a server of this process. */
const onMongo = async (): Promise<MongoConnection> => open(await LedgerOnMongo.start()).connect();
const keyStores = {
  'a file': async (): Promise<KeyStore> => open(SqliteKeyStore.open(freshFolder())),
  MongoDB: async (): Promise<KeyStore> => open(await openMongoKeys(await onMongo())),
};
const accessStores = {
  'a file': async (): Promise<Access> => open(SqliteAccess.open(freshFolder())),
  MongoDB: async (): Promise<Access> => open(await openMongoAccess(await onMongo())),
};
const fileStores = {
  'a folder': async (): Promise<Files> => open(FolderFiles.open(freshFolder())),
  GridFS: async (): Promise<Files> => open(await openMongoFiles(await onMongo(), Date.now)),
};
type Engine = keyof typeof keyStores;
const ways: readonly (readonly [Engine, Engine])[] = [
  ['a file', 'a file'],
  ['a file', 'MongoDB'],
  ['MongoDB', 'a file'],
  ['MongoDB', 'MongoDB'],
];
const everything = async (store: KeyStore) => {
  const all: string[] = [];
  for await (const record of portableKeysOf(store)!.all()) all.push(JSON.stringify(Object.entries(record).sort()));
  return all.sort();
};

describe.each(ways)('keys that move from %s to %s', (fromEngine, toEngine) => {
  const stores = async () => [await keyStores[fromEngine](), await keyStores[toEngine]()] as const;

  it('A2: are all there: persons, the erased ones, secrets, and erasures that were begun', async () => {
    const [from, to] = await stores();
    const subjects = Array.from({ length: 1_203 }, (_, person) => `contact/${person}`);
    await from.provide('seeyon', subjects);
    await from.erase('seeyon', 'contact/7');
    await from.beginErasure({ vendor: 'seeyon', subject: 'contact/8', stream: 'seeyon.customer-1' });
    await from.serverSecret('bodies');
    await from.noteCarriedOut({ position: 12, eventId: 'e-12' });
    for (let time = 0; time < 2; time += 1) {
      expect(await copyKeys(from, to)).toBe(1_203);
      expect(await everything(to)).toEqual(await everything(from));
      expect(await to.destroyed()).toBe(1);
    }
  });

  it('A2: a person who was erased in either store stays erased', async () => {
    const [from, to] = await stores();
    await from.provide('seeyon', ['a', 'b']);
    await copyKeys(from, to);
    await from.erase('seeyon', 'a');
    await to.erase('seeyon', 'b');
    await copyKeys(from, to);
    expect([...(await to.find('seeyon', ['a', 'b'])).values()]).toEqual([null, null]);
    expect(await to.destroyed()).toBe(2);
  });

  it('are refused where the target has those of another ledger, with nothing taken', async () => {
    const [from, to] = await stores();
    await from.provide('seeyon', ['a', 'b']);
    await to.provide('seeyon', ['b']);
    await expect(copyKeys(from, to)).rejects.toMatchObject({ code: 'keys-differ' });
    expect((await to.find('seeyon', ['a'])).size).toBe(0);
    const other = await keyStores[toEngine]();
    await from.serverSecret('bodies');
    await other.serverSecret('bodies');
    await expect(copyKeys(from, other)).rejects.toMatchObject({ code: 'keys-differ' });
  });
});

describe('keys of an engine that gives none away', () => {
  it('stay, and the refusal names the tools of its server', async () => {
    const withheld = new StrictKeyServer().open();
    await expect(copyKeys(withheld, await keyStores['a file']())).rejects.toThrow(/tools of its server/);
  });
});

describe.each(ways)('API keys that move from %s to %s', (fromEngine, toEngine) => {
  it('A1, A3: give the same access, and what the ledger has yet to record of them is recorded once', async () => {
    const [from, to] = [await accessStores[fromEngine](), await accessStores[toEngine]()];
    const now = Date.parse('2026-01-01T00:00:00.000Z');
    const made = await ApiKeys.open(from, () => now);
    const { token } = await made.create({ vendor: 'seeyon', role: 'sales', name: 'counter' });
    const { key } = await made.create({ vendor: 'seeyon', role: 'support', name: 'lost' });
    await from.revokeKey(key.id, '2026-01-02T00:00:00.000Z', { id: 'me', role: 'admin', channel: 'http' });
    await from.recorded((await from.unrecorded())[0]!.number);
    await made.close();
    const keysOf = async (access: Access) =>
      new Map((await access.keysAfter(0)).keys.map((each) => [each.key.id, each]));
    const factsOf = async (access: Access) => (await access.unrecorded()).map(({ number: _, ...fact }) => fact);
    for (let time = 0; time < 2; time += 1) {
      expect(await copyAccess(from, to)).toBe(2);
      expect(await keysOf(to)).toEqual(await keysOf(from));
      expect(await factsOf(to)).toEqual(await factsOf(from));
    }
    const moved = await ApiKeys.open(to, () => now);
    expect(await moved.authenticate(token)).toMatchObject({ name: 'counter', revokedAt: null });
    await moved.close();
  });
});

describe.each([
  ['a folder', 'GridFS'],
  ['GridFS', 'a folder'],
] as const)('files that move from %s to %s', (fromEngine, toEngine) => {
  it('are the same bytes under the same hash, sealed ones too', async () => {
    const [from, to] = [await fileStores[fromEngine](), await fileStores[toEngine]()];
    const key = createSecretKey(randomBytes(32));
    const bytes = randomBytes(200_000);
    async function* content() {
      yield bytes;
    }
    const { sha256 } = await from.put(content(), { maxBytes: 1_000_000, key });
    for (let time = 0; time < 2; time += 1) expect(await copyFiles(from, to)).toBe(1);
    const read: Buffer[] = [];
    for await (const part of to.read(sha256, { key })) read.push(part);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });
});
