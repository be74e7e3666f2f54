import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  EventStoreDbEventStore,
  type EventStoreDbOptions,
} from '../../../src/platform/eventstoredb/eventstoredb-event-store.js';
import { type Limits, productLimits } from '../../../src/platform/eventstoredb/limits.js';
import { beginning } from '../../../src/platform/eventstoredb/places.js';
import type { LedgerFixture, OpenLedger } from '../../contract/event-store.contract.js';
import { OrdinalsStore, StoredOrdinals } from '../../../src/platform/ordinals/stored-ordinals.js';
import { freshFolder } from '../folder.js';
import { TcpProxy } from '../tcp-proxy.js';
import { EventStoreServer } from './server.js';
import { orderedLedger } from '../ordered-ledger.js';

/** So that faults are noticed at the pace of tests. */
export const quickLimits: Limits = {
  ...productLimits,
  attemptMs: 1_000,
  appendMs: 4_000,
  silenceMs: 1_000,
  readMs: 3_000,
  watchMs: 100,
  removalsMs: 50,
  firstPauseMs: 5,
  longestPauseMs: 100,
};

/** A server of this process, with what the product asks of one. */
export const startServer = (): Promise<EventStoreServer> =>
  new EventStoreServer({ maxAppendSize: 16 * 1024 * 1024 }).start();

/** A server, a proxy before it, and the ledger as processes have it open; all closed after the test. */
export interface TestLedger {
  readonly server: EventStoreServer;
  readonly proxy: TcpProxy;
  readonly clock: { now: number };
  /** As another process would, through the same proxy. */
  open(more?: Partial<EventStoreDbOptions>): Promise<EventStoreDbEventStore>;
  close(): Promise<void>;
}

export async function testLedger(server?: EventStoreServer): Promise<TestLedger> {
  const started = server ?? (await startServer());
  const proxy = await TcpProxy.to(() => started.port);
  const clock = { now: Date.parse('2026-01-01T00:00:00.000Z') };
  const stores: EventStoreDbEventStore[] = [];
  return {
    server: started,
    proxy,
    clock,
    open: async (more = {}) => {
      const options = { clock: () => clock.now, limits: quickLimits, ...more };
      const store = await EventStoreDbEventStore.open(`esdb://127.0.0.1:${proxy.port}?tls=false`, options);
      stores.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await proxy.close();
      started.stop();
    },
  };
}

/** Resolves when the condition holds; the test's own limit ends it otherwise. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(5);
}

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
  const folder = freshFolder();
  return {
    clock,
    settledAfterMs: 5_001,
    open: async (): Promise<OpenLedger> => {
      const store = OrdinalsStore.open(folder);
      const now = store.clockOver(() => clock.now);
      const events = await EventStoreDbEventStore.open(address, { clock: now, limits, prefix });
      const ordinals = new StoredOrdinals(events, store, () => clock.now, beginning);
      return orderedLedger(events, ordinals);
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
