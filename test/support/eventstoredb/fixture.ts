import { randomUUID } from 'node:crypto';
import { EventStoreDbEventStore } from '../../../src/platform/eventstoredb/eventstoredb-event-store.js';
import { type Limits, productLimits } from '../../../src/platform/eventstoredb/limits.js';
import type { LedgerFixture, OpenLedger } from '../../contract/event-store.contract.js';
import { StoredOrdinals, StrictOrdinals } from '../strict/strict-ordinals.js';
import { TcpProxy } from '../tcp-proxy.js';
import { EventStoreServer } from './server.js';

/** So that faults are noticed at the pace of tests. */
export const quickLimits: Limits = {
  ...productLimits,
  attemptMs: 400,
  appendMs: 2_000,
  silenceMs: 400,
  readMs: 1_000,
  watchMs: 50,
  removalsMs: 50,
  firstPauseMs: 5,
  longestPauseMs: 100,
};

/** A server of this process, with what the product asks of one. */
export const startServer = (): Promise<EventStoreServer> =>
  new EventStoreServer({ maxAppendSize: 16 * 1024 * 1024 }).start();

/** The given URL with another address. */
export const throughProxy = (url: string, port: number): string =>
  url.replace(/(:\/\/(?:[^@/]*@)?)[^/?]+/, `$1127.0.0.1:${port}`);

const addressIn = (url: string): { readonly host: string; readonly port: number } => {
  const [, host = '', port = '2113'] = /:\/\/(?:[^@/]*@)?([^:/?,]+)(?::(\d+))?/.exec(url) ?? [];
  return { host, port: Number(port) };
};

/** A ledger of its own on the server that a URL names, or on one of this process; the connection can be cut. */
export async function esdbFixture(url: string | undefined, limits: Limits = productLimits): Promise<LedgerFixture> {
  const clock = { now: 0 };
  const server = url === undefined ? await startServer() : undefined;
  const { host, port } = url === undefined ? { host: '127.0.0.1', port: server!.port } : addressIn(url);
  const proxy = await TcpProxy.to(() => port, host);
  const address = throughProxy(url ?? 'esdb://host?tls=false', proxy.port);
  const prefix = `ledger-${randomUUID()}.`;
  const storedOrdinals = new StoredOrdinals();
  return {
    clock,
    settledAfterMs: 5_001,
    open: async (): Promise<OpenLedger> => {
      const events = await EventStoreDbEventStore.open(address, { clock: () => clock.now, limits, prefix });
      const ledger = { now: () => clock.now, beginning: 'start' };
      const ordinals = new StrictOrdinals(events, ledger, { stored: storedOrdinals });
      return {
        events,
        ordinals,
        close: async () => {
          await ordinals.close();
          await events.close();
        },
      };
    },
    interrupt: () => {
      proxy.cut();
      return () => proxy.heal();
    },
    remove: async () => {
      await proxy.close();
      server?.stop();
    },
  };
}
