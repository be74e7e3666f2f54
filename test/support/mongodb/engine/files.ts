import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { GridFSBucket } from 'mongodb';
import type { Engine } from './collections.js';

export function engineFiles(engine: Engine): void {
  describe('files in GridFS', () => {
    it('uploads, reads whole and in part, and deletes', async () => {
      const bucket = new GridFSBucket(engine.database(), { bucketName: 'files', chunkSizeBytes: 1_000 });
      const bytes = randomBytes(12_345);
      const upload = bucket.openUploadStream('name', { metadata: { kind: 'report' } });
      await pipeline(Readable.from([bytes.subarray(0, 5_000), bytes.subarray(5_000)]), upload);
      expect(await bucket.find({ 'metadata.kind': 'report' }).toArray()).toMatchObject([
        { _id: upload.id, length: 12_345, chunkSize: 1_000, filename: 'name' },
      ]);
      expect((await buffer(bucket.openDownloadStream(upload.id))).equals(bytes)).toBe(true);
      const part = await buffer(bucket.openDownloadStream(upload.id, { start: 1_500, end: 4_001 }));
      expect(part.equals(bytes.subarray(1_500, 4_001))).toBe(true);
      await bucket.delete(upload.id);
      expect(await engine.database().collection('files.chunks').countDocuments()).toBe(0);
      await expect(buffer(bucket.openDownloadStream(upload.id))).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
}
