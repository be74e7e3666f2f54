import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadedSet } from '../../support/distributed/loaded-set.js';
import { until, type Workload } from '../../support/distributed/workload.js';
import { csvOf, heading, recordOf } from '../../support/imports.js';
import { note } from '../../support/note.js';
import { hasOwnRedis } from '../../support/redis.js';
import { adminKey, type Serving } from '../../support/serve.js';

const hourMs = 3_600_000;
const preload = ['--import', resolve('test/support/distributed/clock-ahead.mjs')];

(hasOwnRedis ? describe : describe.skip)('processes whose clocks are an hour apart [needs redis-server]', () => {
  let load: Workload;
  let close: () => Promise<void>;
  let ahead: Serving;
  let behind: Serving;

  beforeAll(async () => {
    const loaded = await loadedSet(async (set, env) => {
      const early = { ...env, AHEAD_MS: String(hourMs) };
      const [first, second] = await Promise.all([
        set.serve('api', early, preload),
        set.serve('api', env),
        set.serve('projector', early, preload),
        set.serve('projector', env),
        set.serve('worker', env),
      ]);
      return { apis: [first, second] as const };
    });
    ({ load, close } = loaded);
    [ahead, behind] = loaded.processes.apis;
  });
  afterAll(() => close());

  it('write, project and deliver as others do', async () => {
    load.begin();
    await load.progress(60);
    note(await load.recovery());
    await load.check();
  });

  it('T5: recording times do not decrease in the order in which they are shown', async () => {
    const { text } = await behind.call('GET', '/events?limit=500');
    const { items } = JSON.parse(text) as { items: { meta: { recordedAt: string } }[] };
    const times = items.map(({ meta }) => meta.recordedAt);
    expect(times).toEqual([...times].sort());
    expect(Date.parse(times.at(-1)!)).toBeGreaterThan(Date.now() + hourMs / 2);
  });

  it('a job that the one ahead adds does not wait for the clock of the worker behind', async () => {
    const form = new FormData();
    form.set('file', new Blob([csvOf(heading, recordOf(1), recordOf(2))]), 'export.csv');
    const uploaded = await fetch(`${ahead.url}/api/v1/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'ledger-vendor': 'seeyon' },
      body: form,
    });
    const { id } = (await uploaded.json()) as { id: string };
    const began = performance.now();
    const state = async () =>
      (JSON.parse((await behind.call('GET', `/imports/${id}`)).text) as { state: string }).state;
    await until(state, (now) => now === 'finished');
    note(`imported after ${Math.round(performance.now() - began)} ms`);
  });

  it('A1: a key that is revoked by the one behind opens nothing in the one ahead', async () => {
    const made = await behind.call('POST', '/keys', { role: 'sales', name: 'test' }, 'key');
    const { id, key: token } = JSON.parse(made.text) as { id: string; key: string };
    const status = async () =>
      (await fetch(`${ahead.url}/api/v1/contracts`, { headers: { authorization: `Bearer ${token}` } })).status;
    await until(status, (now) => now === 200);
    expect((await behind.call('POST', `/keys/${id}/revoke`)).status).toBeLessThan(300);
    await until(status, (now) => now === 401);
  });
});
