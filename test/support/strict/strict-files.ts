import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  FileDamaged,
  FileMissing,
  type Files,
  type PutOptions,
  type ReadOptions,
  type StoredFile,
  type UnconfirmedFile,
} from '../../../src/platform/files/files.js';
import { takeIncoming } from '../../../src/platform/files/incoming.js';
import { contentOf } from '../../../src/platform/files/stored-bytes.js';

/** Notes of unconfirmed files, of all that open the same server. */
const notes = new WeakMap<Map<string, Buffer>, Map<string, UnconfirmedFile>>();

/** Files in memory, shared by all that open the same server; every call crosses a turn, every read comes in pieces. */
export class StrictFiles implements Files {
  readonly #notes: Map<string, UnconfirmedFile>;

  constructor(private readonly stored: Map<string, Buffer>) {
    this.#notes = notes.get(stored) ?? new Map();
    notes.set(stored, this.#notes);
  }

  async put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile> {
    const parts: Buffer[] = [];
    const file = await takeIncoming(content, options, async (bytes) => {
      await nextTurn();
      parts.push(Buffer.from(bytes));
    });
    const { sha256 } = file;
    if (options.owner !== undefined) this.#notes.set(sha256, { sha256, owner: options.owner, since: Date.now() });
    this.stored.set(sha256, Buffer.concat(parts));
    return file;
  }

  async *read(sha256: string, options: ReadOptions = {}): AsyncGenerator<Buffer> {
    const bytes = await this.#bytes(sha256);
    async function* read(from: number, to: number): AsyncGenerator<Buffer> {
      for (let at = from; at < to; at += 1_000) {
        await nextTurn();
        yield bytes.subarray(at, Math.min(at + 1_000, to));
      }
    }
    yield* contentOf(bytes.length, read, options);
  }

  async has(sha256: string): Promise<boolean> {
    await nextTurn();
    return this.stored.has(sha256);
  }

  async confirm(sha256: string): Promise<void> {
    await nextTurn();
    this.#notes.delete(sha256);
  }

  async *unconfirmed(): AsyncGenerator<UnconfirmedFile> {
    await nextTurn();
    yield* [...this.#notes.values()];
  }

  async remove(sha256: string): Promise<void> {
    await nextTurn();
    this.stored.delete(sha256);
    this.#notes.delete(sha256);
  }

  async *list(): AsyncGenerator<string> {
    await nextTurn();
    yield* [...this.stored.keys()];
  }

  async verify(sha256: string): Promise<void> {
    const found = createHash('sha256').update(await this.#bytes(sha256));
    if (found.digest('hex') !== sha256) throw new FileDamaged(`the stored bytes of ${sha256} have another hash`);
  }

  async close(): Promise<void> {}

  async #bytes(sha256: string): Promise<Buffer> {
    await nextTurn();
    const bytes = this.stored.get(sha256);
    if (bytes === undefined) throw new FileMissing(sha256);
    return bytes;
  }
}
