import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, StoreUnreadable } from '../../../../src/platform/events/event-store.js';
import { FileMissing, type Files } from '../../../../src/platform/files/files.js';
import { openMongoFiles } from '../../../../src/platform/mongodb/open-stores.js';
import { LedgerOnMongo, shortLimits } from '../../../support/mongodb/ledger-on-mongo.js';
import type { MongoServer } from '../../../support/mongodb/server.js';
import { StoredInGridFs } from '../../../support/mongodb/stored-in-gridfs.js';

const limit = { maxBytes: 100_000_000 };
const dayMs = 24 * 3_600_000;
const size = 600_000;
const chunks = Math.ceil(size / (255 * 1024));

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}
const whole = async (parts: AsyncIterable<Buffer>): Promise<Buffer> => {
  const read: Buffer[] = [];
  for await (const part of parts) read.push(part);
  return Buffer.concat(read);
};

describe.each([
  ['a replica set', 'rs0'],
  ['a server whose driver repeats no write', null],
])('files in MongoDB on %s', (_, replicaSet) => {
  const clock = { now: Date.parse('2026-03-01T00:00:00.000Z') };
  let ledger: LedgerOnMongo;
  let server: MongoServer;
  let files: Files;
  let stored: StoredInGridFs;
  const opened = (): Promise<Files> => openMongoFiles(ledger.connect(), () => clock.now, shortLimits);
  beforeEach(async () => {
    ledger = await LedgerOnMongo.start(undefined, { replicaSet });
    server = ledger.mongo.server!;
    files = await opened();
    stored = new StoredInGridFs(ledger.connect({ direct: true }));
  });
  afterEach(async () => {
    await files.close();
    await ledger.close();
  });

  it('stores the same content once, of uploads at the same time in several processes too', async () => {
    const content = randomBytes(size);
    const other = await opened();
    const put = await Promise.all([files, other, files].map((each) => each.put(pieces(content), limit)));
    expect(new Set(put.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await stored.count()).toEqual([1, chunks]);
    expect((await whole(other.read(put[0]!.sha256))).equals(content)).toBe(true);
    await other.close();
  });

  it.each(['before', 'after'] as const)('stores a file whole where its connection is cut %s', async (cut) => {
    for (const skip of [0, 2, 4]) {
      const content = randomBytes(size);
      server.faults.add({ commands: ['insert', 'update'], cut, skip });
      const { sha256 } = await files.put(pieces(content), limit);
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
      server.faults.clear();
      server.faults.add({ commands: ['find'], cut, skip: Math.min(skip, 1) });
      expect((await whole(files.read(sha256))).equals(content)).toBe(true);
      await files.verify(sha256);
      server.faults.clear();
    }
    expect(await stored.count()).toEqual([3, 3 * chunks]);
  });

  it('leaves nothing of an upload that breaks off, and nothing of a file that is removed', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield randomBytes(size);
      throw new Error('the sender hung up');
    }
    await expect(files.put(broken(), limit)).rejects.toThrow('the sender hung up');
    expect(await stored.count()).toEqual([0, 0]);
    const { sha256 } = await files.put(pieces(randomBytes(size)), limit);
    await files.remove(sha256);
    expect(await stored.count()).toEqual([0, 0]);
    await expect(whole(files.read(sha256))).rejects.toBeInstanceOf(FileMissing);
  });

  it('collects a day later what a process that ended left of an upload and of a removal', async () => {
    const { sha256 } = await files.put(pieces(randomBytes(size)), limit);
    server.faults.add({ commands: ['delete'], errorCode: 11600, times: 1_000 });
    await expect(files.remove(sha256)).rejects.toBeInstanceOf(OutcomeUnknown);
    server.faults.clear();
    expect(await files.has(sha256)).toBe(false);
    server.faults.add({ commands: ['insert'], errorCode: 11600, skip: 2, times: 1_000 });
    await expect(files.put(pieces(randomBytes(size)), limit)).rejects.toBeInstanceOf(OutcomeUnknown);
    server.faults.clear();
    const listed: string[] = [];
    for await (const each of files.list()) listed.push(each);
    expect(listed).toEqual([]);
    expect((await stored.count())[0]).toBe(2);
    clock.now += dayMs - 1_000;
    await (await opened()).close();
    expect((await stored.count())[0]).toBe(2);
    clock.now += 2_000;
    await (await opened()).close();
    expect(await stored.count()).toEqual([0, 0]);
  });

  it('does not collect an upload that became a file while it was found', async () => {
    const content = randomBytes(size);
    let collector: Promise<Files> | undefined;
    async function* slow(): AsyncGenerator<Buffer> {
      yield* pieces(content);
      // Found as abandoned; its removal waits until the upload has ended.
      clock.now += 2 * dayMs;
      server.faults.add({ commands: ['update'], delayMs: 300 });
      collector = opened();
      await collector;
      while (server.faults.pending.length > 0) await new Promise(setImmediate);
    }
    const { sha256 } = await files.put(slow(), limit);
    await (await collector!).close();
    expect((await whole(files.read(sha256))).equals(content)).toBe(true);
  });

  it('takes no more of the content than it can store', async () => {
    let taken = 0;
    async function* content(): AsyncGenerator<Buffer> {
      for (let piece = 0; piece < 200; piece += 1) {
        taken += 50_000;
        yield Buffer.alloc(50_000, piece);
      }
    }
    let most = 0;
    const watching = setInterval(() => {
      const inserted = server.commands('insert').filter(({ command }) => command['insert'] === 'files.chunks').length;
      most = Math.max(most, taken - inserted * 255 * 1024);
    }, 1);
    await files.put(content(), limit);
    clearInterval(watching);
    expect(most).toBeLessThan(600_000);
  });

  it('A6: a file that is out of reach is StoreUnreadable, and is read when the server is in reach again', async () => {
    const content = randomBytes(size);
    const { sha256 } = await files.put(pieces(content), limit);
    ledger.mongo.proxy.cut();
    await expect(whole(files.read(sha256))).rejects.toBeInstanceOf(StoreUnreadable);
    await expect(files.has(sha256)).rejects.toBeInstanceOf(StoreUnreadable);
    ledger.mongo.proxy.heal();
    expect((await whole(files.read(sha256))).equals(content)).toBe(true);
    await server.restart();
    expect(await whole(files.read(sha256, { from: 300_000, to: 300_005 }))).toEqual(content.subarray(300_000, 300_005));
  });
});
