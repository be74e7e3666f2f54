import { createHash } from 'node:crypto';
import { FileTooLarge, type PutOptions, type StoredFile } from './files.js';
import { sealedStream } from './sealed-stream.js';

/** Hands the bytes to be stored to `store` one after the other, hashing and counting what arrives. */
export async function takeIncoming(
  content: AsyncIterable<Uint8Array>,
  { maxBytes, key }: PutOptions,
  store: (bytes: Buffer) => Promise<void>,
): Promise<StoredFile> {
  const contentHash = createHash('sha256');
  const storedHash = createHash('sha256');
  let size = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const part of content) {
      size += part.length;
      if (size > maxBytes) throw new FileTooLarge(maxBytes);
      contentHash.update(part);
      yield Buffer.from(part);
    }
  }
  for await (const bytes of key === undefined ? counted() : sealedStream(counted(), key)) {
    storedHash.update(bytes);
    await store(bytes);
  }
  return { sha256: storedHash.digest('hex'), contentSha256: contentHash.digest('hex'), size };
}
