import { describe } from '@jest/globals';
import type { MongoServerOptions } from './server.js';

/** Runs a suite over servers of the test process, and over a real one where MONGODB_URL names it. */
export function describeServers(
  suite: (engine: string, url: string | undefined, options: MongoServerOptions) => void,
): void {
  suite('MongoDB, over a server of this process', undefined, {});
  suite('MongoDB, over a server of no replica set', undefined, { replicaSet: null });
  const url = process.env['MONGODB_URL'];
  (url === undefined ? describe.skip : describe)('a real MongoDB [needs MONGODB_URL]', () => suite('MongoDB', url, {}));
}
