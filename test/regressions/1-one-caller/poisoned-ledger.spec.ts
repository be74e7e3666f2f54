import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { loadPolicies } from '../../../src/policies/load-policy.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';
import { command, serve } from '../../support/serve.js';

/** A ledger of the version before, with a release that has no instant: see the README beside the files. */
const poisoned = ({ views = true } = {}): string => {
  const home = freshFolder();
  for (const file of ['events.db', 'keys.db', 'auth.db', ...(views ? ['views.db'] : [])])
    writeFileSync(
      join(home, file),
      gunzipSync(readFileSync(new URL(`../../fixtures/poisoned-release/${file}.gz`, import.meta.url))),
    );
  return home;
};

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});
const start = async (home: string): Promise<TestApp> => {
  const app = await startApp({ home, now: '2026-12-01T02:00:00.000Z' });
  apps.push(app);
  return app;
};
const seeyon = { customer: 'cus_7y6y81jjvwa0ya3bg7jz44c7jg', contract: 'con_6cwqz7xmvab23bsze71mjzvc76' };
const huaruan = { customer: 'cus_337w52jb9yamyr5xp7jbzsg2ba' };
const cause = 'release EKP 9.00 (event 19)';
/** What a start of this version publishes on a ledger of that one. */
const nextPacks = loadPolicies().filter(({ policy }) => policy.version > 1);

const get = (app: TestApp, vendor: string, path: string) =>
  app.http
    .get(`/api/v1${path}`)
    .set('authorization', `Bearer ${app.keys.everywhere}`)
    .set('ledger-vendor', vendor)
    .set('accept-language', 'en');
const upgradeTo = (version: string, more = '') =>
  `/entitlements/check?customerId=${seeyon.customer}&service=upgrade&targetVersion=${version}&at=2026-12-01${more}`;
const correct = (app: TestApp) =>
  app.http
    .post('/api/v1/releases/reschedule')
    .set('authorization', `Bearer ${app.keys.admin}`)
    .send({ series: 'EKP', version: '9.00', publishedAt: '2026-06-01', reason: 'recorded without an instant' });

