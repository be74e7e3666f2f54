import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { NewEvent } from '../../../domain/kernel/envelope.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';
import { command } from '../../support/serve.js';

/** An event that a projection cannot apply stops that view, is named in health and metrics, and stops nothing else. */
const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});
const start = async (home: string): Promise<TestApp> => {
  const app = await startApp({ home });
  apps.push(app);
  return app;
};
const event = (type: string, data: object): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(type.length).padStart(12, '0')}`,
  vendor: 'seeyon',
  type,
  schema: 1,
  data,
  meta: {
    keyHash: 'k',
    bodyHash: 'b',
    effectiveAt: '2026-03-01T00:00:00.000Z',
    actor: 'test',
    role: 'admin',
    channel: 'test',
    correlationId: 'test',
  },
});
const call = (app: TestApp, method: 'get' | 'post', path: string, vendor = 'seeyon') =>
  app.http[method](`/api/v1${path}`)
    .set('authorization', `Bearer ${app.keys.everywhere}`)
    .set('ledger-vendor', vendor)
    .set('accept-language', 'en');
const customer = (app: TestApp, code: string, vendor = 'seeyon') =>
  call(app, 'post', '/customers', vendor).send({ code, name: code, level: 'standard', region: 'city' });

/** The ledger with customers of both vendors, the event, and whether its views are to be computed anew. */
const ledgerWith = async (poison: NewEvent, stream: string, anew: boolean) => {
  const home = freshFolder();
  const first = await start(home);
  const ids = [(await customer(first, 'K1')).body.id, (await customer(first, 'K1', 'huaruan')).body.id] as const;
  const { position } = await first.stores.ordinals.head();
  await first.stores.events.append(stream, -1, [poison]);
  await apps.pop()!.close();
  if (anew) for (const end of ['', '-wal', '-shm']) rmSync(join(home, `views.db${end}`), { force: true });
  return { home, app: await start(home), ids, position: position + 1 };
};

describe.each([false, true])('an event that cannot be applied (views computed anew: %s)', (anew) => {
  it('stops a list; decisions, writes and reads after writes go on', async () => {
    const { app, ids, position } = await ledgerWith(
      event('ImportFinished', { records: 0, created: 0, duplicates: 0, errors: 0 }),
      'seeyon.import-imp_x',
      anew,
    );
    expect(app.log.join('')).toContain('a view stopped');
    const created = await customer(app, 'K2');
    const token = created.headers['ledger-position']!;
    const read = await call(app, 'get', `/customers/${created.body.id}`).set('ledger-min-position', token);
    expect(read.status).toBe(200);
    for (const [vendor, id] of [
      ['seeyon', ids[0]],
      ['huaruan', ids[1]],
    ] as const) {
      const path = `/entitlements/check?customerId=${id}&service=maintenance`;
      const check = await call(app, 'get', path, vendor).set('ledger-min-position', token);
      expect([check.status, check.body.knownPosition]).toEqual([200, Number(token)]);
    }
    const { status, body } = await app.http.get('/health/ready');
    expect([status, body.degraded, body.views.degraded]).toEqual([200, true, true]);
    expect(body.views.detail).toContain(`imports stopped before event ${position}: `);
    const metrics = await app.http.get('/metrics').set('authorization', `Bearer ${app.keys.everywhere}`);
    expect(metrics.text).toContain('service_ledger_view_stopped{view="imports"} 1');
    expect(metrics.text).toContain('service_ledger_view_stopped{view="customer-sheet"} 0');
  });

  it('stops a view of decisions: answers stay those from before it, and health is not ready', async () => {
    const poison = event('ReleasePublished', {
      series: 'EKP',
      version: 'nine',
      publishedAt: '2026-01-01T00:00:00.000Z',
      notes: null,
    });
    const { app, ids, position } = await ledgerWith(poison, 'seeyon.release-EKP-nine', anew);
    const check = await call(app, 'get', `/entitlements/check?customerId=${ids[1]}&service=maintenance`, 'huaruan');
    expect([check.status, check.body.knownPosition]).toEqual([200, position - 1]);
    expect((await customer(app, 'K2', 'huaruan')).status).toBe(201);
    const { status, body } = await app.http.get('/health/ready');
    expect([status, body.views.ready]).toEqual([503, false]);
    expect(body.views.detail).toContain(`releases stopped before event ${position}: `);
  });

  it('is named by verify and rebuild, without a stack', async () => {
    const { home, position } = await ledgerWith(
      event('ImportFinished', { records: 0, created: 0, duplicates: 0, errors: 0 }),
      'seeyon.import-imp_x',
      anew,
    );
    await apps.pop()!.close();
    const verified = command(home, ['verify', '--language', 'en']);
    expect(verified.code).toBe(1);
    expect(verified.out).toContain(`view imports, row : cannot apply event ${position}`);
    const rebuilt = command(home, ['rebuild', '--language', 'en']);
    expect(rebuilt.code).toBe(1);
    expect(rebuilt.errors).toContain(`imports cannot take in event ${position}`);
    expect(`${verified.errors}${rebuilt.errors}`).not.toContain('    at ');
  });
});
