import { afterAll } from '@jest/globals';
import type { Config } from '../../../src/platform/config/settings.js';
import { startServer } from './fixture.js';
import type { EventStoreServer } from './server.js';

const servers = new Map<string, EventStoreServer>();

/** TEST_EVENTS=eventstoredb: the application has its ledger on a server of this process, one for each folder. */
export async function withLedgerOfHome(config: Config): Promise<Config> {
  if (process.env['TEST_EVENTS'] !== 'eventstoredb' || config.eventsUrl !== 'sqlite:') return config;
  const server = servers.get(config.home) ?? (await startServer());
  servers.set(config.home, server);
  return { ...config, eventsUrl: `esdb://127.0.0.1:${server.port}?tls=false` };
}

afterAll(() => {
  for (const server of servers.values()) server.stop();
  servers.clear();
});