describe('a release without an instant, recorded by the version before', () => {
  it.each([true, false])('starts and answers both vendors (views of that version kept: %s)', async (views) => {
    const app = await start(poisoned({ views }));
    const ofOther = await get(
      app,
      'huaruan',
      `/entitlements/check?customerId=${huaruan.customer}&service=maintenance&at=2026-12-01`,
    );
    expect([ofOther.status, ofOther.body.entitled]).toEqual([200, true]);
    for (const path of [
      `/entitlements/check?customerId=${seeyon.customer}&service=maintenance&at=2026-12-01`,
      `/customers/${seeyon.customer}/entitlements`,
      `/contracts/${seeyon.contract}`,
      '/contracts',
      '/policies',
      '/events',
      `/customers/${seeyon.customer}/timeline`,
      upgradeTo('4.20'),
    ])
      expect([path, (await get(app, 'seeyon', path)).status]).toEqual([path, 200]);
    expect((await get(app, 'seeyon', '/releases')).body.items).toMatchObject([
      { version: '4.20', publishedAt: '2026-03-31T16:00:00.000Z' },
      { version: '9.00', publishedAt: null, position: 19 },
    ]);
  });

  it('refuses the questions about that version alone, with the way of repair', async () => {
    const app = await start(poisoned());
    const { status, body } = await get(app, 'seeyon', upgradeTo('9.00'));
    expect([status, body.code]).toEqual([503, 'release-unreadable']);
    expect(body.detail).toContain('POST /releases/reschedule');
    expect(body.detail).toContain('19');
    const batch = await app.http
      .post('/api/v1/entitlements/check-batch')
      .set('authorization', `Bearer ${app.keys.admin}`)
      .send({
        questions: [
          { customerId: seeyon.customer, service: 'upgrade', targetVersion: '9.00' },
          { customerId: seeyon.customer, service: 'maintenance' },
        ],
      });
    expect(batch.body.answers).toMatchObject([{ error: { code: 'release-unreadable' } }, { entitled: true }]);
    // What was known before it was recorded is answered as ever (D7).
    expect((await get(app, 'seeyon', upgradeTo('9.00', '&knownPosition=18'))).status).toBe(200);
  });

  it('shows vendor and cause in health and metrics, and stays ready for the others', async () => {
    const app = await start(poisoned());
    const { status, body } = await app.http.get('/health/ready');
    expect([status, body.ready, body.degraded, body.vendors.degraded]).toEqual([200, true, true, true]);
    expect(body.vendors.detail).toContain(`seeyon: ${cause}`);
    expect(body.vendors.detail).toContain('POST /releases/reschedule');
    const metrics = await app.http.get('/metrics').set('authorization', `Bearer ${app.keys.everywhere}`);
    expect(metrics.text).toContain('service_ledger_vendor_faults{vendor="seeyon"} 1');
    expect(metrics.text).toContain('service_ledger_vendor_faults{vendor="huaruan"} 0');
  });

  it('is repaired by a correcting event, and old positions go on answering', async () => {
    const home = poisoned();
    const app = await start(home);
    const before = (await get(app, 'seeyon', '/events')).body.items;
    expect((await correct(app)).status).toBe(201);
    const after = await get(app, 'seeyon', upgradeTo('9.00'));
    expect([after.status, after.body.entitled]).toEqual([200, false]);
    expect(after.body.checks.map(({ check }: { check: string }) => check)).toContain('target-released');
    expect((await get(app, 'seeyon', upgradeTo('9.00', '&knownPosition=19'))).body.knownPosition).toBe(19);
    expect((await app.http.get('/health/ready')).body).toMatchObject({ ready: true, vendors: { ready: true } });
    expect((await app.http.get('/health/ready')).body.degraded).toBeUndefined();
    // Nothing was edited.
    const events = (await get(app, 'seeyon', '/events')).body.items;
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.at(-1)).toMatchObject({
      type: 'ReleaseRescheduled',
      data: { publishedAt: '2026-05-31T16:00:00.000Z' },
    });
    await apps.pop()!.close();
    const again = await start(home);
    expect((await get(again, 'seeyon', upgradeTo('9.00'))).status).toBe(200);
    expect((await again.http.get('/health/ready')).body.degraded).toBeUndefined();
  });

  it('is verified, rebuilt and asked from the command line without a stack', () => {
    const home = poisoned();
    rmSync(join(home, 'auth.db'));
    const rebuilt = command(home, ['rebuild', '--language', 'en']);
    expect([rebuilt.code, rebuilt.errors]).toEqual([0, expect.not.stringContaining('    at ')]);
    const verified = command(home, ['verify', '--json']);
    expect([verified.code, JSON.parse(verified.out)]).toEqual([
      0,
      {
        clean: true,
        events: [],
        views: [],
        notBuilt: [],
        files: [],
        unseen: [],
        // Two more than the fixture: the rules in force were recorded at the start of `rebuild`.
        position: 21 + nextPacks.length,
        vendors: [expect.objectContaining({ vendor: 'seeyon', what: 'release EKP 9.00', position: 19 })],
      },
    ]);
    expect(command(home, ['verify', '--language', 'en']).out).toContain('POST /releases/reschedule');
    const question = ['check', '--vendor', 'seeyon', '--customer', seeyon.customer, '--language', 'en', '--service'];
    const covered = command(home, [...question, 'maintenance', '--at', '2026-12-01']);
    expect([covered.code, covered.errors]).toEqual([0, '']);
    const refused = command(home, [...question, 'upgrade', '--target-version', '9.00']);
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain('POST /releases/reschedule');
    expect(refused.errors).not.toContain('    at ');
    const early = command(home, [...question, 'maintenance', '--at', '1900-01-01']);
    expect(early.code).not.toBe(0);
    expect(early.errors).not.toContain('    at ');
  });

  it('is served by a process that logs it', async () => {
    const server = await serve(poisoned());
    const { parts } = await server.ready();
    expect(parts['vendors']?.detail).toContain(cause);
    await server.logged(cause);
    await server.stop();
  });
});
