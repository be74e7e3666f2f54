import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, MongoClient, type MongoClientOptions, MongoServerError } from 'mongodb';
import { startMongo } from './fixture.js';
import type { MongoServer } from './server.js';

interface Counted {
  readonly _id: number;
  readonly n?: number;
}

describe('faults of the MongoDB server of tests', () => {
  let server: MongoServer;
  let clients: MongoClient[];
  beforeEach(async () => {
    server = await startMongo();
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    server.stop();
  });

  async function open(options: MongoClientOptions = {}): Promise<Collection<Counted>> {
    const client = await MongoClient.connect(server.url, { serverSelectionTimeoutMS: 5_000, ...options });
    clients.push(client);
    return client.db('test').collection<Counted>('c');
  }

  it.each(['before', 'after'] as const)(
    'applies a retryable write once when it is cut %s it is applied',
    async (cut) => {
      const collection = await open();
      await collection.insertOne({ _id: 1, n: 0 });
      server.faults.add({ commands: ['update'], cut });
      expect(await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } })).toMatchObject({ modifiedCount: 1 });
      server.faults.add({ commands: ['findAndModify'], cut });
      const after = { returnDocument: 'after' } as const;
      expect(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, after)).toEqual({ _id: 1, n: 2 });
      server.faults.add({ commands: ['insert'], cut });
      expect(await collection.insertMany([{ _id: 2 }, { _id: 3 }])).toMatchObject({ insertedCount: 2 });
      server.faults.add({ commands: ['update'], cut });
      const upsert = { $inc: { n: 1 } };
      expect(await collection.updateOne({ _id: 4 }, upsert, { upsert: true })).toMatchObject({ upsertedId: 4 });
      expect(await collection.find({}, { sort: { _id: 1 } }).toArray()).toEqual([
        { _id: 1, n: 2 },
        { _id: 2 },
        { _id: 3 },
        { _id: 4, n: 1 },
      ]);
      expect(server.commands('update')).toHaveLength(cut === 'before' ? 2 : 4);
      expect(server.faults.pending).toEqual([]);
    },
  );

  it('repeats the outcome of a write also after a restart', async () => {
    const collection = await open();
    await collection.insertOne({ _id: 1, n: 0 });
    let restarted: Promise<void> | undefined;
    server.onCommand((stage, name) => {
      if (stage === 'applied' && name === 'update') restarted ??= server.restart();
    });
    expect(await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } })).toMatchObject({ modifiedCount: 1 });
    await restarted;
    expect(await collection.findOne()).toEqual({ _id: 1, n: 1 });
  });

  it('fails a write that is not retryable when it is cut, though it was applied', async () => {
    const collection = await open({ retryWrites: false });
    await collection.insertOne({ _id: 1, n: 0 });
    server.faults.add({ commands: ['update'], cut: 'after' });
    await expect(collection.updateOne({ _id: 1 }, { $inc: { n: 1 } })).rejects.toThrow(/closed/);
    expect(await collection.findOne()).toEqual({ _id: 1, n: 1 });
  });

  it.each([
    [10107, 'NotWritablePrimary'],
    [189, 'PrimarySteppedDown'],
    [11600, 'InterruptedAtShutdown'],
  ])('answers %s, which drivers retry once', async (errorCode, codeName) => {
    const collection = await open();
    server.faults.add({ commands: ['insert'], errorCode });
    await collection.insertOne({ _id: 1 });
    server.faults.add({ commands: ['insert'], errorCode, times: 2 });
    const failed: unknown = await collection.insertOne({ _id: 2 }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(MongoServerError);
    expect(failed).toMatchObject({ code: errorCode, codeName });
    expect((failed as MongoServerError).hasErrorLabel('RetryableWriteError')).toBe(true);
    expect(await collection.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it('applies a write whose concern fails, and reports that', async () => {
    const collection = await open();
    server.faults.add({ commands: ['insert'], writeConcernError: { code: 64 } });
    await expect(collection.insertOne({ _id: 1 })).rejects.toMatchObject({ code: 64, codeName: 'WriteConcernFailed' });
    await expect(collection.insertOne({ _id: 2 }, { writeConcern: { w: 5 } })).rejects.toMatchObject({ code: 100 });
    server.faults.add({ commands: ['insert'], writeConcernError: { code: 64 } });
    const bulk = collection.bulkWrite([{ insertOne: { document: { _id: 3 } } }]);
    await expect(bulk).rejects.toMatchObject({ result: { insertedCount: 1 } });
    expect(await collection.countDocuments()).toBe(3);
  });

  it('records the concerns that were sent', async () => {
    const collection = await open();
    await collection.insertOne({ _id: 1 }, { writeConcern: { w: 'majority', journal: true, wtimeoutMS: 500 } });
    await collection.findOne({}, { readConcern: { level: 'linearizable' } });
    await collection.findOne();
    expect(server.commands('insert')).toMatchObject([{ writeConcern: { w: 'majority', j: true, wtimeout: 500 } }]);
    const concerns = server.commands('find').map(({ readConcern }) => readConcern);
    expect(concerns).toEqual([{ level: 'linearizable' }, undefined]);
  });

  it('ends a slow command when its time is over', async () => {
    const collection = await open();
    server.faults.add({ commands: ['find', 'insert'], delayMs: 60_000, times: 2 });
    await expect(collection.findOne({}, { maxTimeMS: 20 })).rejects.toMatchObject({ code: 50 });
    const late = collection.insertOne({ _id: 1 }, { maxTimeMS: 20 });
    await expect(late).rejects.toMatchObject({ code: 50 });
    expect(await collection.countDocuments()).toBe(0);
  });

  it('is silent to one command, or over all connections', async () => {
    const collection = await open({ socketTimeoutMS: 200, retryWrites: false });
    server.faults.add({ commands: ['insert'], silent: 'after' });
    await expect(collection.insertOne({ _id: 1 })).rejects.toThrow(/timed out/);
    expect(await collection.countDocuments()).toBe(1);
    server.silenceConnections();
    await expect(collection.insertOne({ _id: 2 })).rejects.toThrow(/timed out/);
    expect(await collection.countDocuments()).toBe(1);
  });

  it('lets another client insert between the search and the insert of an upsert', async () => {
    const collection = await open();
    server.onUpsert(() => {
      server.onUpsert(() => undefined);
      server.insert('test', 'c', { _id: 1, n: 7 });
    });
    const upsert = collection.updateOne({ _id: 1 }, { $set: { n: 1 } }, { upsert: true });
    await expect(upsert).rejects.toMatchObject({ code: 11000, keyValue: { _id: 1 } });
    expect(await collection.findOne()).toEqual({ _id: 1, n: 7 });
  });

  it('steps down and up again, which drivers wait for', async () => {
    const collection = await open();
    await collection.insertOne({ _id: 1 });
    server.stepDown();
    const waiting = collection.insertOne({ _id: 2 });
    server.stepUp();
    await waiting;
    expect(await collection.countDocuments()).toBe(2);
  });

  it('remains as it was over a stop, and closes cursors', async () => {
    const collection = await open();
    await collection.insertMany([1, 2, 3].map((_id) => ({ _id })));
    await collection.createIndex({ n: 1 });
    const cursor = collection.find({}, { batchSize: 1 });
    await cursor.next();
    expect(server.openCursors).toBe(1);
    server.stop();
    const refused = MongoClient.connect(server.url, { serverSelectionTimeoutMS: 100 });
    await expect(refused).rejects.toThrow(/ECONNREFUSED/);
    await server.start();
    await expect(cursor.next()).rejects.toBeDefined();
    expect(await collection.find().toArray()).toHaveLength(3);
    expect(await collection.indexes()).toHaveLength(2);
  });

  it('refuses new connections and leaves those that are open', async () => {
    const collection = await open({ maxPoolSize: 1 });
    await collection.insertOne({ _id: 1 });
    server.refuseConnections();
    await collection.insertOne({ _id: 2 });
    const refused = MongoClient.connect(server.url, { serverSelectionTimeoutMS: 100 });
    await expect(refused).rejects.toThrow(/ECONNREFUSED/);
    await server.start();
    await open();
  });

  it('takes fail points, as a real server for tests does', async () => {
    const collection = await open();
    const admin = clients[0]!.db('admin');
    const data = { failCommands: ['insert'], errorCode: 91 };
    await admin.command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
    await collection.insertOne({ _id: 1 });
    await admin.command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
    await expect(collection.insertOne({ _id: 2 })).rejects.toMatchObject({ code: 91 });
    await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
    await collection.insertOne({ _id: 2 });
  });
});
