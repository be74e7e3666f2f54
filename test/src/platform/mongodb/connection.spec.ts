import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreStopped, StoreUnreadable, StoreUnusable } from '../../../../src/platform/events/event-store-errors.js';
import { MongoConnection } from '../../../../src/platform/mongodb/client.js';
import { readMongoUrl } from '../../../../src/platform/mongodb/connection-url.js';
import { waitForServer } from '../../../../src/platform/mongodb/wait-for-server.js';
import { isReadFault, isStoreFault } from '../../../../src/platform/store-faults.js';
import { startMongo } from '../../../support/mongodb/fixture.js';
import { until } from '../../../support/eventstoredb/fixture.js';
import type { MongoServer } from '../../../support/mongodb/server.js';
import { quickLimits } from '../../../support/mongodb/views-fixture.js';
import { TcpProxy } from '../../../support/tcp-proxy.js';

const secret = 'geheim%2F%3A1';

describe('a MongoDB URL', () => {
  it.each([
    ['mongodb://h', { prefix: 'service-ledger', name: 'mongodb://h' }],
    ['mongodb://a:1,[::1]:2,c/shop-1?replicaSet=rs0', { prefix: 'shop-1', name: 'mongodb://a:1,[::1]:2,c' }],
    [`mongodb+srv://u:${secret}@cluster.example/p?w=majority`, { name: 'mongodb+srv://cluster.example' }],
  ])('%s', (url, place) => {
    expect(readMongoUrl(url, 'VIEWS_URL')).toMatchObject(place);
  });

  it.each([
    [`mongodb://u:${secret}@h`, `mongodb://u:${secret}@h/?authSource=admin`],
    [`mongodb://u:${secret}@h/`, `mongodb://u:${secret}@h/?authSource=admin`],
    [`mongodb://u:${secret}@h/p`, `mongodb://u:${secret}@h/p?authSource=admin`],
    [`mongodb://u:${secret}@h/p?tls=true`, `mongodb://u:${secret}@h/p?tls=true&authSource=admin`],
    [`mongodb://u:${secret}@h/p?authsource=p`, `mongodb://u:${secret}@h/p?authsource=p`],
    ['mongodb://h/p', 'mongodb://h/p'],
  ])('%s: its user is in admin where nothing else is given, since its path is a prefix', (url, given) => {
    expect(readMongoUrl(url, 'VIEWS_URL').url).toBe(given);
  });

  it.each([
    [`mongodb://user:${secret}@`, 'must be mongodb://'],
    [`http://user:${secret}@h`, 'must be mongodb://'],
    [`mongodb://user:a/${secret}@h`, 'VIEWS_URL'],
    [`mongodb://user:${secret}@h:x`, 'a host is'],
    [`mongodb+srv://user:${secret}@h:27017`, 'one host and no port'],
    [`mongodb://user:${secret}@h/a.b`, 'the prefix'],
    [`mongodb://user:${secret}@h/?${secret}=1`, 'unknown option'],
    [`mongodb://user:${secret}@h/?w=1`, 'w must be majority'],
    [`mongodb://user:${secret}@h/?readPreference=nearest`, 'readPreference must be primary'],
    [`mongodb://user:${secret}@h/?authSource=`, 'has no value'],
  ])('%s is refused, and neither it nor its password is repeated', (url, message) => {
    let refused: unknown;
    try {
      readMongoUrl(url, 'VIEWS_URL');
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect((refused as Error).message).toContain(message);
    expect(inspect(refused, { depth: 9, showHidden: true })).not.toContain('geheim');
  });

  it('has its password in no text that an object is printed as', () => {
    const place = readMongoUrl(`mongodb://user:${secret}@h`, 'VIEWS_URL');
    for (const text of [inspect(place, { depth: 9 }), JSON.stringify(place)]) expect(text).not.toContain('geheim');
  });
});

describe('a connection to MongoDB', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const connected = (url: string): MongoConnection => {
    const connection = new MongoConnection(readMongoUrl(url, 'VIEWS_URL'), quickLimits);
    closing.push(() => connection.close());
    return connection;
  };
  const started = async (server: Promise<MongoServer>): Promise<MongoServer> => {
    const running = await server;
    closing.push(() => running.stop());
    return running;
  };
  const ping = (connection: MongoConnection) => connection.call('views', (database) => database.command({ ping: 1 }));
  const refused = (call: Promise<unknown>): Promise<Error> =>
    call.then(
      () => {
        throw new Error('it succeeded');
      },
      (error: unknown) => error as Error,
    );

  it('reports a server that is not there as out of reach, and finds it with a new client when it is', async () => {
    const server = await started(startMongo());
    server.stop();
    const connection = connected(server.url);
    const fault = await refused(ping(connection));
    expect(fault).toBeInstanceOf(StoreUnreadable);
    expect([isReadFault(fault), isStoreFault(fault), connection.unreachable()]).toEqual([true, true, fault.message]);
    await server.start();
    await ping(connection);
    expect(connection.unreachable()).toBeNull();
  });

  it('is waited for at a start, for a bounded time, with a line in the log', async () => {
    const server = await started(startMongo());
    server.stop();
    const connection = connected(server.url);
    const lines: string[] = [];
    const log = { warn: (...line: unknown[]) => void lines.push(line.map((part) => JSON.stringify(part)).join(' ')) };
    expect(await refused(waitForServer(connection, log, 1_500))).toBeInstanceOf(StoreUnreadable);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('the server of VIEWS_URL does not answer: the start waits for it, 1.5 s at most');
    const reached = waitForServer(connection, log);
    await until(() => lines.length === 2);
    await server.start();
    await reached;
    expect(lines[2]).toContain('the server of VIEWS_URL answers: the start goes on');
  });

  it('ends a call that nobody answers, and the next one over another connection succeeds', async () => {
    const server = await started(startMongo());
    const proxy = await TcpProxy.to(() => server.port);
    closing.push(() => proxy.close());
    const connection = connected(server.url.replace(/:\d+\//, `:${proxy.port}/`));
    await ping(connection);
    proxy.silence();
    const began = performance.now();
    expect(await refused(ping(connection))).toBeInstanceOf(StoreUnreadable);
    expect(performance.now() - began).toBeLessThan(quickLimits.callMs + 500);
    proxy.heal();
    for (const end = performance.now() + 10_000; performance.now() < end;)
      if (
        await ping(connection).then(
          () => true,
          () => false,
        )
      )
        return;
    throw new Error('it was not reached again');
  });

  it('refuses a user that the server refuses, with the way out and without the password', async () => {
    const server = await started(startMongo({ user: { name: 'ledger', password: 'right' } }));
    const fault = await refused(ping(connected(server.url.replace('right', 'geheim'))));
    expect(fault).toBeInstanceOf(StoreUnusable);
    expect(fault.message).toContain('give a user with the role readWrite');
    expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('geheim');
    await ping(connected(server.url));
  });

  it.each([10107, 189, 11600, 50, 64])('takes code %d of the server for no answer', async (errorCode) => {
    const server = await started(startMongo());
    const connection = connected(server.url);
    server.faults.add({ commands: ['insert'], errorCode, times: 3 });
    const insert = connection.call('views', (database) => database.collection('some').insertOne({ a: 1 }));
    expect(await refused(insert)).toBeInstanceOf(StoreUnreadable);
  });

  it('repeats nothing that is stored in errors of the server', async () => {
    const server = await started(startMongo());
    const connection = connected(server.url);
    const insert = () =>
      connection.call('views', (database) => database.collection<{ _id: string }>('some').insertOne({ _id: 'geheim' }));
    await insert();
    const fault = await refused(insert());
    expect(fault).toBeInstanceOf(StoreUnusable);
    expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('geheim');
  });

  it('asks the primary for what a majority has, and writes to a majority', async () => {
    const server = await started(startMongo());
    const connection = connected(server.url);
    await connection.call('views', async (database) => {
      await database.collection('some').insertOne({ a: 1 });
      await database.collection('some').find().toArray();
    });
    expect(server.commands('insert')[0]!.command).toMatchObject({ writeConcern: { w: 'majority' } });
    expect(server.commands('find')[0]!.command).toMatchObject({ readConcern: { level: 'majority' } });
  });

  it('makes no call after it was closed', async () => {
    const server = await started(startMongo());
    const connection = connected(server.url);
    await ping(connection);
    await connection.close();
    expect(await refused(ping(connection))).toBeInstanceOf(StoreStopped);
  });
});
