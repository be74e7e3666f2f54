import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Controller, Get, Header, Module, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { decide } from '../domain/entitlement/decide.js';
import { contractSheet } from '../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { createApp } from '../src/app.js';
import { assemble } from '../src/app.module.js';
import { QuestionDto } from '../src/entitlements/question.dto.js';
import { Sheets } from '../src/entitlements/sheets.js';
import { Allow } from '../src/platform/auth/caller.js';
import { readConfig } from '../src/platform/config/settings.js';
import { SqliteEventStore } from '../src/platform/events/sqlite-event-store.js';
import { openLog } from '../src/platform/logging/logger.js';
import { Projector } from '../src/platform/projector/projector.js';
import { SqliteViewStore, viewsFile } from '../src/platform/views/sqlite-view-store.js';
import type { Stores } from '../src/platform/stores.module.js';
import { PolicyBooks } from '../src/policies/policies.port.js';
import type { OpenLoad } from './open-loop.js';
import { bare, throughPort } from './appends.js';
import { contractsEach, customerId, longLived, populate, streamOf } from './population.js';
import { perSecond, report, round, type Row } from './report.js';

const customers = Number(/--customers[= ](\d+)/.exec(process.argv.slice(2).join(' '))?.[1] ?? 100_000);
const home = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
const at = '2026-01-15T02:00:00.000Z';
const check = (id: string) => `/api/v1/entitlements/check?customerId=${id}&service=maintenance&at=${at}`;
const rows: Row[] = [];
const print = (what: string) => process.stdout.write(`${what}\n`);
let fixed = '';

/** An answer that costs nothing to make, behind the same guard and the same validation. */
@Controller('bench')
class FixedController {
  @Get('fixed')
  @Header('content-type', 'application/json; charset=utf-8')
  @Allow('admin', 'system')
  answer(@Query() _question: QuestionDto): string {
    return fixed;
  }
}
@Module({ controllers: [FixedController] })
class FixedModule {}

const start = async (folder: string): Promise<{ app: NestFastifyApplication; stores: Stores; seconds: number }> => {
  const since = performance.now();
  let viewsReady: Promise<void> = Promise.resolve();
  const { app, stores } = await createApp(readConfig({ LEDGER_HOME: folder }), {
    logger: openLog('silent'),
    assemble: async (...parts) => {
      const assembly = await assemble(...parts);
      viewsReady = assembly.viewsReady;
      return { ...assembly, imports: [...assembly.imports, FixedModule] };
    },
  });
  await viewsReady;
  return { app, stores, seconds: (performance.now() - since) / 1000 };
};

interface Load {
  readonly perSecond: number;
  readonly p99: number;
  readonly seconds: number;
  readonly non2xx: number;
}
/**
 * Runs a program of this folder in a process of its own; it reads its task from standard input and prints its result.
 */
const child = <T>(program: string, task: object): Promise<T> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [join(import.meta.dirname, program)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    running.stdin.end(JSON.stringify(task));
    let out = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    running.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out) as T) : reject(new Error(`${program} ended with ${code}`)),
    );
  });
const generate = (url: string, key: string, paths: readonly string[], shape: object): Promise<Load> =>
  child('generator.js', { url, key, paths, ...shape });
const post = (batches: readonly string[]): Promise<{ readonly seconds: number }> =>
  child('batch.js', { url, key, batches });
/** The histogram counts its own interval in, in milliseconds. */
const delayResolution = 5;

const store = SqliteEventStore.open(home, () => Date.now() - 86_400_000);
print(`appending the events of ${customers} customers with ${contractsEach} contracts each`);
const few = await longLived(store, customers + 1, 10);
const many = await longLived(store, customers + 2, 10_000);
const events = (await populate(store, 0, customers)) + 10_012;
await store.close();

