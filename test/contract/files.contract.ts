import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileDamaged, FileMissing, type Files, FileTooLarge } from '../../src/platform/files/files.js';

/** One store of files that can be opened again and whose stored bytes a test can change. */
export interface FileServer {
  open(): Promise<Files>;
  stored(sha256: string): Buffer | Promise<Buffer>;
  overwrite(sha256: string, bytes: Buffer): void | Promise<void>;
  /** What an engine has open besides; called when the test has ended. */
  remove?(): Promise<void>;
}

const limit = { maxBytes: 10_000_000 };
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function* pieces(bytes: Buffer, size = 7_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function whole(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const part of parts) read.push(part);
  return Buffer.concat(read);
}
async function listed(files: Files): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const each of files.list()) found.push(each);
  return found.sort();
}

/** Every promise of the port, for any engine. */
export function filesContract(engine: string, make: () => Promise<FileServer>): void {
  describe(`files port on ${engine}`, () => {
    let server: FileServer;
    let files: Files;
    beforeEach(async () => {
      server = await make();
      files = await server.open();
    });
    afterEach(async () => {
      await files.close();
      await server.remove?.();
    });

    it('keeps content under the hash of its bytes, once, over a restart', async () => {
      const content = randomBytes(200_000);
      const stored = await files.put(pieces(content), limit);
      expect(stored).toEqual({ sha256: sha256(content), contentSha256: sha256(content), size: 200_000 });
      expect(await files.put(pieces(content, 999), limit)).toEqual(stored);
      await files.close();
      files = await server.open();
      expect(await whole(files.read(stored.sha256))).toEqual(content);
      expect(await listed(files)).toEqual([stored.sha256]);
      await files.verify(stored.sha256);
    });

    it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 200_001])('A6: opens a sealed file of %i bytes', async (size) => {
      const key = createSecretKey(randomBytes(32));
      const content = randomBytes(size);
      const stored = await files.put(pieces(content), { ...limit, key });
      expect(stored).toMatchObject({ contentSha256: sha256(content), size });
      expect(sha256(await server.stored(stored.sha256))).toBe(stored.sha256);
      expect(await whole(files.read(stored.sha256, { key }))).toEqual(content);
    });

    it('serves ranges, sealed or not', async () => {
      const key = createSecretKey(randomBytes(32));
      const content = randomBytes(200_000);
      const plain = await files.put(pieces(content), limit);
      const sealed = await files.put(pieces(content), { ...limit, key });
      for (const [from, to] of [
        [0, 1],
        [65_530, 65_540],
        [65_536, 131_072],
        [131_071, 200_000],
        [200_000, 200_000],
        [5, 5],
      ] as const) {
        expect(await whole(files.read(plain.sha256, { from, to }))).toEqual(content.subarray(from, to));
        expect(await whole(files.read(sealed.sha256, { key, from, to }))).toEqual(content.subarray(from, to));
      }
      for (const range of [{ from: -1 }, { to: 200_001 }, { from: 9, to: 8 }, { from: 0.5 }])
        await expect(whole(files.read(plain.sha256, range))).rejects.toThrow(RangeError);
    });

    it('A2: a sealed file holds nothing of its content, and two of the same content differ', async () => {
      const key = createSecretKey(randomBytes(32));
      const content = Buffer.from('王小明 13800000000 '.repeat(1_000));
      const first = await files.put(pieces(content), { ...limit, key });
      const second = await files.put(pieces(content), { ...limit, key });
      expect(first.sha256).not.toBe(second.sha256);
      expect((await server.stored(first.sha256)).includes('王小明')).toBe(false);
      await expect(whole(files.read(first.sha256, { key: createSecretKey(randomBytes(32)) }))).rejects.toThrow(
        FileDamaged,
      );
    });

    it('notices a changed, cut, lengthened or reordered file', async () => {
      const key = createSecretKey(randomBytes(32));
      const { sha256: id } = await files.put(pieces(randomBytes(200_000)), { ...limit, key });
      const stored = Buffer.from(await server.stored(id));
      const chunk = (index: number): Buffer => stored.subarray(12 + index * 65_552, 12 + (index + 1) * 65_552);
      const changed = Buffer.from(stored);
      changed[100_000]! ^= 1;
      const swapped = Buffer.concat([stored.subarray(0, 12), chunk(1), chunk(0), chunk(2), chunk(3)]);
      for (const bytes of [changed, stored.subarray(0, 12 + 65_552), stored.subarray(0, 5), swapped]) {
        await server.overwrite(id, bytes);
        await expect(whole(files.read(id, { key }))).rejects.toThrow(FileDamaged);
        await expect(files.verify(id)).rejects.toThrow(FileDamaged);
      }
    });

    it('keeps nothing of content that is too large or breaks off', async () => {
      await expect(files.put(pieces(randomBytes(10_001)), { maxBytes: 10_000 })).rejects.toThrow(FileTooLarge);
      async function* broken(): AsyncGenerator<Buffer> {
        yield randomBytes(5_000);
        throw new Error('the sender hung up');
      }
      await expect(files.put(broken(), limit)).rejects.toThrow('the sender hung up');
      expect(await listed(files)).toEqual([]);
      expect((await files.put(pieces(randomBytes(10_000)), { maxBytes: 10_000 })).size).toBe(10_000);
    });

    it('A6: notes whose a file will be until it is confirmed or removed, over a restart', async () => {
      const unconfirmed = async (): Promise<readonly string[]> => {
        const found: string[] = [];
        for await (const { sha256: id, owner, since } of files.unconfirmed()) {
          expect(Math.abs(Date.now() - since)).toBeLessThan(60_000);
          found.push(`${owner} ${id}`);
        }
        return found.sort();
      };
      await files.put(pieces(Buffer.from('of nobody')), limit);
      const [confirmed, left] = [
        await files.put(pieces(Buffer.from('first')), { ...limit, owner: 'seeyon req_1' }),
        await files.put(pieces(Buffer.from('second')), { ...limit, owner: 'seeyon req_2' }),
      ];
      expect(await unconfirmed()).toEqual([`seeyon req_1 ${confirmed.sha256}`, `seeyon req_2 ${left.sha256}`]);
      await files.confirm(confirmed.sha256);
      await files.close();
      files = await server.open();
      expect(await unconfirmed()).toEqual([`seeyon req_2 ${left.sha256}`]);
      await files.remove(left.sha256);
      await files.confirm('ab'.repeat(32));
      expect(await unconfirmed()).toEqual([]);
      expect(await files.has(confirmed.sha256)).toBe(true);
    });

    it('answers for what it does not have', async () => {
      const absent = 'ab'.repeat(32);
      expect(await files.has(absent)).toBe(false);
      await files.remove(absent);
      await expect(whole(files.read(absent))).rejects.toThrow(FileMissing);
      await expect(files.verify(absent)).rejects.toThrow(FileMissing);
      for (const name of ['../events.db', '', 'AB'.repeat(32)]) {
        expect(await files.has(name)).toBe(false);
        await expect(whole(files.read(name))).rejects.toThrow(FileMissing);
      }
      const { sha256: id } = await files.put(pieces(Buffer.from('x')), limit);
      await files.remove(id);
      expect(await files.has(id)).toBe(false);
    });
  });
}
