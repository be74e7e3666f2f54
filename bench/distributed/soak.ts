import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { randomFrom } from '../soak/random.js';
import { Load } from './load.js';
import { command, environment, Member, type Role } from './member.js';
import { Receiver } from './receiver.js';
import { announced, Review } from './review.js';
import { Servers } from './servers.js';

/**
 * Mixed load on three API processes, two workers and a projector over EventStoreDB, MongoDB and Redis, of which one
 * after the other is killed at random. Ends with 1 when something acknowledged is lost or twice, a read after a write
 * does not see it, an answer changes, a webhook event is lost or out of order, or `verify` finds something. Its last
 * line is the result as JSON.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: '8' },
    /** The mean pause between two kills. */
    'kill-seconds': { type: 'string', default: '6' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const roles: readonly Role[] = ['api', 'api', 'api', 'worker', 'worker', 'projector'];
const random = randomFrom(seed);
// Apart from the load, whose choices depend on the time that answers take.
const chance = randomFrom(seed + 1);
const folder = mkdtempSync(join(tmpdir(), 'service-ledger-soak-'));
const began = Date.now();
const minute = () => (Date.now() - began) / 60_000;
const print = (what: string) => process.stdout.write(`${minute().toFixed(1).padStart(5)} min  ${what}\n`);

const faults: string[] = [];
const fail = (what: string): void => {
  faults.push(what);
  print(`FAULT ${what.slice(0, 4_000)}`);
};
let errors = 0;
const kills = { api: 0, worker: 0, projector: 0, redis: 0 };
let [stops, gaveUp] = [0, 0];
const starts: number[] = [];

const servers = await Servers.start(folder);
const receiver = await Receiver.start(random, fail);
const env = environment(servers.urls, join(folder, 'home'), receiver.host);
const members = roles.map(
  (role, index) =>
    new Member(`${role} ${index + 1}`, role, env, {
      onError: (line) => {
        errors += 1;
        if (errors <= 300) print(line.trim().slice(0, 1_000));
      },
      onEndedByItself: (what) => {
        // Where nothing is numbered for a while a process ends with the way out, and its supervisor starts it again.
        if (what.includes('--role projector')) gaveUp += 1;
        else fail(what);
        void start(members[index]!);
      },
    }),
);
const apis = members.filter(({ role }) => role === 'api');
const load = new Load(apis, random, `S${seed}`, fail);

const start = async (member: Member): Promise<void> => {
  const seconds = await member.start();
  if (seconds !== undefined) starts.push(seconds);
};

/** One after the other is ended and started again, mostly by SIGKILL; two may be away at once. */
const endMembers = async (): Promise<void> => {
  const returning = new Set<Promise<void>>();
  for (;;) {
    await sleep(Math.min((0.5 + chance()) * Number(values['kill-seconds']) * 1_000, Math.max(0, end - Date.now())));
    if (Date.now() >= end) break;
    if (servers.ownsRedis && chance() < 0.08) {
      kills.redis += 1;
      await servers.killRedis(chance() * 1_000);
      continue;
    }
    const member = members[Math.floor(chance() * members.length)]!;
    const [isStop, awayMs] = [chance() < 0.15, chance() * 2_000];
    if (!member.isRunning) continue;
    const code = await member.end(isStop ? 'SIGTERM' : 'SIGKILL');
    if (!isStop) kills[member.role] += 1;
    else if (code === 0) stops += 1;
    else fail(`${member.name} ended with ${code} at SIGTERM`);
    const back = sleep(awayMs)
      .then(() => start(member))
      .finally(() => returning.delete(back));
    returning.add(back);
    if (returning.size > 1) await Promise.race(returning);
  }
  await Promise.all(returning);
};

const watch = async (): Promise<void> => {
  while (Date.now() + 60_000 < end) {
    await sleep(60_000);
    print(`${JSON.stringify(load.counts)} ${JSON.stringify(kills)} ${receiver.events.size} webhook events`);
  }
};

const endAll = async (): Promise<void> => {
  await Promise.all(members.map((member) => member.end('SIGKILL')));
};
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    void Promise.all([endAll(), servers.stop()]).then(() => process.exit(1));
  });

print(`soak of the distributed set for ${minutes} minutes, seed ${seed}; ${servers.described}`);
let end = 0;
let position = 0;
let isClean = false;
let reviewed: unknown;
try {
  await Promise.all(members.map(start));
  const { answer } = await load.answered({
    method: 'POST',
    path: '/webhooks',
    body: { url: `http://${receiver.host}/hook`, types: announced },
    key: `hook-${seed}`,
  });
  if (answer.status !== 201) throw new Error(`the subscription answered ${answer.status} ${answer.text}`);
  print('all are ready');
  end = Date.now() + minutes * 60_000;
  const working = load.run(Number(values.lanes), 5_000);
  await Promise.race([Promise.all([endMembers(), watch()]), working]);
  load.stop();
  await working;
  print('the load has ended; what is left is waited for');
  reviewed = await new Review(load, receiver, `S${seed}`, fail).run();
  for (const member of members) {
    const code = await member.end('SIGTERM');
    if (code !== 0) fail(`${member.name} ended with ${code} at SIGTERM`);
  }
  const verified = await command(env, ['verify', '--json']);
  const found = JSON.parse(verified.out || '{}') as { clean?: boolean; position?: number };
  isClean = found.clean === true;
  position = found.position ?? 0;
  if (!isClean) fail(`verify ended with ${verified.code}: ${verified.out}${verified.errors}`);
} catch (error) {
  fail(`the run could not go on: ${(error as Error).stack}`);
} finally {
  end = 0;
  await endAll();
  await receiver.stop();
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
}

const result = {
  minutes: Number(minute().toFixed(1)),
  seed,
  servers: servers.described,
  faults: faults.length,
  clean: isClean,
  position,
  kills,
  stops,
  gaveUp,
  starts: {
    count: starts.length,
    meanSeconds: Number((starts.reduce((sum, each) => sum + each, 0) / Math.max(1, starts.length)).toFixed(1)),
    longestSeconds: Number(Math.max(0, ...starts).toFixed(1)),
  },
  load: load.counts,
  reviewed,
  webhooks: { repeats: receiver.repeats, lateRepeats: receiver.lateRepeats, refused: receiver.refused },
  errorsLogged: errors,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
// What was about to be started again.
void endAll();
process.exit(faults.length > 0 ? 1 : 0);
