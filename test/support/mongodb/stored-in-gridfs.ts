import { buffer } from 'node:stream/consumers';
import { GridFSBucket, ObjectId } from 'mongodb';
import type { MongoConnection } from '../../../src/platform/mongodb/client.js';

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

  /** How many documents there are of files and of their chunks. */
  count(): Promise<readonly [number, number]> {
    return this.connection.call('files', async (db) => [
      await db.collection('files.files').countDocuments(),
      await db.collection('files.chunks').countDocuments(),
    ]);
  }
}
