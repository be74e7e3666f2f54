import type { KeyObject } from 'node:crypto';

/** A file that is kept: known by the SHA-256 of its stored bytes, 64 hexadecimal digits in lower case. */
export interface StoredFile {
  readonly sha256: string;
  /** SHA-256 of the content as it was given; differs from `sha256` where it is stored sealed. */
  readonly contentSha256: string;
  /** Bytes of the content. */
  readonly size: number;
}

export interface PutOptions {
  /** Content of more bytes is refused while it arrives. */
  readonly maxBytes: number;
  /** A file that can name persons is sealed with this key (A2): destroying the key destroys the file. */
  readonly key?: KeyObject;
  /**
   * Whose it will be. A file that is stored for an owner is unconfirmed: it is noted beside it, durably and before the
   * file is there, until `confirm`.
   */
  readonly owner?: string;
}

/** A file whose owner has not confirmed it. */
export interface UnconfirmedFile {
  readonly sha256: string;
  readonly owner: string;
  /** When it was stored, or began to arrive; epoch milliseconds. */
  readonly since: number;
}

export interface ReadOptions {
  readonly key?: KeyObject;
  /** First byte of the content, and the first one after; the whole content without them. */
  readonly from?: number;
  readonly to?: number;
}

/** More bytes than `maxBytes`; nothing of the file is kept. */
export class FileTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`the file has more than ${maxBytes} bytes`);
  }
}
/** No file of this hash is kept. */
export class FileMissing extends Error {
  constructor(readonly sha256: string) {
    super(`no file ${sha256} is kept`);
  }
}
/** The stored bytes are not what was stored, or the key is another one. */
export class FileDamaged extends Error {}

/**
 * Files by content. What an engine promises: a file that was acknowledged is durable and whole; the same content
 * unsealed is stored once; content is hashed while it arrives and never held in memory whole; what is refused or
 * interrupted leaves nothing behind; what is read is what was stored, or an error; StoreUnreadable while the engine
 * gives no answer.
 */
export interface Files {
  /** @throws FileTooLarge, and whatever `content` throws */
  put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile>;
  /** @throws FileMissing, FileDamaged, RangeError for a range outside the content; while it is read */
  read(sha256: string, options?: ReadOptions): AsyncIterable<Buffer>;
  has(sha256: string): Promise<boolean>;
  /** Its owner needs it: it is unconfirmed no more. Of a file that is not there nothing is kept. */
  confirm(sha256: string): Promise<void>;
  /** Every unconfirmed file, in no order; the file itself may not be there. */
  unconfirmed(): AsyncIterable<UnconfirmedFile>;
  /** Removing a file that is not there changes nothing, besides what is noted of it. */
  remove(sha256: string): Promise<void>;
  /** The hash of every file, in no order. */
  list(): AsyncIterable<string>;
  /** Hashes the stored bytes again. @throws FileMissing, FileDamaged */
  verify(sha256: string): Promise<void>;
  close(): Promise<void>;
}
