import { MongoConnection } from '../../../src/platform/mongodb/client.js';
import { readMongoUrl } from '../../../src/platform/mongodb/connection-url.js';
import type { RepeatLimits } from '../../../src/platform/mongodb/shared-database.js';
import { testMongo, type TestMongo } from './fixture.js';
import type { MongoServerOptions } from './server.js';

/** As of the product, but given up sooner, so that a test of a server out of reach is short. */
export const shortLimits: RepeatLimits = { attemptMs: 500, repeatMs: 1_500, firstPauseMs: 5, longestPauseMs: 50 };

/** The databases of one ledger on a server, as several processes have them. */
export class LedgerOnMongo {
  readonly #connections: MongoConnection[] = [];

  private constructor(readonly mongo: TestMongo) {}

  static async start(url?: string, options: MongoServerOptions = {}): Promise<LedgerOnMongo> {
    return new LedgerOnMongo(await testMongo(url, options));
  }

  /** The connection of one process; `direct`: beside the proxy. */
  connect({ direct = false } = {}): MongoConnection {
    const { prefix, server } = this.mongo;
    const url = direct ? server!.url : this.mongo.url;
    const place = readMongoUrl(url.replace(/\/[^/?]*(\?|$)/, `/${prefix}ledger$1`), 'VIEWS_URL');
    const connection = new MongoConnection(place, { callMs: 2_000, connectMs: 1_000, workMs: 20_000 });
    this.#connections.push(connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
    await this.mongo.close();
  }
}
