import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Load } from './soak/load.js';
import { type MemorySample, slopes, warmUpMinutes } from './soak/memory.js';
import { randomFrom } from './soak/random.js';
import { Server } from './soak/server.js';

/**
 * Mixed load on a server that is killed at random, for `--minutes` (default 60). Ends with 1 when an acknowledgement
 * was lost or doubled, an answer came in other bytes, an erased person was there again, a backup could not be restored,
 * or `verify` found something.
 */
const option = (name: string, otherwise: number) =>
  Number(new RegExp(`--${name}[= ](\\d+)`).exec(process.argv.slice(2).join(' '))?.[1] ?? otherwise);
const minutes = option('minutes', 60);
const seed = option('seed', Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'service-ledger-soak-'));
const random = randomFrom(seed);
const began = Date.now();
const minute = () => (Date.now() - began) / 60_000;
const print = (what: string) => process.stdout.write(`${minute().toFixed(1).padStart(5)} min  ${what}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const errors: string[] = [];
const server = new Server(join(folder, 'home'), (line) => {
  if (errors.length < 200) errors.push(line);
  print(`server: ${line.slice(0, 1000)}`);
});
const load = new Load(server, random, `S${seed}`);
const count = { kills: 0, stops: 0, imports: 0, imported: 0, backups: 0, restores: 0, verified: 0 };
const starts: number[] = [];
const samples: MemorySample[] = [];

const fail = (what: string) => {
  load.faults.push(what);
  print(`FAULT ${what}`);
};
const json = <T>(
  { code, out, errors: stderr }: { code: number | null; out: string; errors: string },
  what: string,
): T | undefined => {
  if (code === 0) return JSON.parse(out) as T;
  fail(`${what} ended with ${code}: ${out} ${stderr}`);
  return undefined;
};

const start = async () => {
  starts.push(await server.start());
  // Every run of the server begins by checking what earlier runs acknowledged.
  await load.review(30);
};

/** Each minute: the checks that hold, and the memory of the process. */
const watch = async () => {
  for (let next = 0; minute() < minutes; next += 1 / 6) {
    await pause(Math.max(0, (next - minute()) * 60_000));
    const mebibytes = server.memory();
    if (mebibytes !== undefined)
      samples.push({ minute: minute(), uptime: (Date.now() - server.startedAt) / 60_000, mebibytes });
    if (Math.round(next * 6) % 6 === 0)
      print(
        `${Math.round(mebibytes ?? 0)} MiB, heap ` +
          `${Math.round(((await server.metric('nodejs_heap_size_used_bytes')) ?? 0) / 2 ** 20)} MiB, events.db ` +
          `${Math.round(sizeOf('events.db') / 2 ** 20)} MiB, ${JSON.stringify(load.counts)}`,
      );
  }
};
const sizeOf = (name: string) => (existsSync(join(server.home, name)) ? statSync(join(server.home, name)).size : 0);

/** Backups while the server works, each restored elsewhere; now and then verified there. */
const backUp = async () => {
  for (let n = 0; minute() < minutes; n += 1) {
    await pause(60_000 + random() * 60_000);
    const file = join(folder, `backup-${n}.db`);
    if (json(await server.command(['backup', file, '--json']), 'backup') === undefined) continue;
    count.backups += 1;
    const home = join(folder, `restored-${n}`);
    if (json(await server.command(['restore', file, '--json'], home), 'restore') !== undefined) count.restores += 1;
    if (
      n % 5 === 0 &&
      json<{ clean: boolean }>(await server.command(['verify', '--json'], home), 'verify of a backup')?.clean === true
    )
      count.verified += 1;
    rmSync(file, { force: true });
    rmSync(home, { recursive: true, force: true });
  }
};

/** While the server is stopped: an export of its own, the last one again with it, and `verify`. */
let records: string[] = [];
const maintain = async () => {
  const headings =
    '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
  const fresh = Array.from(
    { length: 300 },
    (_, n) =>
      `I${seed}-${count.imports}-${n % 150},Imported ` +
      (`${n % 150},VIP,市内,IM-${seed}-${count.imports}-${n},IL-${seed}-${count.imports}-${n},EKP,EKP,` +
        `5.0${n % 10},,2022-03-0${1 + (n % 9)},,联系人${n % 150},,i${n % 150}@example.com,,`),
  );
  const file = join(folder, 'export.csv');
  writeFileSync(file, `${[headings, ...records, ...fresh].join('\n')}\n`);
  const done = json<{ created: number; duplicates: number; errors: number }>(
    await server.command(['import', file, '--vendor', 'seeyon', '--json']),
    'import',
  );
  if (done !== undefined && (done.created !== fresh.length || done.duplicates !== records.length || done.errors !== 0))
    fail(`an import of ${fresh.length} new and ${records.length} known records came to ${JSON.stringify(done)}`);
  records = fresh;
  count.imports += 1;
  count.imported += fresh.length;
  await verify();
};
const verify = async () => {
  const found = json<{ clean: boolean; position: number }>(await server.command(['verify', '--json']), 'verify');
  if (found === undefined) return;
  count.verified += 1;
  print(`verify: ${found.clean ? 'clean' : 'NOT CLEAN'}, ${found.position} events`);
};

/** Lives: mostly short, every seventh long enough to see memory in; all but every eighth end with kill -9. */
const endRuns = async () => {
  for (let run = 1; minute() < minutes; run += 1) {
    const seconds = run % 7 === 2 ? 480 + random() * 240 : 5 + random() * 60;
    await pause(Math.min(seconds * 1000, Math.max(0, minutes - minute()) * 60_000));
    if (minute() >= minutes) return;
    if (run % 8 === 0) {
      await server.end('SIGTERM');
      count.stops += 1;
      await maintain();
    } else {
      await server.end('SIGKILL');
      count.kills += 1;
    }
    await start();
  }
};

print(`soak for ${minutes} minutes, seed ${seed}, in ${folder}`);
starts.push(await server.start());
const working = load.run(10, 60);
await Promise.all([watch(), backUp(), endRuns()]);
load.stop();
await working;
await load.review(1000);

const listed: string[] = [];
for (let cursor: string | null = ''; cursor !== null;) {
  const page = await server.call(
    'GET',
    `/contracts?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
  );
  const { items, nextCursor } = JSON.parse(page!.text) as {
    items: { contractNo: string }[];
    nextCursor: string | null;
  };
  listed.push(...items.map(({ contractNo }) => contractNo).filter((no) => no.startsWith('XS-')));
  cursor = nextCursor;
}
const present = new Set(listed);
const lost = [...load.bought].filter((no) => !present.has(no));
if (lost.length > 0) fail(`${lost.length} acknowledged purchases are lost: ${lost.slice(0, 5).join(', ')}`);
if (present.size !== listed.length) fail(`${listed.length - present.size} purchases are there twice`);
if (listed.some((no) => !load.requestedPaths.has(no))) fail('there are purchases that nobody made');
await server.end('SIGTERM');
await maintain();

const { overRun, perRun: inLife } = slopes(samples);
const warm = samples.filter(({ uptime }) => uptime >= warmUpMinutes).map(({ mebibytes }) => mebibytes);
print(
  `kills ${count.kills}, stops ${count.stops}, starts to ready ` +
    `${(starts.reduce((sum, s) => sum + s, 0) / starts.length).toFixed(1)} s on average, ` +
    `${Math.max(...starts).toFixed(1)} s at most`,
);
print(
  `calls ${JSON.stringify(load.counts)}; ${listed.length} purchases listed, ${load.bought.size} ` +
    `acknowledged; ${JSON.stringify(count)}`,
);
if (warm.length > 0)
  print(
    `memory after ${warmUpMinutes} minutes of a life: ${warm.length} looks, ${Math.round(Math.min(...warm))} ` +
      `to ${Math.round(Math.max(...warm))} MiB; ${overRun.toFixed(1)} MiB an hour over the run, ` +
      `${inLife.toFixed(1)} MiB an hour within a life`,
  );
print(`server errors logged: ${errors.length}; faults: ${load.faults.length}`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = load.faults.length > 0 || errors.length > 0 ? 1 : 0;
