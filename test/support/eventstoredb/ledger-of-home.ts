import { afterAll } from '@jest/globals';
import type { Config } from '../../../src/platform/config/settings.js';
import { enginesAround } from '../../../src/platform/embedded/embedded-engines.js';
import type { OpenEngines } from '../../../src/platform/engines.js';
import { openLedger } from '../../../src/platform/eventstoredb/open-ledger.js';
import { projected } from '../../../src/projections.js';
import { startServer } from './fixture.js';
import type { EventStoreServer } from './server.js';

const servers = new Map<string, EventStoreServer>();

/**
 * TEST_EVENTS=eventstoredb: the application has its ledger on a server of this process, one for each folder. Instants can
 * be asked about at once: the clock of these tests stays where it is.
 */
export async function withLedgerOfHome(
  config: Config,
  engine = process.env['TEST_EVENTS'],
): Promise<{ readonly config: Config; readonly engines?: OpenEngines }> {
  if (engine !== 'eventstoredb' || config.eventsUrl !== 'sqlite:') return { config };
  const server = servers.get(config.home) ?? (await startServer());
  servers.set(config.home, server);
  return {
    config: { ...config, eventsUrl: `esdb://127.0.0.1:${server.port}?tls=false` },
    engines: enginesAround(openLedger(projected, -1)),
  };
}

afterAll(() => {
  for (const server of servers.values()) server.stop();
  servers.clear();
});
