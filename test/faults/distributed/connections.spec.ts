import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { note } from '../../support/note.js';
import { loadedSet, oneOfEachRole } from '../../support/distributed/loaded-set.js';
import type { Engine, ServedSet } from '../../support/distributed/served-set.js';
import type { Workload } from '../../support/distributed/workload.js';
import { hasOwnRedis } from '../../support/redis.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';

/** Bytes of requests that write, and what they are for. */
const writes: readonly (readonly [Engine, string, string])[] = [
  ['EventStoreDB', 'an append', 'ContractPurchased'],
  ['MongoDB', 'a new key, number or row', '\x02insert\0'],
  ['MongoDB', 'a change of rows or numbers', '\x02update\0'],
  ['Redis', 'a transaction of jobs', '\r\nexec\r\n'],
];
const engines: readonly Engine[] = ['EventStoreDB', 'MongoDB', 'Redis'];

const faults: Readonly<Record<string, (proxy: TcpProxy) => Promise<void>>> = {
  'reset again and again': async (proxy) => {
    for (let n = 0; n < 8; n += 1) {
      proxy.reset();
      await sleep(150);
    }
  },
  slow: async (proxy) => {
    proxy.slow(100);
    await sleep(2_000);
  },
  silent: async (proxy) => {
    proxy.silence();
    // Connections that were silenced stay so: nobody is notified.
    await sleep(1_500);
  },
};

(hasOwnRedis ? describe : describe.skip)('connections of an api, a projector and a worker [needs redis-server]', () => {
  let set: ServedSet;
  let close: () => Promise<void>;
  let load: Workload;

  beforeAll(async () => {
    ({ set, load, close } = await loadedSet(oneOfEachRole));
  });
  afterAll(() => close());

  describe.each(['before', 'after'] as const)('cut %s the server has accepted', (when) => {
    it.each(writes)('%s: %s', async (engine, _what, request) => {
      load.begin();
      for (let n = 0; n < 3; n += 1) {
        await load.meanwhile(set.cutWrite(engine, request, when));
        await load.progress(3);
      }
      note(await load.recovery());
      await load.check();
    });
  });

  describe.each(Object.keys(faults))('%s', (fault) => {
    it.each(engines)('to %s', async (engine) => {
      const proxy = set.proxies[engine];
      load.begin();
      await load.progress(10);
      await faults[fault]!(proxy);
      proxy.heal();
      note(await load.recovery());
      await load.check();
    });
  });
});
