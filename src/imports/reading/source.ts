import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream, fstatSync, openSync, closeSync } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** A file to import. An upload is sealed on disk; a file that a person names is read as it is. */
export interface SourceFile {
  readonly file: string;
  /** Bytes of the content. */
  readonly size: number;
  /** 32 bytes, for a sealed file. */
  readonly key?: Uint8Array | undefined;
}

const blockBytes = 16;

/** AES-256-CTR: any part of the file can be read by itself. A key seals one file only. */
const counterAt = (key: Uint8Array, block: number): Buffer => {
  const start = Buffer.from(hkdfSync('sha256', key, '', 'upload counter', blockBytes));
  start.writeBigUInt64BE(BigInt(block), 8);
  return start;
};

export const newFileKey = (): Buffer => randomBytes(32);

/** Seals what passes through. */
export const sealing = (key: Uint8Array): Transform => createCipheriv('aes-256-ctr', key, counterAt(key, 0));

export const sourceOf = (file: string, key?: Uint8Array): SourceFile => {
  const handle = openSync(file, 'r');
  try {
    return { file, size: fstatSync(handle).size, key };
  } finally {
    closeSync(handle);
  }
};

/** The content from `start` up to and without `end`. */
export const contentOf = ({ file, key }: SourceFile, start = 0, end = Infinity): Readable => {
  if (key === undefined) return createReadStream(file, { start, end: end - 1 });
  const block = Math.floor(start / blockBytes);
  const decipher = createDecipheriv('aes-256-ctr', key, counterAt(key, block));
  let skip = start - block * blockBytes;
  const opened = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const plain = decipher.update(chunk);
      const dropped = Math.min(skip, plain.length);
      skip -= dropped;
      done(null, plain.subarray(dropped));
    },
  });
  const stored = createReadStream(file, { start: block * blockBytes, end: end - 1 });
  stored.on('error', (error) => opened.destroy(error));
  opened.on('close', () => stored.destroy());
  return stored.pipe(opened);
};

/** For the zip library, which reads the directory at the end first. */
export class ContentReader extends RandomAccessReader {
  constructor(private readonly source: SourceFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return contentOf(this.source, start, end);
  }

  override close(done: (error: Error | null) => void): void {
    setImmediate(done, null);
  }
}
