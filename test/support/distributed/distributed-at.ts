import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { distributedEngines } from '../../../src/platform/distributed/distributed-engines.js';
import type { OpenEngines } from '../../../src/platform/engines.js';
import { projected } from '../../../src/projections.js';
import { startServer } from '../eventstoredb/fixture.js';
import type { EventStoreServer } from '../eventstoredb/server.js';
import { startMongo } from '../mongodb/fixture.js';
import type { MongoServer } from '../mongodb/server.js';
import { hasRedis, redisAddress } from '../redis.js';

/** The servers of one ledger; Redis is one server for all, with a prefix for each. */
export interface DistributedServers {
  readonly events: EventStoreServer;
  readonly mongo: MongoServer;
  readonly urls: { readonly eventsUrl: string; readonly viewsUrl: string; readonly jobsUrl: string };
}

const ledgers = new Map<string, Promise<DistributedServers>>();
let redis: ReturnType<typeof redisAddress> | undefined;

const startServers = async (): Promise<DistributedServers> => {
  const events = await startServer();
  const mongo = await startMongo();
  redis ??= hasRedis ? redisAddress() : undefined;
  const address = (await redis)?.address;
  return {
    events,
    mongo,
    urls: {
      eventsUrl: `esdb://127.0.0.1:${events.port}?tls=false`,
      viewsUrl: mongo.url,
      jobsUrl: address === undefined ? 'embedded:' : `redis://${address}/0?prefix=test-${randomUUID()}`,
    },
  };
};

/** Those that belong to a folder: an application that is opened there again finds them. */
export const serversAt = (home: string): Promise<DistributedServers> => {
  const known = ledgers.get(home) ?? startServers();
  ledgers.set(home, known);
  return known;
};

/**
 * The distributed set over the servers of a folder. Instants can be asked about at once, unless it is chosen otherwise:
 * the clock of most tests does not move by itself.
 */
export const distributedAt =
  (home: string, settledAfterMs = -1): OpenEngines =>
  async (config, clock, logger, duties) => {
    const { urls } = await serversAt(home);
    return distributedEngines(projected, settledAfterMs)(
      { ...config, ...urls, filesUrl: 'gridfs:' },
      clock,
      logger,
      duties,
    );
  };

/** As somebody who drops the databases of these kinds. */
export async function loseDatabases(home: string, kinds: readonly string[]): Promise<void> {
  const client = await MongoClient.connect((await serversAt(home)).mongo.url);
  try {
    for (const kind of kinds) await client.db(`service-ledger-${kind}`).dropDatabase();
  } finally {
    await client.close();
  }
}

afterAll(async () => {
  for (const { events, mongo } of await Promise.all(ledgers.values())) {
    events.stop();
    mongo.stop();
  }
  ledgers.clear();
  await (await redis)?.stop();
  redis = undefined;
});
