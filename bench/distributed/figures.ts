import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApplication } from '../../src/app.js';
import { readConfig } from '../../src/platform/config/settings.js';
import { EventStoreDbEventStore } from '../../src/platform/eventstoredb/eventstoredb-event-store.js';
import type { EventStore } from '../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { openLog } from '../../src/platform/logging/logger.js';
import { check } from '../bench.js';
import { machine, writeSection } from '../page.js';
import { contractsEach, customerId, populate } from '../population.js';
import { perSecond, round } from '../report.js';
import { appended, BareDrivers, rateOf } from './bare.js';
import { Servers } from './servers.js';

/** Appends, checks and projection over the distributed set beside the embedded one, in one run. */
const customers = 600;
const lanes = 16;
const seconds = 3;
const folder = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
const servers = await Servers.start(folder);
const { urls } = servers;

/** What calls a second, with the processor time of each in this process and in the doubles, in µs. */
interface Figure {
  readonly rate: number;
  readonly own: number;
  readonly doubles: number;
}
const figure = async (measured: () => Promise<{ readonly rate: number; readonly calls: number }>): Promise<Figure> => {
  const [own, doubles] = [process.cpuUsage(), servers.doublesCpu];
  const { rate, calls } = await measured();
  const { user, system } = process.cpuUsage(own);
  return { rate, own: (user + system) / calls, doubles: (servers.doublesCpu - doubles) / calls };
};
const appends = (store: EventStore): Promise<Figure> =>
  figure(async () => {
    let calls = 0;
    const rate = await rateOf(lanes, seconds, async (lane, n) => {
      const { stream, events } = appended(lane, n);
      await store.append(stream, -1, events);
      calls += 1;
    });
    return { rate, calls };
  });

interface Figures {
  readonly first: Figure;
  readonly cached: Figure;
  readonly rebuild: Figure;
}
/** Of the product in this process, whose role is all, over a ledger that it is given. */
const ofProduct = async (env: Readonly<Record<string, string>>): Promise<Figures> => {
  const { app, stores, ready } = await openApplication(readConfig(env), { logger: openLog('silent') });
  await ready;
  const before = (await stores.ordinals.head()).position;
  let events = 0;
  for (let n = 0; n < customers; n += 50) events += await populate(stores.events, n, n + 50);
  while ((await stores.ordinals.head()).position < before + events) await sleep(20);
  await stores.views.reached(before + events, 60_000);
  const { token } = await stores.apiKeys.create({ vendor: 'seeyon', role: 'admin', name: 'bench' });
  const headers = { authorization: `Bearer ${token}` };
  /** Of every customer, so many times. */
  const asked = (times: number): Promise<Figure> =>
    figure(async () => {
      const calls = customers * times;
      const began = performance.now();
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let n = next++; n < calls; n = next++) {
          const { statusCode, body } = await app.inject({ url: check(customerId(n % customers)), headers });
          if (statusCode !== 200) throw new Error(`a check answered ${statusCode} ${body}`);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      return { rate: (calls * 1_000) / (performance.now() - began), calls };
    });
  const first = await asked(1);
  const cached = await asked(10);
  const rebuild = await figure(async () => {
    const began = performance.now();
    await stores.views.rebuild();
    return { rate: ((before + events) * 1_000) / (performance.now() - began), calls: before + events };
  });
  await app.close();
  return { first, cached, rebuild };
};

const embedded = await ofProduct({ LEDGER_HOME: join(folder, 'embedded') });
const distributed = await ofProduct({
  LEDGER_HOME: join(folder, 'distributed'),
  EVENTS_URL: urls.events,
  VIEWS_URL: urls.views,
  JOBS_URL: urls.jobs,
  FILES_URL: 'gridfs:',
});
const bare = new BareDrivers(urls);
const bareChecks = await bare.checks(contractsEach, lanes);
const [scan, writes] = [await bare.scan(), await bare.writes(5_000)];
// Last: what they append is no part of a ledger, and would be read with it.
const stores = {
  embedded: SqliteEventStore.open(join(folder, 'appends'), Date.now),
  distributed: await EventStoreDbEventStore.open(urls.events, { clock: Date.now, prefix: 'bench.' }),
};
const appendedTo = { embedded: await appends(stores.embedded), distributed: await appends(stores.distributed) };
const bareAppends = await bare.appends(lanes, seconds);
for (const store of Object.values(stores)) await store.close();
await bare.close();
await servers.stop();
rmSync(folder, { recursive: true, force: true });

const row = (what: string, own: Figure, over: Figure, driver: string): string =>
  `| ${what} | ${perSecond(own.rate)} | ${perSecond(over.rate)} | ${round(over.rate / own.rate)} | ${driver} | ` +
  `${Math.round(own.own)} | ${Math.round(over.own)} | ${Math.round(over.doubles)} |`;
const rows = [
  row(
    `appends, ${lanes} writers`,
    appendedTo.embedded,
    appendedTo.distributed,
    `${perSecond(bareAppends)} appends with the read of what was recorded`,
  ),
  row(
    'first check of a customer',
    embedded.first,
    distributed.first,
    `${perSecond(bareChecks)} times the two reads of it`,
  ),
  row('check of a cached customer', embedded.cached, distributed.cached, 'none: it reads nothing'),
  row(
    'rebuild of all views, events',
    embedded.rebuild,
    distributed.rebuild,
    `${perSecond(scan)} events read, ${perSecond(writes)} rows stored`,
  ),
];
process.stdout.write(`${rows.join('\n')}\n`);
writeSection(
  'distributed',
  `## The distributed set beside the embedded one

Repeat with \`npm run bench:distributed\`. ${servers.described}. ${machine()}.

| what | embedded | distributed | ratio | bare drivers on the same servers | processor µs each: embedded | distributed | doubles |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

One process of the product, whose role is all, with ${customers} customers of ${contractsEach} contracts; ${lanes} calls at once, checks injected as requests without a network. A double is a JavaScript program that keeps everything in memory and syncs nothing: these figures show what the adapters cost, not what the servers do. The bare drivers send the calls that the adapters send (an append and its read; two reads by ids; pages of the log, stored rows), so that what a double answers at most is known; the last column is the processor time of both doubles for each. All processes share the cores of the machine. The embedded appends are synced to the disk.
`,
);
process.exit(0);
