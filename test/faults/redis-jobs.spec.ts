import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BullmqJobs } from '../../src/platform/jobs/bullmq-jobs.js';
import { type Jobs, JobsUnreachable, type NewJob, type RunningJob, type Worker } from '../../src/platform/jobs/jobs.js';
import { RedisLink } from '../../src/platform/jobs/redis-link.js';
import { redisPlace } from '../../src/platform/jobs/redis-place.js';
import { startApp } from '../support/app.js';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { authority, canCertify } from '../support/certificates.js';
import { type Child, startChild } from '../support/child.js';
import { freshFolder } from '../support/folder.js';
import { RedisProxy, RedisServer, withOwnRedis } from '../support/redis.js';

const leaseMs = 400;
const quick = { leaseMs, stalledMs: 100 };
const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];

withOwnRedis('jobs in Redis under faults [needs redis]', () => {
  let server: RedisServer;
  let proxy: RedisProxy;
  let url: string;
  let lines: string[];
  const opened: Jobs[] = [];
  const children: Child[] = [];
  const log = {
    error: (...entry: unknown[]) => void lines.push(JSON.stringify(entry)),
    warn: (...entry: unknown[]) => void lines.push(JSON.stringify(entry)),
  };

  const start = async (options: readonly string[] = durable, credentials = ''): Promise<void> => {
    server = await RedisServer.start(options);
    proxy = await RedisProxy.to(server.target);
    url = `redis://${credentials}127.0.0.1:${proxy.port}`;
  };
  const open = async (limitMs = 1_000): Promise<BullmqJobs> => {
    const jobs = await BullmqJobs.over(await RedisLink.open(redisPlace(url)!, limitMs, log), Date.now, log, quick);
    opened.push(jobs);
    return jobs;
  };
  const child = async (folder: string, takes: number): Promise<Child> => {
    const started = startChild('work-jobs', [url, folder, String(takes), String(leaseMs)]);
    children.push(started);
    await started.line(/^ready$/);
    return started;
  };
  const job = (id: string, more: Partial<NewJob> = {}): NewJob => ({
    queue: 'q',
    id,
    vendor: 'seeyon',
    dueAt: 0,
    data: {},
    ...more,
  });
  const worker = (handler: Worker['handler'], more: Partial<Worker> = {}): Worker => ({
    handler,
    concurrency: 4,
    perVendor: 4,
    retryAfterMs: [0, 0],
    ...more,
  });
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await holds()); await sleep(10))
      if (Date.now() > end) throw new Error('the condition was not met in 20 s');
  };
  const empty = async (jobs: Jobs): Promise<boolean> => {
    const { waiting, running } = await jobs.counts('q');
    return waiting + running === 0;
  };

  beforeEach(() => {
    lines = [];
  });
  afterEach(async () => {
    for (const each of children.splice(0)) each.process.kill('SIGKILL');
    for (const jobs of opened.splice(0)) await jobs.close();
    await proxy?.close();
    await server?.kill();
  });

  describe('a worker', () => {
    it('that is killed in the middle of its jobs leaves them to another, which counts the attempt', async () => {
      await start();
      const folder = freshFolder();
      const jobs = await open();
      for (const id of ['a', 'b']) await jobs.add(job(id));
      const first = await child(folder, 60_000);
      await first.line(/^begin b 1$/);
      first.process.kill('SIGKILL');
      await first.ended;
      for (const id of ['a', 'b']) rmSync(join(folder, id), { recursive: true, force: true });
      const second = await child(folder, 10);
      await second.line(/^end a 2$/);
      await second.line(/^end b 2$/);
      await until(() => empty(jobs));
    });

    it('never runs an id that another runs, however often it is added meanwhile', async () => {
      await start();
      const folder = freshFolder();
      const jobs = await open();
      const workers = [await child(folder, 5), await child(folder, 5), await child(folder, 5)];
      for (let round = 0; round < 20; round += 1)
        for (let index = 0; index < 10; index += 1) await jobs.add(job(`j${index}`));
      await until(() => empty(jobs));
      for (const each of workers) each.process.kill('SIGTERM');
      const seen = await Promise.all(workers.map((each) => each.ended));
      expect(seen.flat().filter((line) => line.startsWith('TWICE'))).toEqual([]);
      expect(seen.filter((each) => each.some((line) => line.startsWith('begin'))).length).toBeGreaterThan(1);
      expect(new Set(seen.flat().filter((line) => line.startsWith('begin'))).size).toBe(10);
    });

    it('renews its lease: a job that takes longer than one runs once', async () => {
      await start();
      const folder = freshFolder();
      const jobs = await open();
      const workers = [await child(folder, leaseMs * 4), await child(folder, leaseMs * 4)];
      await jobs.add(job('long'));
      await until(() => empty(jobs));
      for (const each of workers) each.process.kill('SIGTERM');
      const seen = (await Promise.all(workers.map((each) => each.ended))).flat();
      expect(seen.filter((line) => line !== 'ready')).toEqual(['begin long 1', 'end long 1']);
    });

    it('that slept through its lease ends nothing that another runs', async () => {
      await start();
      const folder = freshFolder();
      const jobs = await open();
      const sleeper = await child(folder, leaseMs / 2);
      await jobs.add(job('a', { data: { takes: leaseMs } }));
      await sleeper.line(/^begin a 1$/);
      sleeper.process.kill('SIGSTOP');
      const attempts: number[] = [];
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      jobs.work(
        'q',
        worker(async ({ attempt }) => {
          attempts.push(attempt);
          await opened;
        }),
      );
      await until(() => attempts.length === 1);
      try {
        sleeper.process.kill('SIGCONT');
        await sleeper.line(/^end a 1$/);
        await sleep(leaseMs);
        expect(await jobs.counts('q')).toMatchObject({ running: 1, waiting: 0 });
      } finally {
        gate.open!();
      }
      await until(() => empty(jobs));
      expect(attempts).toEqual([2]);
    });
  });

  describe('two processes', () => {
    it('lose no job that one adds while the other ends it', async () => {
      await start();
      const [adding, working] = [await open(), await open()];
      let runs = 0;
      working.work(
        'q',
        worker(async () => {
          runs += 1;
          await sleep(Math.random() * 3);
        }),
      );
      for (let round = 0; round < 150; round += 1) {
        await adding.add(job('a'));
        await sleep(Math.random() * 8);
        const begun = runs;
        await adding.add(job('a'));
        await until(() => empty(adding));
        expect(runs).toBeGreaterThan(begun);
      }
    });

    it('run the jobs of a series by id, one at a time, whoever runs them', async () => {
      await start();
      const both = [await open(), await open()];
      const running = new Set<string>();
      const seen = new Map<string, string[]>();
      const failing = new Set(['s1-03', 's2-05', 's3-00']);
      const handler = async ({ id, series = '' }: RunningJob): Promise<void> => {
        seen.set(series, [...(seen.get(series) ?? []), running.has(series) ? `${id} TWICE` : id]);
        running.add(series);
        await sleep(1);
        running.delete(series);
        if (failing.delete(id)) throw new Error('not now');
      };
      const ids = Array.from({ length: 8 }, (_, index) => `0${index}`);
      for (const [index, id] of [...ids].reverse().entries())
        for (const series of ['s1', 's2', 's3', 's4'])
          await both[index % 2]!.add(job(`${series}-${id}`, { series, group: `g-${series}` }));
      for (const jobs of both) jobs.work('q', worker(handler, { concurrency: 3, perGroup: 2 }));
      await until(() => empty(both[0]!));
      for (const series of ['s1', 's2', 's3', 's4']) {
        const ran = seen.get(series)!;
        expect(ran).toEqual([...ran].sort());
        expect([...new Set(ran)]).toEqual(ids.map((id) => `${series}-${id}`));
      }
    });
  });

  describe('a server that was emptied', () => {
    it('is noticed, aborts what runs, and takes and runs jobs as before', async () => {
      await start();
      const jobs = await open();
      const seen: string[] = [];
      let [aborted, emptied] = [false, 0];
      jobs.onEmptied(() => (emptied += 1));
      jobs.work(
        'q',
        worker(async ({ id, signal }: RunningJob) => {
          seen.push(id);
          if (id === 'long')
            await new Promise<void>((_, reject) => {
              signal.addEventListener('abort', () => {
                aborted = true;
                reject(new Error('stopped'));
              });
            });
        }),
      );
      await jobs.add(job('long'));
      await jobs.add(job('later', { dueAt: Date.now() + 3_600_000 }));
      await until(() => seen.length === 1);
      await server.command('FLUSHALL');
      await until(() => aborted && emptied === 1);
      expect(await jobs.counts('q')).toEqual({ waiting: 0, running: 0, dead: 0, nextDueAt: null });
      for (const id of ['later', 'next']) await jobs.add(job(id));
      await until(async () => seen.length === 3 && (await empty(jobs)));
      expect([seen[0], ...seen.slice(1).sort()]).toEqual(['long', 'later', 'next']);
      expect(emptied).toBe(1);
    });

    it('costs nothing but jobs while it is emptied again and again', async () => {
      await start(['--appendonly', 'no']);
      const jobs = await open();
      const seen = new Set<string>();
      jobs.work(
        'q',
        worker(async ({ id }) => void seen.add(id)),
      );
      for (let index = 0; index < 200; index += 1) {
        await jobs.add(job(`j${index}`));
        if (index % 10 === 0) await server.command('FLUSHALL');
      }
      await jobs.add(job('last'));
      await until(async () => seen.has('last') && (await empty(jobs)));
    });
  });

  describe('a server that is gone', () => {
    it('makes calls fail in time, shows in `fault`, and is used again when it is back, with what it held', async () => {
      await start();
      const jobs = await open();
      const seen: string[] = [];
      let emptied = 0;
      jobs.onEmptied(() => (emptied += 1));
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      jobs.work(
        'q',
        worker(async ({ id, attempt }) => {
          seen.push(`${id} ${attempt}`);
          if (id === 'runs') await opened;
        }),
      );
      await jobs.add(job('runs'));
      await until(() => seen.length === 1);
      await jobs.add(job('soon', { dueAt: Date.now() + 1_000 }));
      expect(jobs.fault()).toBeNull();
      await server.kill();
      await until(() => jobs.fault() !== null);
      const begun = Date.now();
      await expect(jobs.add(job('lost'))).rejects.toThrow(JobsUnreachable);
      await expect(jobs.counts('q')).rejects.toThrow(`the jobs at redis://127.0.0.1:${proxy.port}/0 cannot be reached`);
      expect(Date.now() - begun).toBeLessThan(5_000);
      // The end of what ran is stored when the server is back, though its lease ran out meanwhile.
      gate.open!();
      await sleep(leaseMs * 2);
      await server.start();
      await until(async () => jobs.fault() === null && seen.length === 2 && (await empty(jobs)));
      // Another process of the server may lack the last jobs.
      await until(() => emptied === 1);
      expect(seen).toEqual(['runs 1', 'soon 1']);
      expect(lines.filter((line) => line.includes('cannot be reached'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('reached again'))).toHaveLength(1);
    });

    it('is taken for gone when it is silent', async () => {
      await start();
      const jobs = await open(500);
      proxy.silence();
      const begun = Date.now();
      await expect(jobs.add(job('a'))).rejects.toThrow(JobsUnreachable);
      expect(Date.now() - begun).toBeLessThan(5_000);
      proxy.restore();
      await until(() => jobs.fault() === null);
      await jobs.add(job('a'));
      expect((await jobs.counts('q')).waiting).toBe(1);
    });

    it('loses nothing and doubles nothing when connections are cut again and again', async () => {
      await start();
      const jobs = await open(5_000);
      const seen: string[] = [];
      jobs.work(
        'q',
        worker(async ({ id }) => void seen.push(id)),
      );
      let done = false;
      const cutting = (async () => {
        while (!done) {
          await sleep(150);
          proxy.cut();
          proxy.restore();
        }
      })();
      for (let index = 0; index < 30; index += 1)
        for (let added = false; !added;)
          added = await jobs.add(job(`j${index}`, { dueAt: Date.now() + 100 })).then(
            () => true,
            () => false,
          );
      done = true;
      await cutting;
      await until(async () => new Set(seen).size === 30 && (await empty(jobs)));
    });

    it('does not stop the start, and is used when it is there', async () => {
      await start();
      await server.kill();
      const jobs = await open(200);
      expect(jobs.fault()).toContain(`redis://127.0.0.1:${proxy.port}/0`);
      let emptied = 0;
      jobs.onEmptied(() => (emptied += 1));
      const seen: string[] = [];
      jobs.work(
        'q',
        worker(async ({ id }) => void seen.push(id)),
      );
      await server.start();
      // What was added at the start was refused: it is added again.
      await until(() => emptied === 1);
      await jobs.add(job('a'));
      await until(() => seen.length === 1);
    });

    it('does not hold up the close', async () => {
      await start();
      const jobs = await open(500);
      let began = false;
      jobs.work(
        'q',
        worker(({ signal }) => {
          began = true;
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
        }),
      );
      await jobs.add(job('a'));
      await until(() => began);
      await server.kill();
      const begun = Date.now();
      await jobs.close();
      expect(Date.now() - begun).toBeLessThan(5_000);
    });
  });

  it('leave the product answering: health names the jobs alone, without where they are', async () => {
    await start();
    const app = await startApp({ env: { JOBS_URL: url } });
    try {
      expect((await app.http.get('/health/ready').expect(200)).body.jobs).toMatchObject({ ready: true });
      await app.stores.jobs.add(job('a'));
      expect((await app.stores.jobs.counts('q')).waiting).toBe(1);
      await server.kill();
      await until(() => app.stores.jobs.fault() !== null);
      const { body } = await app.http.get('/health/ready').expect(200);
      expect(body).toMatchObject({
        ready: true,
        degraded: true,
        jobs: {
          ready: true,
          degraded: true,
          detail: 'the jobs cannot be reached; limits of requests are counted apart',
        },
      });
      expect(JSON.stringify(body)).not.toContain('redis');
      expect(app.log.filter((line) => line.includes('the jobs cannot be reached'))).toHaveLength(1);
    } finally {
      await app.close();
    }
  });

  it('deliver to webhooks what was recorded while their server was gone', async () => {
    await start();
    const got: string[] = [];
    const receiver = createServer((request, response) => {
      request.on('data', (bytes: Buffer) => got.push(bytes.toString())).on('end', () => response.writeHead(200).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const app = await startApp({ env: { JOBS_URL: url, WEBHOOK_HOSTS: host } });
    const post = (path: string, body: object, key = app.keys.admin) =>
      app.http.post(`/api/v1${path}`).set('authorization', `Bearer ${key}`).send(body).expect(201);
    const customer = (code: string) =>
      post('/customers', { code, name: code, level: 'key', region: 'city', contacts: [] }, app.keys.sales);
    try {
      await app.app.get(Deliverer, { strict: false }).start();
      await post('/webhooks', { url: `http://${host}/hook`, types: ['CustomerRegistered'] });
      await customer('C-1');
      await until(() => got.length === 1);
      await server.kill();
      await until(() => app.stores.jobs.fault() !== null);
      await customer('C-2');
      expect((await app.http.get('/health/ready').expect(200)).body).toMatchObject({ ready: true, degraded: true });
      await server.start();
      await until(() => got.length === 2);
      await until(async () => (await app.http.get('/health/ready')).body.degraded === undefined);
      expect((await app.http.get('/health/ready').expect(200)).body.jobs).toMatchObject({ ready: true });
    } finally {
      await app.close();
      receiver.close();
    }
  });

  (canCertify() ? it : it.skip)('are reached over TLS, where the certificate is that of the host', async () => {
    await start();
    const certificates = authority();
    const secure = await RedisProxy.to(server.target, certificates.issue('localhost'));
    try {
      const place = `rediss://localhost:${secure.port}`;
      const jobs = await open();
      await jobs.add(job('a'));
      const args = [place, freshFolder(), '1', String(leaseMs)];
      const trusting = startChild('work-jobs', args, ['env', `NODE_EXTRA_CA_CERTS=${certificates.file}`]);
      children.push(trusting);
      await trusting.line(/^end a 1$/);
      const distrusting = startChild('work-jobs', args);
      children.push(distrusting);
      await expect(distrusting.line(/^ready$/)).rejects.toThrow(
        new RegExp(`the jobs cannot be at ${place}/0: .*certificate`),
      );
    } finally {
      await secure.close();
    }
  });

  describe('a server that must not be used', () => {
    it('is refused for what it may remove', async () => {
      await start(['--appendonly', 'no', '--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru']);
      await expect(open()).rejects.toThrow(
        `the jobs cannot be at redis://127.0.0.1:${proxy.port}/0: its maxmemory-policy is allkeys-lru`,
      );
    });

    it('is refused for its credentials, and no line or message holds any of them', async () => {
      await start(
        '--user ledger on >p%ss-hunter2 ~service-ledger:* &service-ledger:due +@all --user default off'.split(' '),
      );
      url = `redis://ledger:wrong-hunter3@127.0.0.1:${proxy.port}`;
      const refused = await open().catch((error: Error) => error);
      expect(String(refused)).toContain('WRONGPASS');
      url = `redis://ledger:p%25ss-hunter2@127.0.0.1:${proxy.port}`;
      const jobs = await open();
      let ran = false;
      jobs.work(
        'q',
        worker(async () => void (ran = true)),
      );
      await jobs.add(job('a'));
      await until(() => ran);
      await server.kill();
      const unreachable = await jobs.add(job('b')).catch((error: Error) => error);
      await until(() => jobs.fault() !== null);
      const shown = [...lines, JSON.stringify(refused), String(refused), String(unreachable), jobs.fault()].join('\n');
      expect(JSON.stringify(unreachable, Object.getOwnPropertyNames(unreachable))).not.toContain('hunter');
      expect(shown).not.toContain('hunter');
    });
  });
});