print('computing the views');
await (await start(home)).app.close();
const { app, stores, seconds: startSeconds } = await start(home);
const memory = process.memoryUsage().rss / 2 ** 20;
rows.push({
  what: `start with ${events.toLocaleString('en')} events, memory after it`,
  measured: `${round(startSeconds)} s, ${Math.round(memory)} MiB`,
  limit: '3 s, 400 MiB',
  ratio: '',
  bar: 'both',
  isWithinBar: startSeconds <= 3 && memory <= 400,
});

await app.listen(0, '127.0.0.1');
const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
const { token: key } = stores.apiKeys.create({ vendor: 'seeyon', role: 'admin', name: 'bench' });
const random = Array.from({ length: 4_000 }, (_, index) => check(customerId((index * 7919) % customers)));
fixed = (await app.inject({ url: random[0]!, headers: { authorization: `Bearer ${key}` } })).body;
const fixedPaths = random.map((path) => path.replace('entitlements/check', 'bench/fixed'));

print('single checks');
await generate(url, key, random, { connections: 32, seconds: 3 });
const limit = await generate(url, key, fixedPaths, { connections: 32, seconds: 6 });
const real = await generate(url, key, random, { connections: 32, seconds: 6 });
const raw = await generate(url, key, ['/health/live'], { connections: 32, seconds: 4 });
rows.push({
  what: `GET /entitlements/check, ${customers.toLocaleString('en')} customers`,
  measured: perSecond(real.perSecond),
  limit: `${perSecond(limit.perSecond)} fixed answer (${perSecond(raw.perSecond)} /health/live)`,
  ratio: String(round(real.perSecond / limit.perSecond)),
  bar: '>= 0.6',
  isWithinBar: real.perSecond >= 0.6 * limit.perSecond && real.non2xx === 0,
});

print('checks while 64 writers append');
const rate = Math.max(50, Math.floor(real.perSecond / 4));
const open = (at: number): Promise<OpenLoad> =>
  child('open-loop.js', { url, key, paths: random, rate: at, seconds: 5 });
