import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRecorder } from '../../../src/api-keys/key-recorder.js';
import type { ApiKeys } from '../../../src/platform/auth/api-keys.js';
import { BadSetting } from '../../../src/platform/config/settings.js';
import { openKeys } from '../../support/api-keys.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';

const [first, second, third] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];

describe('A1: LEDGER_ADMIN_KEY that is given anew', () => {
  let home: string;
  let keys: ApiKeys;
  let close: () => Promise<void>;
  const open = async () => {
    ({ keys, close } = await openKeys(home, () => Date.parse('2026-03-01T02:00:00Z')));
  };
  beforeEach(async () => {
    home = freshFolder();
    await open();
  });
  afterEach(() => close());
  const opens = (...given: readonly string[]) => given.map((each) => keys.authenticate(each) !== undefined);

  it('takes the place of the one before, after a restart too, and of no other key', async () => {
    const { token } = await keys.create({ vendor: '*', role: 'admin', name: 'LEDGER_ADMIN_KEY' });
    for (const given of [first, first, second]) {
      await keys.ensureAdmin(given);
      await close();
      await open();
    }
    expect(opens(first, second, token)).toEqual([false, true, true]);
    await keys.ensureAdmin(third);
    expect(opens(first, second, third, token)).toEqual([false, false, true, true]);
    expect((await keys.list()).filter(({ origin }) => origin === 'environment').length).toBe(3);
  });

  it('comes back by no way once it was replaced: the start is refused, and names no key', async () => {
    for (const given of [first, second]) await keys.ensureAdmin(given);
    await expect(keys.ensureAdmin(first)).rejects.toBeInstanceOf(BadSetting);
    await expect(keys.ensureAdmin(first)).rejects.toThrow(/^LEDGER_ADMIN_KEY must be a new key/);
    expect(opens(first, second)).toEqual([false, true]);
  });

  it('revoked by an admin, stays revoked and does not stop the start', async () => {
    await keys.ensureAdmin(first);
    await keys.revoke((await keys.list())[0]!.id);
    const warned: string[] = [];
    expect(await keys.ensureAdmin(first, (what) => warned.push(what))).toBeUndefined();
    expect([opens(first), warned.length]).toEqual([[false], 1]);
    await keys.ensureAdmin(second);
    expect(opens(first, second)).toEqual([false, true]);
  });

  it('that an admin made before, takes the place of the former one and is replaced like it', async () => {
    await keys.ensureAdmin(first);
    const { token } = await keys.create({ vendor: '*', role: 'admin', name: 'made over HTTP' });
    await keys.ensureAdmin(token);
    expect(opens(first, token)).toEqual([false, true]);
    await close();
    await open();
    await keys.ensureAdmin(second);
    expect(opens(first, token, second)).toEqual([false, false, true]);
  });

  it('is none that was made with other rights', async () => {
    const { token } = await keys.create({ vendor: 'seeyon', role: 'admin', name: 'small' });
    await expect(keys.ensureAdmin(token)).rejects.toBeInstanceOf(BadSetting);
  });
});

describe('A1: keys for every vendor over HTTP', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp();
    await app.stores.apiKeys.ensureAdmin(first);
  });
  afterEach(() => app.close());
  const as = (token: string, vendor?: string) => ({
    authorization: `Bearer ${token}`,
    'accept-language': 'en',
    ...(vendor !== undefined && { 'ledger-vendor': vendor }),
  });
  const list = async (token: string, vendor?: string): Promise<{ id: string; vendor: string; name: string }[]> =>
    (await app.http.get('/api/v1/keys').set(as(token, vendor)).expect(200)).body.items;
  const idOf = async (name: string) => (await list(app.keys.everywhere)).find((key) => key.name === name)!.id;

  it('are listed to those who have one, and to admins and auditors of each vendor', async () => {
    const vendors = async (token: string, vendor?: string) =>
      [...new Set((await list(token, vendor)).map((key) => key.vendor))].sort();
    expect(await vendors(app.keys.everywhere)).toEqual(['*', 'huaruan', 'seeyon']);
    expect(await vendors(app.keys.everywhere, '*')).toEqual(['*', 'huaruan', 'seeyon']);
    expect(await vendors(app.keys.everywhere, 'huaruan')).toEqual(['*', 'huaruan']);
    expect(await vendors(app.keys.auditor)).toEqual(['*', 'seeyon']);
    expect(await vendors(app.keys.admin)).toEqual(['*', 'seeyon']);
    expect((await app.http.get('/api/v1/keys').set(as(app.keys.admin, '*'))).status).toBe(404);
    for (const role of ['sales', 'support', 'engineer', 'system', 'customer'] as const)
      expect((await app.http.get('/api/v1/keys').set(as(app.keys[role]))).status).toBe(403);
  });

  it('are revoked by such a key, with and without a vendor, and by no other', async () => {
    const id = await idOf('LEDGER_ADMIN_KEY');
    const revoke = (token: string, vendor?: string) =>
      app.http.post(`/api/v1/keys/${id}/revoke`).set(as(token, vendor));
    expect((await revoke(app.keys.admin)).status).toBe(403);
    expect((await revoke(app.keys.auditor)).status).toBe(403);
    expect(app.stores.apiKeys.authenticate(first)).toBeDefined();
    expect((await revoke(app.keys.everywhere)).body).toMatchObject({ id, vendor: '*', revokedAt: expect.any(String) });
    expect(app.stores.apiKeys.authenticate(first)).toBeUndefined();
    expect((await revoke(app.keys.everywhere, 'seeyon')).status).toBe(200);
  });

  it('are made where every vendor is named, and by no slip', async () => {
    const make = (token: string, vendor: string | undefined, role = 'admin') =>
      app.http.post('/api/v1/keys').set(as(token, vendor)).send({ name: 'all', role });
    expect((await make(app.keys.everywhere, undefined)).body.code).toBe('vendor-required');
    expect((await make(app.keys.everywhere, '*', 'sales')).body.code).toBe('vendor-required');
    expect((await make(app.keys.admin, '*')).body.code).toBe('vendor-unknown');
    expect((await make(app.keys.everywhere, '*')).body).toMatchObject({ vendor: '*', role: 'admin', origin: 'made' });
  });
});

