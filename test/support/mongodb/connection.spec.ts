import { afterEach, describe, expect, it } from '@jest/globals';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { authority, canCertify } from '../certificates.js';
import { startMongo } from './fixture.js';
import type { MongoServer, MongoServerOptions } from './server.js';

describe('connections to the MongoDB server of tests', () => {
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });

  async function start(options: MongoServerOptions = {}): Promise<MongoServer> {
    const server = await startMongo(options);
    opened.push({ close: () => server.stop() });
    return server;
  }

  async function open(url: string, options: MongoClientOptions = {}): Promise<MongoClient> {
    const client = new MongoClient(url, { serverSelectionTimeoutMS: 2_000, ...options });
    opened.push(client);
    return client.connect();
  }

  it('asks for a password, by SCRAM-SHA-256', async () => {
    const user = { name: 'ledger', password: 'a secret: /?' };
    const server = await start({ user });
    const client = await open(server.url);
    await client.db('a').collection('c').insertOne({ a: 1 });
    const wrong = server.url.replace(encodeURIComponent(user.password), 'other');
    await expect(open(wrong)).rejects.toMatchObject({ code: 18, codeName: 'AuthenticationFailed' });
    const nobody = server.url.replace('ledger:', 'somebody:');
    await expect(open(nobody)).rejects.toMatchObject({ code: 18 });
    const stranger = await open(`mongodb://127.0.0.1:${server.port}/?directConnection=true`);
    const find = stranger.db('a').collection('c').findOne();
    await expect(find).rejects.toMatchObject({ code: 13, codeName: 'Unauthorized' });
  });

  (canCertify() ? it : it.skip)('is reached in TLS alone where it has a certificate [needs openssl]', async () => {
    const trusted = authority();
    const server = await start({ certificate: trusted.issue('localhost') });
    const url = server.url.replace('127.0.0.1', 'localhost');
    const client = await open(url, { tlsCAFile: trusted.file });
    expect(await client.db('a').collection('c').countDocuments()).toBe(0);
    await expect(open(url)).rejects.toThrow(/certificate/);
    await expect(open(url.replace('&tls=true', ''))).rejects.toBeDefined();
  });

  it('is a member of a replica set that drivers discover', async () => {
    const server = await start({ replicaSet: 'ledger' });
    const client = await open(`mongodb://127.0.0.1:${server.port}/?replicaSet=ledger`);
    await client.db('a').collection('c').insertOne({ a: 1 });
    expect(server.commands('insert')[0]!.command['txnNumber']).toBeDefined();
    const other = open(`mongodb://127.0.0.1:${server.port}/?replicaSet=other`, { serverSelectionTimeoutMS: 100 });
    await expect(other).rejects.toBeDefined();
  });

  it('is a server of its own where it has no replica set', async () => {
    const server = await start({ replicaSet: null });
    const client = await open(server.url);
    const collection = client.db('a').collection('c');
    await collection.insertOne({ a: 1 });
    expect(server.commands('insert')[0]!.command['txnNumber']).toBeUndefined();
    await expect(collection.insertOne({ a: 1 }, { writeConcern: { w: 2 } })).rejects.toMatchObject({ code: 2 });
    const linearizable = collection.findOne({}, { readConcern: 'linearizable' });
    await expect(linearizable).rejects.toMatchObject({ code: 123 });
  });

  it('refuses transactions', async () => {
    const server = await start();
    const client = await open(server.url);
    const session = client.startSession();
    session.startTransaction();
    const insert = client.db('a').collection('c').insertOne({ a: 1 }, { session });
    await expect(insert).rejects.toMatchObject({ code: 238 });
    await session.abortTransaction().catch(() => undefined);
    await session.endSession();
    expect(await client.db('a').collection('c').countDocuments()).toBe(0);
  });

  it.each([
    ['a change by a pipeline', { findAndModify: 'c', update: [{ $set: { a: 1 } }] }],
    ['filters of arrays', { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, arrayFilters: [{ x: 1 }] }] }],
    ['a collation', { find: 'c', collation: { locale: 'en' } }],
    ['an expression', { find: 'c', filter: { $expr: { $gt: ['$a', 1] } } }],
    ['a join', { aggregate: 'c', pipeline: [{ $lookup: {} }], cursor: {} }],
    ['an index of text', { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'x' }] }],
    ['statistics', { serverStatus: 1 }],
    ['a snapshot', { find: 'c', readConcern: { level: 'snapshot' } }],
  ])('refuses what it does not serve by a code of its own: %s', async (_title, command) => {
    const server = await start();
    const client = await open(server.url);
    const served = client.db('a').command(command);
    await expect(served).rejects.toMatchObject({ code: 238, codeName: 'NotImplemented' });
  });
});
