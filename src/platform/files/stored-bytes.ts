import type { ReadOptions } from './files.js';
import { chunkBytes, contentBytes, headerBytes, openChunk, prefixOf, sealedChunkBytes } from './sealed-stream.js';

/** Bytes of a stored file: those from `from` up to and without `to`. */
export type ReadStored = (from: number, to: number) => AsyncIterable<Buffer>;

/** The content of a stored file of so many bytes, or a range of it, opened where it is sealed. */
export async function* contentOf(stored: number, read: ReadStored, options: ReadOptions): AsyncGenerator<Buffer> {
  const { key } = options;
  const size = key === undefined ? stored : contentBytes(stored);
  const { from = 0, to = size } = options;
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && 0 <= from && from <= to && to <= size))
    throw new RangeError(`bytes ${from} to ${to} lie outside a file of ${size} bytes`);
  if (key === undefined) {
    if (to > from) yield* read(from, to);
    return;
  }
  const prefix = prefixOf(await whole(read(0, headerBytes)));
  const lastIndex = Math.max(0, Math.ceil(size / chunkBytes) - 1);
  const first = Math.min(Math.floor(from / chunkBytes), lastIndex);
  for (let index = first; index === first || index * chunkBytes < to; index += 1) {
    const begins = headerBytes + index * sealedChunkBytes;
    const sealed = await whole(read(begins, Math.min(begins + sealedChunkBytes, stored)));
    const content = openChunk(sealed, key, prefix, index, index === lastIndex);
    const part = content.subarray(Math.max(0, from - index * chunkBytes), to - index * chunkBytes);
    if (part.length > 0) yield part;
  }
}

const whole = async (parts: AsyncIterable<Buffer>): Promise<Buffer> => {
  const read: Buffer[] = [];
  for await (const part of parts) read.push(part);
  return Buffer.concat(read);
};
