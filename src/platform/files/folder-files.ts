import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, opendir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, moveDurably } from '../sqlite/durable-file.js';
import {
  FileDamaged,
  FileMissing,
  type Files,
  type PutOptions,
  type ReadOptions,
  type StoredFile,
  type UnconfirmedFile,
} from './files.js';
import { takeIncoming } from './incoming.js';
import { contentOf } from './stored-bytes.js';

const hash = /^[0-9a-f]{64}$/;

/**
 * Files in a folder, each under its hash, two digits of which name a folder between. `unconfirmed/` has a file under
 * the same hash for each that is unconfirmed: it holds the owner.
 */
export class FolderFiles implements Files {
  readonly #arriving: string;
  readonly #unconfirmed: string;

  private constructor(private readonly folder: string) {
    this.#arriving = join(folder, 'arriving');
    this.#unconfirmed = join(folder, 'unconfirmed');
  }

  /** The files of a folder that another process may use meanwhile: nothing is made and nothing removed. */
  static reading(folder: string): FolderFiles {
    return new FolderFiles(folder);
  }

  /** Makes the folder where it is absent and removes what an interrupted process left half stored. */
  static open(folder: string): FolderFiles {
    const files = new FolderFiles(folder);
    makeFolder(folder);
    rmSync(files.#arriving, { recursive: true, force: true });
    mkdirSync(files.#arriving, { mode: 0o700 });
    return files;
  }

  async put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile> {
    const aside = join(this.#arriving, randomUUID());
    const handle = await open(aside, 'wx', 0o600);
    try {
      const stored = await takeIncoming(content, options, async (bytes) => void (await handle.writeFile(bytes)));
      await handle.close();
      if (options.owner !== undefined) await this.#note(stored.sha256, options.owner);
      const file = this.#pathOf(stored.sha256);
      makeFolder(dirname(file));
      moveDurably(aside, file);
      return stored;
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(aside, { force: true });
      throw error;
    }
  }

  async *read(sha256: string, options: ReadOptions = {}): AsyncGenerator<Buffer> {
    const file = this.#pathOf(sha256);
    const { size } = await this.#stat(sha256);
    const read = (from: number, to: number): AsyncIterable<Buffer> =>
      createReadStream(file, { start: from, end: to - 1 });
    try {
      yield* contentOf(size, read, options);
    } catch (error) {
      // It may be removed between two of its reads.
      throw missingOr(error, sha256);
    }
  }

  async has(sha256: string): Promise<boolean> {
    return hash.test(sha256) && existsSync(this.#pathOf(sha256));
  }

  async confirm(sha256: string): Promise<void> {
    if (hash.test(sha256)) await rm(join(this.#unconfirmed, sha256), { force: true });
  }

  async *unconfirmed(): AsyncGenerator<UnconfirmedFile> {
    for (const sha256 of existsSync(this.#unconfirmed) ? readdirSync(this.#unconfirmed) : []) {
      const note = join(this.#unconfirmed, sha256);
      try {
        yield { sha256, owner: await readFile(note, 'utf8'), since: (await stat(note)).mtimeMs };
      } catch (error) {
        // Confirmed or removed meanwhile.
        if (!isAbsent(error)) throw error;
      }
    }
  }

  /** The file first: as long as it is there, its note is. */
  async remove(sha256: string): Promise<void> {
    if (!hash.test(sha256)) return;
    await rm(this.#pathOf(sha256), { force: true });
    await this.confirm(sha256);
  }

  async *list(): AsyncGenerator<string> {
    for (const part of existsSync(this.folder) ? readdirSync(this.folder) : []) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue;
      for await (const { name } of await opendir(join(this.folder, part))) if (hash.test(name)) yield name;
    }
  }

  async verify(sha256: string): Promise<void> {
    await this.#stat(sha256);
    const found = createHash('sha256');
    for await (const bytes of createReadStream(this.#pathOf(sha256)) as AsyncIterable<Buffer>) found.update(bytes);
    if (found.digest('hex') !== sha256) throw new FileDamaged(`the stored bytes of ${sha256} have another hash`);
  }

  async close(): Promise<void> {}

  async #note(sha256: string, owner: string): Promise<void> {
    const aside = join(this.#arriving, randomUUID());
    await writeFile(aside, owner, { flag: 'wx', mode: 0o600 });
    makeFolder(this.#unconfirmed);
    moveDurably(aside, join(this.#unconfirmed, sha256));
  }

  #pathOf(sha256: string): string {
    if (!hash.test(sha256)) throw new FileMissing(sha256);
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  async #stat(sha256: string): Promise<{ readonly size: number }> {
    try {
      return await stat(this.#pathOf(sha256));
    } catch (error) {
      throw missingOr(error, sha256);
    }
  }
}

const isAbsent = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT';

const missingOr = (error: unknown, sha256: string): unknown => (isAbsent(error) ? new FileMissing(sha256) : error);
