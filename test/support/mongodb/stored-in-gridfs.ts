import { buffer } from 'node:stream/consumers';
import { GridFSBucket, ObjectId } from 'mongodb';
import { MongoConnection } from '../../../src/platform/mongodb/client.js';
import { readMongoUrl } from '../../../src/platform/mongodb/connection-url.js';

/** What is in the collections of files, read and changed by the driver's own GridFS. */
export class StoredInGridFs {
  constructor(private readonly connection: MongoConnection) {}

  bytes(sha256: string): Promise<Buffer> {
    return this.connection.call('files', (db) =>
      buffer(new GridFSBucket(db, { bucketName: 'files' }).openDownloadStreamByName(sha256)),
    );
  }

  async overwrite(sha256: string, bytes: Buffer): Promise<void> {
    await this.connection.call('files', async (db) => {
      const files = db.collection('files.files');
      const chunks = db.collection('files.chunks');
      const file = await files.findOne({ filename: sha256 });
      await chunks.deleteMany({ files_id: file!._id });
      for (let n = 0; n * file!['chunkSize'] < bytes.length; n += 1) {
        const data = bytes.subarray(n * file!['chunkSize'], (n + 1) * file!['chunkSize']);
        await chunks.insertOne({ _id: new ObjectId(), files_id: file!._id, n, data });
      }
      await files.updateOne({ _id: file!._id }, { $set: { length: bytes.length } });
    });
  }

  /** As a stored file of this name, whatever its bytes are. */
  async put(sha256: string, bytes: Buffer): Promise<void> {
    await this.connection.call('files', async (db) => {
      const metadata = { state: 'stored' };
      const upload = new GridFSBucket(db, { bucketName: 'files' }).openUploadStream(sha256, { metadata });
      await new Promise<void>((resolve, reject) => void upload.on('error', reject).end(bytes, resolve));
    });
  }

  async remove(sha256: string): Promise<void> {
    await this.connection.call('files', async (db) => {
      const file = await db.collection('files.files').findOne({ filename: sha256 });
      await db.collection('files.chunks').deleteMany({ files_id: file!._id });
      await db.collection('files.files').deleteOne({ _id: file!._id });
    });
  }

  /** How many documents there are of files and of their chunks. */
  count(): Promise<readonly [number, number]> {
    return this.connection.call('files', async (db) => [
      await db.collection('files.files').countDocuments(),
      await db.collection('files.chunks').countDocuments(),
    ]);
  }
}

/** Uses the files of the ledger at a URL, beside its processes. */
export const onFilesIn = async (url: string, use: (stored: StoredInGridFs) => Promise<void>): Promise<void> => {
  const connection = new MongoConnection(readMongoUrl(url, 'VIEWS_URL'));
  try {
    await use(new StoredInGridFs(connection));
  } finally {
    await connection.close();
  }
};
