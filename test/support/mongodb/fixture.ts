import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { TcpProxy } from '../tcp-proxy.js';
import { MongoServer, type MongoServerOptions } from './server.js';

/** A server of this process, the only member of a replica set. */
export const startMongo = (options: MongoServerOptions = {}): Promise<MongoServer> => new MongoServer(options).start();

/** A way to a MongoDB server for one test, and names of databases that nobody else uses. */
export interface TestMongo {
  /** Undefined where a URL named a real one. */
  readonly server: MongoServer | undefined;
  /** Before the server; it can be cut, reset, silenced and healed. */
  readonly proxy: TcpProxy;
  /** Through the proxy, to the primary alone. */
  readonly url: string;
  /** At the start of every name of a database. At most 20 bytes. */
  readonly prefix: string;
  /** Drops the databases that were made. */
  close(): Promise<void>;
}

/** On the server that a URL names, or on one of this process. */
export async function testMongo(url: string | undefined, options: MongoServerOptions = {}): Promise<TestMongo> {
  const server = url === undefined ? await startMongo(options) : undefined;
  const own = server?.url ?? url!;
  const primary = server === undefined ? await primaryOf(own) : { host: '127.0.0.1', port: () => server.port };
  const proxy = await TcpProxy.to(primary.port, primary.host);
  const prefix = `test-${randomUUID().slice(0, 13)}-`;
  return {
    server,
    proxy,
    url: throughProxy(own, proxy.port),
    prefix,
    close: async () => {
      await proxy.close();
      server?.stop();
      if (server === undefined) await dropDatabases(own, prefix);
    },
  };
}

/** The given URL with another address, to be used alone. A certificate for the real address is accepted. */
export function throughProxy(url: string, port: number): string {
  const [, scheme = '', who = '', path = '', query = ''] =
    /^(mongodb:\/\/)([^@/]*@)?[^/?]+(\/[^?]*)?(?:\?(.*))?$/.exec(url) ?? [];
  if (scheme === '') throw new Error(`MONGODB_URL must begin with mongodb:// and be no list of names: ${url}`);
  const options = new URLSearchParams(query);
  options.set('directConnection', 'true');
  if (options.get('tls') === 'true') options.set('tlsAllowInvalidHostnames', 'true');
  return `${scheme}${who}127.0.0.1:${port}${path || '/'}?${options.toString()}`;
}

async function primaryOf(url: string): Promise<{ readonly host: string; readonly port: () => number }> {
  const client = await MongoClient.connect(url);
  try {
    const { primary, me } = (await client.db('admin').command({ hello: 1 })) as { primary?: string; me?: string };
    const [, host = '127.0.0.1', port = '27017'] = /([^@/,:]+)(?::(\d+))?$/.exec(primary ?? me ?? hostIn(url)) ?? [];
    return { host, port: () => Number(port) };
  } finally {
    await client.close();
  }
}

const hostIn = (url: string): string => /:\/\/(?:[^@/]*@)?([^/?,]+)/.exec(url)?.[1] ?? '';

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = await MongoClient.connect(url);
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
