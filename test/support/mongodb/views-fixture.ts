import { type Limits, productLimits } from '../../../src/platform/mongodb/client.js';
import type { MongoViewStore } from '../../../src/platform/mongodb/views/mongo-view-store.js';
import { openMongoViews } from '../../../src/platform/mongodb/views/open-mongo-views.js';
import { type TestMongo, testMongo } from './fixture.js';
import type { MongoServerOptions } from './server.js';

/** So that faults are noticed at the pace of tests; the driver checks a server again after half a second. */
export const quickLimits: Limits = { ...productLimits, callMs: 1_000, connectMs: 800 };

/** Processes over the views of one database, each with a connection of its own. */
export interface TestViews {
  readonly mongo: TestMongo;
  open(more?: { readonly limits?: Limits; readonly now?: () => Promise<number> }): Promise<MongoViewStore>;
  /** Closes the processes and drops the databases. */
  close(): Promise<void>;
}

/** On the server that a URL names, or on one of this process. */
export async function testViews(url?: string, options: MongoServerOptions = {}): Promise<TestViews> {
  const mongo = await testMongo(url, options);
  const stores: MongoViewStore[] = [];
  return {
    mongo,
    open: async (more = {}) => {
      const logger = { warn: () => undefined };
      const store = await openMongoViews(withPrefix(mongo), { logger, limits: quickLimits, ...more });
      stores.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await mongo.close();
    },
  };
}

/** The URL with the prefix of the test's databases in its path. */
export const withPrefix = ({ url, prefix }: Pick<TestMongo, 'url' | 'prefix'>): string =>
  url.replace(/(:\/\/[^/]+)\/[^?]*/, `$1/${prefix.replace(/-$/, '')}`);
