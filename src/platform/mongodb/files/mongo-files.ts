import { createHash } from 'node:crypto';
import { type Collection, type Db, ObjectId } from 'mongodb';
import { OutcomeUnknown } from '../../events/event-store.js';
import {
  FileDamaged,
  FileMissing,
  type Files,
  type PutOptions,
  type ReadOptions,
  type StoredFile,
  type UnconfirmedFile,
} from '../../files/files.js';
import { takeIncoming } from '../../files/incoming.js';
import { contentOf } from '../../files/stored-bytes.js';
import type { SharedDatabase } from '../shared-database.js';
import { ArrivingChunks } from './arriving-chunks.js';
import { bytesOf, chunkBytes, type ChunkDocument, type FileDocument } from './gridfs-documents.js';
import { OperatorFault, operatorText } from '../../operator-fault.js';

const hash = /^[0-9a-f]{64}$/;
const listedAtOnce = 1_000;
const removedAtOnce = 100;
/** An upload that began this long ago has ended, whatever the clocks of the processes show, in ms. */
const abandonedMs = 24 * 3_600_000;
const collectEveryMs = 3_600_000;

/**
 * Files in GridFS, known by their hash. An upload is a file under a name of its own, which becomes the hash in one
 * update; so what breaks off is never a file, and of two uploads of the same content one becomes it. What was left
 * behind is removed by any process.
 */