describe('A3: what is done with API keys', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.close());

  interface Recording {
    type: string;
    data: Record<string, unknown>;
    meta: { actor: string; role: string; channel: string; effectiveAt: string };
  }
  const auditors = async (vendor = 'seeyon', token = app.keys.everywhere): Promise<Recording[]> => {
    const items: Recording[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = cursor === null ? { limit: '500' } : { limit: '500', cursor };
      const { body } = await app.http
        .get('/api/v1/events')
        .query(query)
        .set({ authorization: `Bearer ${token}`, ...(token === app.keys.everywhere && { 'ledger-vendor': vendor }) })
        .expect(200);
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor !== null);
    return items.filter(({ type }) => type.startsWith('ApiKey'));
  };
  const of = (id: string, events: readonly Recording[]) =>
    events.filter(({ data }) => data['keyId'] === id).map(({ type }) => type);
  const post = (path: string, body: object = {}, token = app.keys.admin) =>
    app.http.post(`/api/v1${path}`).set('authorization', `Bearer ${token}`).send(body);
  const recorder = () => app.app.get(KeyRecorder, { strict: false });
  const settled = async () => {
    for (let turn = 0; turn < 500 && (await app.stores.apiKeys.unrecorded()).length > 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it('is read by auditors: who made, first used and revoked which key, and no text of it', async () => {
    await recorder().start();
    await settled();
    const made = await post('/keys', { name: 'help desk', role: 'support', limitPerMinute: 60 });
    const { id, key } = made.body as { id: string; key: string };
    expect(made.headers['ledger-position']).toMatch(/^\d+$/);
    app.clock.set('2026-03-01T03:00:00.000Z');
    for (let time = 0; time < 3; time += 1)
      await app.http.get('/api/v1/contracts').set('authorization', `Bearer ${key}`);
    await settled();
    for (let time = 0; time < 2; time += 1) expect((await post(`/keys/${id}/revoke`)).status).toBe(200);
    await settled();
    const admin = (await app.stores.apiKeys.authenticate(app.keys.admin))!.id;
    const about = (await auditors('seeyon', app.keys.auditor)).filter(({ data }) => data['keyId'] === id);
    expect(
      about.map(({ type, data, meta: { actor, role, channel } }) => ({ type, data, actor, role, channel })),
    ).toEqual([
      {
        type: 'ApiKeyCreated',
        data: {
          keyId: id,
          name: 'help desk',
          role: 'support',
          everyVendor: false,
          limitPerMinute: 60,
          customerId: null,
        },
        actor: admin,
        role: 'admin',
        channel: 'http',
      },
      { type: 'ApiKeyFirstUsed', data: { keyId: id }, actor: id, role: 'support', channel: 'http' },
      { type: 'ApiKeyRevoked', data: { keyId: id, replacedBy: null }, actor: admin, role: 'admin', channel: 'http' },
    ]);
    expect(about.map(({ meta }) => meta.effectiveAt)).toEqual([
      '2026-03-01T02:00:00.000Z',
      '2026-03-01T03:00:00.000Z',
      '2026-03-01T03:00:00.000Z',
    ]);
    const all = JSON.stringify(await app.stores.ordinals.readAll(0, 10_000));
    expect(all).not.toContain(key);
    expect(all).not.toContain(key.slice('slk_'.length));
  });

  it('of a key for every vendor is read with each of them; of one vendor with it alone', async () => {
    await app.stores.apiKeys.ensureAdmin(first);
    await app.stores.apiKeys.ensureAdmin(second);
    const [old, present] = (await app.stores.apiKeys.list()).filter(({ origin }) => origin === 'environment');
    const made = await post('/keys', { name: 'theirs', role: 'sales' });
    await recorder().start();
    await settled();
    for (const vendor of ['seeyon', 'huaruan']) {
      const events = await auditors(vendor);
      expect([vendor, of(old!.id, events), of(present!.id, events)]).toEqual([
        vendor,
        ['ApiKeyCreated', 'ApiKeyRevoked'],
        ['ApiKeyCreated'],
      ]);
      const revoked = events.find(({ type, data }) => type === 'ApiKeyRevoked' && data['keyId'] === old!.id);
      expect(revoked!.data['replacedBy']).toBe(present!.id);
      expect(of(made.body.id, events)).toEqual(vendor === 'seeyon' ? ['ApiKeyCreated'] : []);
    }
  });

  it('is neither lost nor doubled where the process ends between the key, the ledger and the note', async () => {
    const home = app.home;
    await recorder().start();
    await settled();
    // The ledger takes the event, and the note of it stays.
    app.stores.apiKeys.recorded = () => {
      throw new Error('the process ended here');
    };
    const doubled = await post('/keys', { name: 'noted twice', role: 'sales' });
    expect(doubled.status).toBe(500);
    // The key is made, and the ledger takes nothing more.
    app.stores.events.append = () => Promise.reject(new Error('the process ended here'));
    const lost = await post('/keys', { name: 'not yet recorded', role: 'sales' });
    expect(lost.status).toBe(500);
    await app.close();

    app = await startApp({ home });
    await recorder().start();
    await settled();
    const byName = new Map((await app.stores.apiKeys.list()).map(({ id, name }) => [name, id]));
    const events = await auditors();
    for (const name of ['noted twice', 'not yet recorded'])
      expect([name, of(byName.get(name)!, events)]).toEqual([name, ['ApiKeyCreated']]);
    await app.close();
    app = await startApp({ home });
    await recorder().start();
    await settled();
    expect((await auditors()).filter(({ data }) => data['keyId'] === byName.get('noted twice')).length).toBe(1);
  });

  it('holds for keys of the version before, those that were revoked then left aside', async () => {
    const { home } = app;
    const { key } = await app.stores.apiKeys.create({ vendor: 'seeyon', role: 'sales', name: 'older' });
    await app.close();
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(`${home}/auth.db`);
    db.exec('DROP TABLE unrecorded; ALTER TABLE api_keys DROP COLUMN origin; PRAGMA user_version = 1');
    db.prepare("UPDATE api_keys SET last_used_at = '2026-02-01T00:00:00.000Z' WHERE id = ?").run(key.id);
    db.close();
    app = await startApp({ home });
    await recorder().start();
    await settled();
    expect(of(key.id, await auditors())).toEqual(['ApiKeyCreated', 'ApiKeyFirstUsed']);
  });
});