// Before and after, in turns: one disturbance of the machine is not taken for the server's.
await open(rate);
const before = [await open(rate), await open(rate)];
let writing = true;
const writer = async (lane: number) => {
  for (let n = 0; writing; n += 1) {
    const { stream, events } = streamOf('contract', `con_busy_${lane}_${n}`, []);
    await stores.ledger.handle({
      vendor: 'seeyon',
      category: 'bench',
      id: `${lane}-${n}-${stream.length + events.length}`,
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
const busyRounds = [await open(rate), await open(rate), await open(rate)];
writing = false;
await Promise.all(writers);
const middle = (loads: readonly OpenLoad[]) =>
  loads.map(({ p99 }) => p99).sort((a, b) => a - b)[Math.floor(loads.length / 2)]!;
const [idle, busy] = [middle([...before, await open(rate)]), middle(busyRounds)];
rows.push({
  what: 'its p99 while 64 writers append',
  measured: `${round(busy)} ms`,
  limit: `${round(idle)} ms idle, both at ${rate}/s, open loop, the middle of three rounds`,
  ratio: String(round(busy / idle)),
  bar: '<= 3',
  isWithinBar: busyRounds.every(({ failed }) => failed === 0) && busy <= 3 * idle,
});

print('percentiles at a constant rate');
for (const share of [0.25, 0.5, 0.75]) {
  const seen = await open(Math.floor(real.perSecond * share));
  rows.push({
    what: `its latency at ${share * 100} % of its rate, open loop`,
    measured: `p50 ${round(seen.p50)}, p90 ${round(seen.p90)}, p99 ${round(seen.p99)}, p99.9 ${round(seen.p999)} ms`,
    limit: `${perSecond(Math.floor(real.perSecond * share))} due, ${seen.failed} failed`,
    ratio: '',
    bar: '',
    isWithinBar: seen.failed === 0,
  });
}

print('batches');
// Each part asks about customers of its own, so that none of them begins with these sheets in the cache.
const batchCustomers = (part: number) =>
  Array.from({ length: 10_000 }, (_, index) => customerId(((part * 10_000 + index) * 7919) % customers));
const batchOf = (part: number) =>
  JSON.stringify({ questions: batchCustomers(part).map((id) => ({ customerId: id, service: 'maintenance', at })) });
await post([batchOf(1), batchOf(2)]);
const delay = monitorEventLoopDelay({ resolution: delayResolution });
delay.enable();
const { seconds: batchSeconds } = await post([batchOf(3)]);
delay.disable();
const stall = delay.max / 1e6 - delayResolution;
const { seconds: singleSeconds } = await generate(url, key, batchCustomers(4).map(check), {
  connections: 32,
  amount: 10_000,
});
rows.push({
  what: 'check-batch, 10,000 brief questions; longest stall of the event loop',
  measured: `${round(batchSeconds)} s; ${round(stall, 0)} ms`,
  limit: `${round(singleSeconds)} s for as many single checks; 50 ms`,
  ratio: String(round(batchSeconds / singleSeconds)),
  bar: '<= 0.33',
  isWithinBar: batchSeconds <= singleSeconds / 3 && stall <= 50,
});

print('decisions in process');
const books = app.get(PolicyBooks, { strict: false });
await books.refresh();
const projector = app.get(Projector, { strict: false });
const position = projector.position();
const question = (id: string) =>
  ({
    customerId: id,
    service: 'maintenance',
    at: Date.parse(at),
    knownPosition: position,
    contractId: null,
    productSeries: null,
    channel: null,
    urgency: null,
    module: null,
    targetVersion: null,
    region: null,
  }) as const;
const book = books.book('seeyon');
/**
 * Reads of a freshly opened store with none of its pages in memory, and no sheet cached: `read` always goes to the
 * rows.
 */
const coldReader = async (folder: string) => {
  const views = SqliteViewStore.open(folder, print);
  const sheets = new Sheets((await views.live(customerSheet))!, (await views.live(contractSheet))!, () => position, {
    onChange: () => undefined,
  });
  return {
    read: (id: string) => sheets.read('seeyon', book, id, Date.parse(at), position),
    close: () => views.close(),
  };
};
const { read, close: closeReader } = await coldReader(home);
const sheet = (await read(customerId(7)))!;
await closeReader();
const repeatedQuestion = question(customerId(7));
for (let n = 0; n < 200_000; n += 1) decide(repeatedQuestion, sheet, book);
const began = performance.now();
for (let n = 0; n < 1_000_000; n += 1) decide(repeatedQuestion, sheet, book);
const decisions = 1_000_000 / ((performance.now() - began) / 1000);
rows.push({
  what: `decision in process, ${contractsEach} contracts`,
  measured: perSecond(decisions),
  limit: '200,000/s',
  ratio: String(round(decisions / 200_000)),
  bar: '>= 1',
  isWithinBar: decisions >= 200_000,
});

print('cold checks');
type Reader = Awaited<ReturnType<typeof coldReader>>;
const timeOf = async (reader: Reader, id: string): Promise<number> => {
  const from = performance.now();
  decide(question(id), (await reader.read(id))!, book);
  return (performance.now() - from) * 1000;
};
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
/**
 * Lets the kernel forget the file, as far as it is on disk (GNU dd; root is not needed). False where that cannot be
 * done here.
 */
const forget = (folder: string): boolean =>
  spawnSync('dd', [`if=${join(folder, viewsFile)}`, 'iflag=nocache', 'count=0']).status === 0;
/** One check with no page in memory, neither in the program nor in the kernel. */
const coldCheck = async (folder: string, id: string): Promise<number> => {
  const reader = await coldReader(folder);
  forget(folder);
  const time = await timeOf(reader, id);
  await reader.close();
  return time;
};
/** In turns, so that both sides have the same disk and the same warm code. */
const coldest = async (
  one: { readonly folder: string; id(n: number): string },
  other: typeof one,
): Promise<readonly [number, number]> => {
  const times: [number[], number[]] = [[], []];
  for (let n = -20; n < 100; n += 1)
    for (const [side, { folder, id }] of [one, other].entries()) {
      const time = await coldCheck(folder, id(Math.abs(n)));
      if (n >= 0) times[side]!.push(time);
    }
  return [median(times[0]), median(times[1])];
};
const caches = forget(home) ? '' : ", the kernel's caches as they were";
const [short, long] = await coldest({ folder: home, id: () => few }, { folder: home, id: () => many });
rows.push({
  what: `the same check, a contract of 10,000 events against one of 10, cold${caches}`,
  measured: `${round(long, 0)} µs`,
  limit: `${round(short, 0)} µs`,
  ratio: String(round(long / short)),
  bar: '<= 1.3',
  isWithinBar: long <= 1.3 * short,
});
const fewer = Math.min(customers, 10_000);
const smallHome = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
const smallStore = SqliteEventStore.open(smallHome, () => Date.now() - 86_400_000);
await populate(smallStore, 0, fewer);
await smallStore.close();
await (await start(smallHome)).app.close();
const spread = (count: number) => (n: number) => customerId((n * 7919) % count);
const [small, large] = await coldest({ folder: smallHome, id: spread(fewer) }, { folder: home, id: spread(customers) });
rows.push({
  what:
    `the same check with ${customers.toLocaleString('en')} customers stored against ` +
    `${fewer.toLocaleString('en')}, cold${caches}`,
  measured: `${round(large, 0)} µs`,
  limit: `${round(small, 0)} µs`,
  ratio: String(round(large / small)),
  bar: '<= 1.3',
  isWithinBar: large <= 1.3 * small,
});
/** The first checks of a process: of a small store it soon knows all pages, of a large one hardly any. */
const firstChecks = async (folder: string, count: number): Promise<number> => {
  const reader = await coldReader(folder);
  const times: number[] = [];
  for (let n = 0; n < 2_000; n += 1) times.push(await timeOf(reader, spread(count)(n)));
  await reader.close();
  return median(times);
};
const [smallFirst, largeFirst] = [await firstChecks(smallHome, fewer), await firstChecks(home, customers)];
rmSync(smallHome, { recursive: true, force: true });
rows.push({
  what: 'the same in the middle of 2,000 first checks of a process',
  measured: `${round(largeFirst, 0)} µs`,
  limit: `${round(smallFirst, 0)} µs`,
  ratio: String(round(largeFirst / smallFirst)),
  bar: '',
  isWithinBar: true,
});

print('rebuild of all views');
let scanned = 0;
const scanBegan = performance.now();
for (let after = 0; ;) {
  const read = await stores.events.readAll(after, 1000);
  if (read.length === 0) break;
  scanned += read.length;
  after = read.at(-1)!.position;
}
const scan = scanned / ((performance.now() - scanBegan) / 1000);
const rebuildBegan = performance.now();
await projector.rebuild();
const rebuild = scanned / ((performance.now() - rebuildBegan) / 1000);
rows.push({
  what: 'rebuild of all views',
  measured: `${perSecond(rebuild)} events`,
  limit: `${perSecond(scan)} scanned and parsed`,
  ratio: String(round(rebuild / scan)),
  bar: '>= 0.3',
  isWithinBar: rebuild >= 0.3 * scan,
});
await app.close();
rmSync(home, { recursive: true, force: true });

print('durable appends');
const [bareRate, portRate] = [await bare(4), await throughPort(4)];
rows.push({
  what: 'durable appends through the events port, 64 writers',
  measured: perSecond(portRate),
  limit: `${perSecond(bareRate)} bare better-sqlite3`,
  ratio: String(round(portRate / bareRate)),
  bar: '>= 0.5',
  isWithinBar: portRate >= 0.5 * bareRate,
});

report(
  `bench ${customers} ${contractsEach}`,
  rows,
  `${customers.toLocaleString('en')} customers, ${contractsEach} contracts each, ${events.toLocaleString('en')} events`,
);
process.exit(0);