export class MongoFiles implements Files {
  readonly #collecting: NodeJS.Timeout;
  #collection: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: SharedDatabase,
    private readonly clock: () => number,
  ) {
    this.#collecting = setInterval(() => this.#collectAgain(), collectEveryMs);
    this.#collecting.unref();
    this.#collectAgain();
  }

  async put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile> {
    const _id = new ObjectId();
    const arriving = new ArrivingChunks(_id, (chunk) =>
      this.database.insert((db) => this.#chunks(db).insertOne(chunk)),
    );
    await this.database.insert((db) => this.#files(db).insertOne(this.#arrivingFile(_id)));
    try {
      const stored = await takeIncoming(content, options, (bytes) => arriving.add(bytes));
      await arriving.end();
      if (!(await this.#complete(_id, stored.sha256, arriving.length, options.owner))) await this.#discard(_id);
      return stored;
    } catch (error) {
      // A chunk without an answer can be stored later; the collection removes it then, as where this fails too.
      if (!(error instanceof OutcomeUnknown)) await this.#discard(_id).catch(() => undefined);
      throw error;
    }
  }

  async *read(sha256: string, options: ReadOptions = {}): AsyncGenerator<Buffer> {
    const file = await this.#find(sha256);
    let cached: { readonly n: number; readonly bytes: Buffer } | undefined;
    const chunk = async (n: number): Promise<Buffer> => {
      if (cached?.n !== n) cached = { n, bytes: await this.#chunk(file, n) };
      return cached.bytes;
    };
    async function* stored(from: number, to: number): AsyncGenerator<Buffer> {
      for (let at = from; at < to;) {
        const n = Math.floor(at / file.chunkSize);
        const begins = n * file.chunkSize;
        const part = (await chunk(n)).subarray(at - begins, to - begins);
        if (part.length === 0) throw new FileDamaged(`chunk ${n} of ${sha256} is cut`);
        yield part;
        at += part.length;
      }
    }
    yield* contentOf(file.length, stored, options);
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#found(sha256)) !== null;
  }

  async confirm(sha256: string): Promise<void> {
    if (!hash.test(sha256)) return;
    await this.database.write((db) =>
      this.#files(db).updateOne({ filename: sha256 }, { $unset: { 'metadata.owner': true } }),
    );
  }

  async *unconfirmed(): AsyncGenerator<UnconfirmedFile> {
    for (let last = ''; ;) {
      const files = await this.database.read((db) =>
        this.#files(db)
          .find({ 'metadata.owner': { $gt: '' }, filename: { $gt: last } })
          .sort({ filename: 1 })
          .limit(listedAtOnce)
          .toArray(),
      );
      for (const { filename, metadata, uploadDate } of files)
        yield { sha256: filename, owner: metadata.owner!, since: uploadDate.getTime() };
      if (files.length < listedAtOnce) return;
      last = files.at(-1)!.filename;
    }
  }

  async remove(sha256: string): Promise<void> {
    const file = await this.#found(sha256);
    if (file === null) return;
    const { _id } = file;
    const removing = removingFile(_id);
    await this.database.write((db) => this.#files(db).updateOne({ _id }, { $set: removing }));
    await this.#discard(_id);
  }

  async *list(): AsyncGenerator<string> {
    for (let last = ''; ;) {
      const files = await this.database.read((db) =>
        this.#files(db)
          .find({ 'metadata.state': 'stored', filename: { $gt: last } })
          .sort({ filename: 1 })
          .limit(listedAtOnce)
          .toArray(),
      );
      for (const { filename } of files) yield filename;
      if (files.length < listedAtOnce) return;
      last = files.at(-1)!.filename;
    }
  }

  async verify(sha256: string): Promise<void> {
    const file = await this.#find(sha256);
    const found = createHash('sha256');
    for (let n = 0; n * file.chunkSize < file.length; n += 1) found.update(await this.#chunk(file, n));
    if (found.digest('hex') !== sha256) throw new FileDamaged(`the stored bytes of ${sha256} have another hash`);
  }

  async close(): Promise<void> {
    clearInterval(this.#collecting);
    await this.#collection;
  }

  #arrivingFile(_id: ObjectId): FileDocument {
    const uploadDate = new Date(this.clock());
    const metadata = { state: 'arriving' } as const;
    return { _id, filename: `arriving-${_id.toHexString()}`, length: 0, chunkSize: chunkBytes, uploadDate, metadata };
  }

  /** Whether this upload became the file; else the same content is there already. */
  async #complete(_id: ObjectId, sha256: string, length: number, owner: string | undefined): Promise<boolean> {
    const metadata = { state: 'stored', ...(owner !== undefined && { owner }) } as const;
    const complete = { filename: sha256, length, metadata };
    for (;;) {
      let matched = false;
      const unique = await this.database.insert(async (db) => {
        const update = { $set: complete };
        const done = await this.#files(db).updateOne({ _id, 'metadata.state': { $ne: 'removing' } }, update);
        matched = done.matchedCount === 1;
      });
      if (matched) return true;
      if (unique) throw new OperatorFault(operatorText('upload-removed', { file: sha256 }));
      // The other one may be removed at the same moment: then this one becomes the file after all.
      if ((await this.#found(sha256)) !== null) return false;
    }
  }

  /**
   * Removes what is no file, or not any more. The chunks first: as long as any is left, the collection finds the file.
   */
  async #discard(_id: ObjectId): Promise<void> {
    await this.database.write((db) =>
      this.#files(db).updateOne({ _id, 'metadata.state': 'arriving' }, { $set: removingFile(_id) }),
    );
    const file = await this.database.read((db) => this.#files(db).findOne({ _id }));
    if (file?.metadata.state === 'stored') return;
    await this.database.write((db) => this.#chunks(db).deleteMany({ files_id: _id }));
    await this.database.write((db) => this.#files(db).deleteOne({ _id }));
  }

  /** Removes what interrupted processes left: uploads that do not go on, and files that are partly removed. */
  async #collect(): Promise<void> {
    const before = new Date(this.clock() - abandonedMs);
    const left = await this.database.read((db) =>
      this.#files(db)
        .find({ 'metadata.state': { $in: ['arriving', 'removing'] }, uploadDate: { $lt: before } })
        .limit(removedAtOnce)
        .toArray(),
    );
    for (const { _id } of left) await this.#discard(_id);
  }

  #collectAgain(): void {
    this.#collection = this.#collect().catch(() => undefined);
  }

  #found(sha256: string): Promise<FileDocument | null> {
    if (!hash.test(sha256)) return Promise.resolve(null);
    return this.database.read((db) => this.#files(db).findOne({ filename: sha256 }));
  }

  async #find(sha256: string): Promise<FileDocument> {
    const file = await this.#found(sha256);
    if (file === null) throw new FileMissing(sha256);
    return file;
  }

  async #chunk(file: FileDocument, n: number): Promise<Buffer> {
    const chunk = await this.database.read((db) => this.#chunks(db).findOne({ files_id: file._id, n }));
    if (chunk !== null) return bytesOf(chunk.data);
    // Removed while it was read, or damaged.
    await this.#find(file.filename);
    throw new FileDamaged(`chunk ${n} of ${file.filename} is missing`);
  }

  #files(db: Db): Collection<FileDocument> {
    return this.database.collection(db, 'files.files');
  }
  #chunks(db: Db): Collection<ChunkDocument> {
    return this.database.collection(db, 'files.chunks');
  }
}

const removingFile = (_id: ObjectId) =>
  ({ filename: `removing-${_id.toHexString()}`, metadata: { state: 'removing' } }) as const;
