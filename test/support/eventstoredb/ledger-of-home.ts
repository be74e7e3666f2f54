import { afterAll } from '@jest/globals';
import { enginesAround } from '../../../src/platform/embedded/embedded-engines.js';
import type { OpenEngines } from '../../../src/platform/engines.js';
import { openLedger } from '../../../src/platform/eventstoredb/open-ledger.js';
import { projected } from '../../../src/projections.js';
import { startServer } from './fixture.js';
import type { EventStoreServer } from './server.js';

const servers = new Map<string, EventStoreServer>();

/**
 * The ledger on a server of this process that belongs to a folder: an application that is opened there again finds it.
 * Instants can be asked about at once: the clock of these tests stays where it is.
 */
export const eventStoreDbAt =
  (home: string): OpenEngines =>
  async (config, clock, logger, duties) => {
    const server = servers.get(home) ?? (await startServer());
    servers.set(home, server);
    const open = enginesAround(openLedger(projected, -1), false);
    return open({ ...config, eventsUrl: `esdb://127.0.0.1:${server.port}?tls=false` }, clock, logger, duties);
  };

afterAll(() => {
  for (const server of servers.values()) server.stop();
  servers.clear();
});
