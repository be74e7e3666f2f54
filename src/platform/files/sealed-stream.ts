import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { FileDamaged } from './files.js';

/**
 * A sealed file: a header, then chunks of 64 KiB of content, each sealed on its own (AES-256-GCM), so that a range can
 * be opened without the rest. A chunk is bound to its place and to being the last or not, so that neither reordering
 * nor cutting a file goes unnoticed.
 */
const magic = Buffer.from('SLF1');
const prefixBytes = 8;
const tagBytes = 16;
export const chunkBytes = 64 * 1024;
export const headerBytes = magic.length + prefixBytes;
export const sealedChunkBytes = chunkBytes + tagBytes;

/** Bytes of content in a sealed file of so many stored bytes. */
export function contentBytes(stored: number): number {
  const body = stored - headerBytes;
  const chunks = Math.ceil(body / sealedChunkBytes);
  const size = body - chunks * tagBytes;
  if (chunks < 1 || size < 0) throw new FileDamaged(`${stored} bytes are no sealed file`);
  return size;
}

export async function* sealedStream(content: AsyncIterable<Uint8Array>, key: KeyObject): AsyncGenerator<Buffer> {
  const prefix = randomBytes(prefixBytes);
  yield Buffer.concat([magic, prefix]);
  let index = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const part of content) {
    waiting.push(Buffer.from(part));
    size += part.length;
    // The last chunk is known only when the content has ended: a full one waits until there is more.
    while (size > chunkBytes) {
      const joined = Buffer.concat(waiting);
      yield sealChunk(joined.subarray(0, chunkBytes), key, prefix, index, false);
      waiting = [joined.subarray(chunkBytes)];
      size -= chunkBytes;
      index += 1;
    }
  }
  yield sealChunk(Buffer.concat(waiting), key, prefix, index, true);
}

/** The nonce prefix of a sealed file. @throws FileDamaged */
export function prefixOf(header: Buffer): Buffer {
  if (header.length !== headerBytes || !header.subarray(0, magic.length).equals(magic))
    throw new FileDamaged('the file does not begin as a sealed file does');
  return header.subarray(magic.length);
}

/** @throws FileDamaged */
export function openChunk(sealed: Buffer, key: KeyObject, prefix: Buffer, index: number, last: boolean): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(prefix, index), { authTagLength: tagBytes });
    decipher.setAAD(placeOf(last)).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw new FileDamaged(`chunk ${index} does not open: the file was changed or cut, or the key is another one`);
  }
}

function sealChunk(content: Buffer, key: KeyObject, prefix: Buffer, index: number, last: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, index)).setAAD(placeOf(last));
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

const nonceOf = (prefix: Buffer, index: number): Buffer => {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(index);
  return Buffer.concat([prefix, counter]);
};

const placeOf = (last: boolean): Buffer => Buffer.from(last ? 'last' : 'more');