describe('A1: an older auth.db that is put back', () => {
  it('revives no key that the ledger records as revoked', async () => {
    const { copyFileSync, rmSync } = await import('node:fs');
    const home = freshFolder();
    const started = async () => {
      const app = await startApp({ home });
      await app.app.get(KeyRecorder, { strict: false }).start();
      return app;
    };
    const before = await started();
    const { key, token } = await before.stores.apiKeys.create({ vendor: 'seeyon', role: 'sales', name: 'leaver' });
    await before.app.get(KeyRecorder, { strict: false }).record(key.id);
    await before.close();
    copyFileSync(`${home}/auth.db`, `${home}-older`);
    const after = await startApp({ home });
    const revoked = await after.http
      .post(`/api/v1/keys/${key.id}/revoke`)
      .set('authorization', `Bearer ${after.keys.admin}`);
    expect(revoked.status).toBe(200);
    await after.close();
    for (const end of ['-wal', '-shm']) rmSync(`${home}/auth.db${end}`, { force: true });
    copyFileSync(`${home}-older`, `${home}/auth.db`);
    const again = await started();
    expect(again.stores.apiKeys.authenticate(token)).toBeUndefined();
    await again.close();
  });
});

describe('A1: auditors', () => {
  it('read webhooks and what came of their deliveries, and change none', async () => {
    const app = await startApp();
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    const { body } = await app.http
      .post('/api/v1/webhooks')
      .set(as(app.keys.admin))
      .send({ url: 'https://8.8.8.8/', types: ['ContractPurchased'] });
    const one = `/api/v1/webhooks/${body.id}`;
    for (const path of ['/api/v1/webhooks', one, `${one}/deliveries`, `${one}/dead-letters`])
      expect([path, (await app.http.get(path).set(as(app.keys.auditor))).status]).toEqual([path, 200]);
    for (const [method, path] of [
      ['patch', one],
      ['delete', one],
      ['post', `${one}/rotate-secret`],
      ['post', '/api/v1/keys'],
    ] as const)
      expect([path, (await app.http[method](path).set(as(app.keys.auditor)).send({})).status]).toEqual([path, 403]);
    await app.close();
  });
});
