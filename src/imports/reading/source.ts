import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** A file to import, wherever it is stored: any part of its content can be read by itself. */
export interface Source {
  /** Bytes of the content. */
  readonly size: number;
  /** The content from byte `from` up to and without `to`, both within the content. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** The content from `start` up to and without `end`, as much of it as there is. */
export async function* contentOf(source: Source, start = 0, end = Infinity): AsyncGenerator<Buffer> {
  const last = Math.min(end, source.size);
  if (start >= last) return;
  for await (const chunk of source.read(start, last))
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** The hash of the content, in hexadecimal digits. */
export const sha256Of = async (source: Source): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of contentOf(source)) hash.update(chunk);
  return hash.digest('hex');
};

/** For the zip library, which reads the directory at the end first. */
export class ContentReader extends RandomAccessReader {
  constructor(private readonly source: Source) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(contentOf(this.source, start, end), { objectMode: false });
  }

  override close(done: (error: Error | null) => void): void {
    setImmediate(done, null);
  }
}
