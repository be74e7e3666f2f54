import { afterEach, describe, expect, it } from '@jest/globals';
import { Imports } from '../../../src/imports/imports.service.js';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { Runners } from '../../../src/platform/health/runners.js';
import { Deliverer, type DelivererParts } from '../../../src/webhooks/deliverer.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
afterEach(() => app.close());
const ready = async () => (await app.http.get('/health/ready')).body;
interface Health {
  readonly jobs: { readonly runners: readonly { readonly name: string; readonly state: string }[] };
}
const runner = ({ jobs }: Health, name: string) => jobs.runners.find((each) => each.name === name);

describe('/health/ready reports what runs in the background', () => {
  it('names each runner with state and lag', async () => {
    app = await startApp();
    expect((await ready()).jobs).toEqual({
      ready: true,
      lag: 0,
      runners: [
        { name: 'erasures', state: 'running', lag: 0 },
        { name: 'webhooks', state: 'waiting', lag: 0 },
        { name: 'obligations', state: 'waiting', lag: 0 },
        { name: 'imports', state: 'waiting', lag: 0 },
      ],
    });
    await app.app.get(Deliverer, { strict: false }).start();
    await app.app.get(ImportJobs, { strict: false }).resume();
    const body = await ready();
    expect([runner(body, 'webhooks')?.state, runner(body, 'imports')?.state]).toEqual(['running', 'running']);
  });

  it('is not ready while an import was interrupted by a fault, and names it', async () => {
    app = await startApp();
    const jobs = app.app.get(ImportJobs, { strict: false });
    app.app.get(Imports, { strict: false }).execute = () =>
      Promise.reject(Object.assign(new Error('/secret/place: no space'), { code: 'ENOSPC', syscall: 'write' }));
    const upload = (content: string) =>
      app.http
        .post('/api/v1/imports?dryRun=true')
        .set('authorization', `Bearer ${app.keys.admin}`)
        .attach('file', Buffer.from(content), 'export.csv');
    expect((await upload('客户编码,合同编号\nK1,XS-1\n')).status).toBe(202);
    await jobs.idle();
    const { status, body } = await app.http.get('/health/ready');
    expect([status, body.ready, body.jobs.ready, body.jobs.detail]).toEqual([
      503,
      false,
      false,
      'imports failed: ENOSPC',
    ]);
    expect(runner(body, 'imports')).toMatchObject({
      lastFault: { fault: 'ENOSPC', at: '2026-03-01T02:00:00.000Z' },
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    const metrics = await app.http.get('/metrics').set('authorization', `Bearer ${app.keys.everywhere}`);
    expect(metrics.text).toContain('service_ledger_job_failed{runner="imports"} 1');
  });

  it('is not ready while webhooks cannot be started or delivered', async () => {
    app = await startApp();
    const deliverer = app.app.get(Deliverer, { strict: false });
    const { parts } = deliverer as unknown as { parts: DelivererParts };
    const all = parts.subscriptions.all;
    const source = parts.subscriptions as { all: typeof all };
    source.all = () => Promise.reject(Object.assign(new Error('gone'), { code: 'SQLITE_IOERR' }));
    await expect(deliverer.start()).rejects.toThrow('gone');
    expect((await ready()).jobs).toMatchObject({ ready: false, detail: 'webhooks failed: SQLITE_IOERR' });
    source.all = all;
    await deliverer.start();
    expect((await ready()).jobs.ready).toBe(true);
  });

  it('keeps one fault apart from another: work that goes on clears its own alone', () => {
    const runners = new Runners(() => '2026-03-01T02:00:00.000Z');
    const webhooks = runners.add('webhooks', () => 3);
    webhooks.started();
    webhooks.failed('a', new TypeError('x'));
    webhooks.failed('b', { code: 'EIO' });
    webhooks.succeeded('a');
    expect(runners.health()).toMatchObject({ ready: false, lag: 3, detail: 'webhooks failed: EIO' });
    webhooks.succeeded('b');
    expect(runners.health()).toMatchObject({ ready: true, lag: 3 });
    expect(runners.statuses()[0]!.lastFault?.fault).toBe('EIO');
  });
});
