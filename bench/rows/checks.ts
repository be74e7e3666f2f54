import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import type { Bench } from '../bench.js';
import { cpuPerRequest, serve } from '../cpu.js';
import { child, generate } from '../load.js';
import type { OpenLoad } from '../open-loop.js';
import { customerId, populate, streamOf } from '../population.js';
import { check } from '../bench.js';
import { perSecond, round, type Row } from '../report.js';

const asked = 20_000;
/** Fewer: one address may send 6,000 requests without a key in a minute. */
const alive = 1_500;
const cached = 500;

/** Its own small ledger: 500 customers are cached whatever the number of those that are not. */
export const cpu = async (times: number): Promise<readonly Row[]> => {
  const home = mkdtempSync(join(tmpdir(), 'service-ledger-bench-cpu-'));
  const store = SqliteEventStore.open(home, () => Date.now() - 86_400_000);
  await populate(store, 0, cached);
  await store.close();
  const product = await serve({ home });
  const key = await product.key();
  const paths = Array.from({ length: cached }, (_, n) => check(customerId(n)));
  const first = await fetch(product.url + paths[0]!, { headers: { authorization: `Bearer ${key}` } });
  const bare = await serve({ bytes: await first.text() });
  const load = (url: string, asking: readonly string[]) => (amount: number) =>
    generate(url, key, asking, { connections: 32, amount });
  const [bareLoad, aliveLoad, checkLoad] = [
    load(bare.url, paths),
    load(product.url, ['/health/live']),
    load(product.url, paths),
  ];
  for (const warm of [bareLoad, checkLoad]) await warm(asked);
  await aliveLoad(alive / 3);
  const rows: Row[] = [];
  for (let n = 0; n < times; n += 1) {
    const limit = await cpuPerRequest(bare, bareLoad, asked);
    const health = await cpuPerRequest(product, aliveLoad, alive);
    const real = await cpuPerRequest(product, checkLoad, asked);
    rows.push({
      what: 'processor time of the server per GET /entitlements/check, customer cached',
      measured: `${round(real, 1)} µs (${round(health, 1)} µs /health/live, ${round(health / limit)} times)`,
      limit: `${round(limit, 1)} µs bare Fastify, the same bytes`,
      ratio: String(round(real / limit)),
      bar: '<= 4',
      isWithinBar: real <= 4 * limit,
    });
  }
  await product.close();
  await bare.close();
  rmSync(home, { recursive: true, force: true });
  return rows;
};

/** Requests/s as fast as the server answers, 32 connections. */
const rateOf = async ({ url, key, paths }: Bench, seconds: number) =>
  generate(url, key, paths, { connections: 32, seconds });

export const rate = async (bench: Bench): Promise<Row> => {
  const { url, key, fixedPaths, customers } = bench;
  await rateOf(bench, 3);
  const limit = await generate(url, key, fixedPaths, { connections: 32, seconds: 6 });
  const real = await rateOf(bench, 6);
  return {
    what: `GET /entitlements/check, ${customers.toLocaleString('en')} customers`,
    measured: perSecond(real.perSecond),
    limit: `${perSecond(limit.perSecond)} fixed answer`,
    ratio: String(round(real.perSecond / limit.perSecond)),
    bar: '>= 0.7',
    isWithinBar: real.perSecond >= 0.7 * limit.perSecond && real.non2xx === 0,
  };
};

const open = ({ url, key, paths }: Bench, atRate: number): Promise<OpenLoad> =>
  child('open-loop.js', { url, key, paths, rate: Math.max(50, Math.floor(atRate)), seconds: 5 });

/** Appends and projects with 64 writers until it is stopped. */
const writing = ({ stores }: Bench): (() => Promise<unknown>) => {
  let going = true;
  const writer = async (lane: number) => {
    for (let n = 0; going; n += 1) {
      const { stream, events } = streamOf('contract', `con_busy_${lane}_${n}`, []);
      await stores.ledger.handle({
        vendor: 'seeyon',
        category: 'bench',
        id: `${lane}-${n}-${stream.length + events.length}-${performance.now()}`,
        decider: { initial: 0, decide: () => [{ type: 'Noted', data: { n } }], evolve: (state: number) => state + 1 },
        command: {},
        request: {
          actor: { id: 'bench', role: 'admin' },
          channel: 'bench',
          correlationId: 'bench',
          scope: 'bench',
          body: null,
        },
      });
    }
  };
  const writers = Array.from({ length: 64 }, (_, lane) => writer(lane));
  return () => {
    going = false;
    return Promise.all(writers);
  };
};

/** Idle before and after: one disturbance of the machine is not taken for the server's. */
export const writers = async (bench: Bench): Promise<Row> => {
  const quarter = (await rateOf(bench, 4)).perSecond / 4;
  const before = await open(bench, quarter);
  const end = writing(bench);
  const busy = await open(bench, quarter);
  await end();
  const after = await open(bench, quarter);
  const idle = Math.min(before.p99, after.p99);
  return {
    what: 'its p99 while 64 writers append',
    measured: `${round(busy.p99)} ms`,
    limit: `${round(idle)} ms idle, both at ${Math.floor(quarter)}/s, open loop`,
    ratio: String(round(busy.p99 / idle)),
    bar: '<= 3',
    isWithinBar: busy.failed === 0 && busy.p99 <= 3 * idle,
  };
};

export const latency = async (bench: Bench): Promise<Row> => {
  const half = (await rateOf(bench, 4)).perSecond / 2;
  const seen = await open(bench, half);
  return {
    what: 'its p99 at half of its rate, open loop',
    measured: `${round(seen.p99)} ms (p50 ${round(seen.p50)}, p90 ${round(seen.p90)}), longest ${round(seen.longest)} ms`,
    limit: `10 ms, none over 200 ms; ${perSecond(half)} due, ${seen.failed} failed`,
    ratio: String(round(seen.p99 / 10)),
    bar: 'both',
    isWithinBar: seen.failed === 0 && seen.p99 <= 10 && seen.longest <= 200,
  };
};
