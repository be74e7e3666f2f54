import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GridFSBucket, MongoClient } from 'mongodb';
import { buffer } from 'node:stream/consumers';
import { MongoServer } from './server.js';

let server: MongoServer;
let client: MongoClient;
beforeEach(async () => {
  server = await new MongoServer().start();
  client = await MongoClient.connect(server.url, { serverSelectionTimeoutMS: 3000 });
});
afterEach(async () => {
  await client.close();
  server.stop();
});

describe('the driver over the server of tests', () => {
  it('writes, reads and counts', async () => {
    const c = client.db('a').collection<{ _id: number; x?: number }>('c');
    await c.createIndex({ x: 1 }, { unique: true, sparse: true });
    expect(
      await c.insertMany([
        { _id: 1, x: 1 },
        { _id: 2, x: 2 },
      ]),
    ).toMatchObject({ insertedCount: 2 });
    await expect(c.insertOne({ _id: 3, x: 2 })).rejects.toMatchObject({ code: 11000, keyPattern: { x: 1 } });
    expect(await c.updateOne({ _id: 9 }, { $set: { x: 9 } }, { upsert: true })).toMatchObject({ upsertedId: 9 });
    expect(await c.find({}).sort({ _id: -1 }).batchSize(2).toArray()).toEqual([
      { _id: 9, x: 9 },
      { _id: 2, x: 2 },
      { _id: 1, x: 1 },
    ]);
    expect(await c.countDocuments({ x: { $gt: 1 } })).toBe(2);
    expect(await c.findOneAndUpdate({ _id: 1 }, { $inc: { x: 5 } }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      x: 6,
    });
    await expect(client.db('a').command({ nope: 1 })).rejects.toMatchObject({ code: 59 });
    server.faults.add({ commands: ['insert'], cut: 'after' });
    await c.insertOne({ _id: 10, x: 10 });
    expect(await c.countDocuments({ _id: 10 })).toBe(1);
    expect(server.commands('insert').length).toBe(4);
  });
  it('stores and reads files', async () => {
    const b = new GridFSBucket(client.db('a'), { chunkSizeBytes: 1000 });
    const up = b.openUploadStream('f');
    const bytes = Buffer.alloc(123456, 'abc');
    await new Promise((ok, no) => up.on('finish', ok).on('error', no).end(bytes));
    expect((await buffer(b.openDownloadStream(up.id))).equals(bytes)).toBe(true);
    await b.delete(up.id);
    expect(await client.db('a').collection('fs.chunks').countDocuments()).toBe(0);
  });
});
