import { ObjectId } from 'mongodb';
import { chunkBytes, type ChunkDocument } from './gridfs-documents.js';

/** The bytes of an upload, cut into chunks that are stored while it arrives; one chunk is in memory. */
export class ArrivingChunks {
  #waiting: Buffer[] = [];
  #size = 0;
  #n = 0;
  #length = 0;

  constructor(
    private readonly fileId: ObjectId,
    private readonly store: (chunk: ChunkDocument) => Promise<unknown>,
  ) {}

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  async add(bytes: Buffer): Promise<void> {
    for (let rest = bytes; rest.length > 0;) {
      const part = rest.subarray(0, chunkBytes - this.#size);
      this.#waiting.push(part);
      this.#size += part.length;
      this.#length += part.length;
      rest = rest.subarray(part.length);
      if (this.#size === chunkBytes) await this.#store();
    }
  }

  async end(): Promise<void> {
    if (this.#size > 0) await this.#store();
  }

  async #store(): Promise<void> {
    const chunk = { _id: new ObjectId(), files_id: this.fileId, n: this.#n, data: Buffer.concat(this.#waiting) };
    this.#waiting = [];
    this.#size = 0;
    this.#n += 1;
    await this.store(chunk);
  }
}
