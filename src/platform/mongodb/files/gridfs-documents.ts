import type { Binary, ObjectId } from 'mongodb';

/** As GridFS has it by default: a chunk and what is stored with it is a little less than 256 KiB. */
export const chunkBytes = 255 * 1024;

/** A file in the form of GridFS; its name is the hash of its bytes as soon as all of them are there. */
export interface FileDocument {
  readonly _id: ObjectId;
  readonly filename: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  /** `owner`: of a stored file that is unconfirmed. */
  readonly metadata: { readonly state: 'arriving' | 'stored' | 'removing'; readonly owner?: string };
}
export interface ChunkDocument {
  readonly _id: ObjectId;
  readonly files_id: ObjectId;
  readonly n: number;
  readonly data: Binary | Buffer;
}

export const bytesOf = (data: Binary | Buffer): Buffer => {
  if (Buffer.isBuffer(data)) return data;
  const bytes = data.value();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};
