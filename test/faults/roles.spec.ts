import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { DistributedProcesses } from '../support/distributed/distributed-processes.js';
import { csvOf, heading, recordOf } from '../support/imports.js';
import { type ProcessStart, type StrictProcess, StrictProcesses } from '../support/strict/strict-processes.js';
import type { ProcessRole } from '../../src/platform/roles.js';

interface Processes {
  start(role: ProcessRole, start?: ProcessStart): Promise<StrictProcess>;
  close(): Promise<void>;
}

const sets: Readonly<Record<string, () => Processes>> = {
  strict: () => new StrictProcesses(),
  distributed: () => new DistributedProcesses(),
};

/** Asks again until the value is there. @throws with the last value after 20 s */
const until = async <T>(ask: () => Promise<T> | T, isThere: (value: T) => boolean): Promise<T> => {
  const end = performance.now() + 20_000;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > end) throw new Error(`it is still ${JSON.stringify(value)}`);
    await sleep(20);
  }
};

describe.each(Object.keys(sets))('processes of each role over the %s set', (set) => {
  let processes: Processes;
  let a: StrictProcess;
  let b: StrictProcess;
  let token: string;

  const start = async (role: ProcessRole): Promise<StrictProcess> => {
    const process = await processes.start(role, { settledAfterMs: 5_000 });
    process.token = token;
    await process.application.ready;
    process.application.startWork();
    return process;
  };
  /** Without a prefix and without a credential. */
  const bare = (process: StrictProcess, path: string) => request(process.application.app.getHttpServer()).get(path);
  const customer = (code: string, at: StrictProcess, headers: object = {}) =>
    at.call(
      'post',
      '/customers',
      { code, name: '甲方', level: 'key', region: 'city', contacts: [{ name: '王芳', email: 'wf@example.com' }] },
      headers,
    );

  beforeEach(async () => {
    processes = sets[set]!();
    const projector = await processes.start('projector', { settledAfterMs: 5_000 });
    a = await processes.start('api', { settledAfterMs: 5_000 });
    token = (await a.createKey('admin', '*')).token;
    b = await start('api');
    a.token = token;
    await Promise.all([a, projector].map(({ application }) => application.ready));
    a.application.startWork();
    await until(
      async () => (await b.call('get', '/contracts')).status,
      (status) => status === 200,
    );
  }, 60_000);
  afterEach(() => processes.close(), 60_000);

  it('one command is executed once, whichever process is asked, and read at once by the position of its answer', async () => {
    const key = { 'idempotency-key': 'k' };
    const replies = await Promise.all([a, b, a, b].map((at) => customer('KH1', at, key)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies.filter(({ headers }) => headers['idempotent-replay'] !== 'true')).toHaveLength(1);
    for (let n = 0; n < 5; n += 1) {
      const written = await customer(`KH-${n}`, n % 2 === 0 ? a : b);
      const position = { 'ledger-min-position': written.headers['ledger-position']! };
      const listed = await (n % 2 === 0 ? b : a).done('get', `/customers?code=KH-${n}`, undefined, position);
      expect(listed.items).toHaveLength(1);
    }
  }, 60_000);

  it('T5: what was known less than 5 s ago is refused with the way out, and answered later', async () => {
    const id = (await customer('KH1', a)).body.id as string;
    const knownAt = new Date().toISOString();
    const ask = () => b.call('get', `/customers/${id}/timeline?knownAt=${knownAt}`);
    const refused = await ask();
    expect([refused.status, refused.body.code]).toEqual([503, 'known-at-unsettled']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.detail).toContain(knownAt);
    const answered = await until(ask, ({ status }) => status === 200);
    expect(answered.body.items.length).toBeGreaterThan(0);
  }, 60_000);

  it('a process that answers runs no jobs, and a worker answers health and metrics alone', async () => {
    const id = await a.upload(csvOf(heading, recordOf(1), recordOf(2)));
    await sleep(300);
    expect((await b.done('get', `/imports/${id}`)).state).toBe('waiting');
    const worker = await start('worker');
    await until(
      () => b.done('get', `/imports/${id}`),
      ({ state }) => state === 'finished',
    );
    expect((await bare(worker, '/health/ready')).status).toBe(200);
    const metrics = await bare(worker, '/metrics').set({ authorization: `Bearer ${token}` });
    expect([metrics.status, metrics.text.includes('service_ledger_job_failed')]).toEqual([200, true]);
    for (const path of ['/api/v1/contracts', '/docs', '/openapi.json', '/api/v1/nowhere']) {
      const { status, body } = await bare(worker, path).set({
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
      });
      expect([path, status, body.code]).toEqual([path, 404, 'role-without-api']);
      expect(body.detail).toContain('The role of this process is worker');
    }
  }, 60_000);

  it('imports of one vendor run one at a time over all workers, in the order of their uploads', async () => {
    const workers = [await start('worker'), await start('worker')];
    let most = 0;
    const files = [0, 1, 2, 3].map((n) =>
      csvOf(heading, ...Array.from({ length: 10 }, (_, row) => recordOf(n * 10 + row))),
    );
    const ids: string[] = [];
    for (const [n, file] of files.entries()) ids.push(await (n % 2 === 0 ? a : b).upload(file));
    await until(
      async () => {
        const { waiting, running } = await workers[0]!.application.stores.jobs.counts('imports');
        most = Math.max(most, running);
        return waiting + running;
      },
      (left) => left === 0,
    );
    expect(most).toBe(1);
    const { items } = await b.done('get', '/events?type=ImportFinished&limit=10');
    expect((items as { stream: string }[]).map(({ stream }) => stream)).toEqual(ids.map((id) => `seeyon.import-${id}`));
  }, 60_000);
});

describe('limits of requests over two processes', () => {
  it('count together, and apart while what they share is out of reach, which blocks nobody and is named', async () => {
    const processes = new StrictProcesses();
    const [a, b] = [await processes.start('all'), await processes.start('all')];
    const { token } = await a.createKey('admin', '*');
    const stranger = (at: StrictProcess) => request(at.application.app.getHttpServer()).get('/api/v1/contracts');
    for (let n = 0; n < 30; n += 1) for (const at of [a, b]) expect((await stranger(at)).status).toBe(401);
    for (const at of [a, b]) {
      const { status, headers } = await stranger(at);
      expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
    }
    Object.assign(a.application.stores.requestCounts, { cut: 'the connection was refused' });
    expect((await stranger(a)).status).toBe(401);
    await a.application.ready;
    const { body } = await request(a.application.app.getHttpServer()).get('/health/ready');
    expect([body.ready, body.jobs.degraded, body.jobs.detail]).toEqual([
      true,
      true,
      'limits of requests are counted apart',
    ]);
    const metrics = async (at: StrictProcess) =>
      (
        await request(at.application.app.getHttpServer())
          .get('/metrics')
          .set({ authorization: `Bearer ${token}` })
      ).text;
    expect(await metrics(a)).toContain('service_ledger_request_limits_apart 1');
    // The key was made in the other process.
    await until(
      () => metrics(b),
      (text) => text.includes('service_ledger_request_limits_apart 0'),
    );
    await processes.close();
  }, 60_000);
});
