import { connect as connectTo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Change, changes, type Followed } from '../../clients/typescript/src/index.js';
import { ChangeStreams } from '../../src/changes/change-streams.js';
import { ApiClient } from '../support/api-client.js';
import { portalCustomer, startApp, type TestApp } from '../support/app.js';

describe('GET /changes', () => {
  let app: TestApp;
  let client: ApiClient;
  let url: string;
  let ending: AbortController;
  let isClosed: boolean;
  const customer = async (code: string) =>
    (await client.post('/customers', { code, name: code, level: 'standard', region: 'city' })).id as string;
  const contract = async (customerId: string, no: string) =>
    (
      await client.post('/contracts', {
        customerId,
        contractNo: no,
        licenceNo: `L-${no}`,
        purchasedOn: '2026-02-01',
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      })
    ).id as string;
  const follow = (key = app.keys.support, after?: number) =>
    changes(
      { url, key, wait: () => new Promise((resolve) => setTimeout(resolve, 50)) },
      { signal: ending.signal, ...(after !== undefined && { after }) },
    );
  const next = async (stream: AsyncGenerator<Followed>): Promise<Followed> => (await stream.next()).value as Followed;
  /** Everything that is touched until a position is reached. */
  const touchedUpTo = async (stream: AsyncGenerator<Followed>, position: number): Promise<Change['touched']> => {
    const touched: Change['touched'][number][] = [];
    for (;;) {
      const message = (await next(stream)) as Change;
      touched.push(...message.touched);
      if (message.position >= position) return touched;
    }
  };
  const head = async () => (await app.stores.ordinals.head()).position;
  const streams = () => app.app.get(ChangeStreams, { strict: false });
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  beforeEach(async () => {
    ending = new AbortController();
    isClosed = false;
    app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
    await app.app.listen(0, '127.0.0.1');
    url = (await app.app.getUrl()).replace('[::1]', '127.0.0.1');
    client = new ApiClient(app, 'seeyon');
  });
  afterEach(async () => {
    ending.abort();
    if (!isClosed) await app.close();
  });

  it('names what was touched, and whoever asks then is answered with it', async () => {
    const a = await customer('KH-A');
    const stream = follow();
    expect(await next(stream)).toEqual({ position: expect.any(Number), touched: [] });
    const id = await contract(a, 'XS-1');
    const touched = await touchedUpTo(stream, await head());
    expect(touched).toEqual(
      expect.arrayContaining([
        { kind: 'contract', id },
        { kind: 'customer', id: a },
      ]),
    );
    expect((await client.check({ customerId: a, service: 'maintenance' }))['knownPosition']).toBeGreaterThanOrEqual(
      await head(),
    );
  });

  it('goes on after Last-Event-ID, and misses nothing of a lost connection', async () => {
    const a = await customer('KH-A');
    const from = await head();
    const id = await contract(a, 'XS-1');
    const lost: AbortController[] = [];
    const breaking: typeof fetch = (address, how) => {
      const cut = new AbortController();
      lost.push(cut);
      return fetch(address, { ...how, signal: AbortSignal.any([how!.signal!, cut.signal]) });
    };
    const stream = changes(
      { url, key: app.keys.support, fetch: breaking, wait: () => Promise.resolve() },
      { after: from, signal: ending.signal },
    );
    expect(await touchedUpTo(stream, await head())).toContainEqual({ kind: 'contract', id });
    lost[0]!.abort();
    const second = await contract(a, 'XS-2');
    expect(await next(stream)).toEqual({ interrupted: true });
    expect(await touchedUpTo(stream, await head())).toContainEqual({ kind: 'contract', id: second });
    expect(lost).toHaveLength(2);
  });

  it('A1: a customer learns of itself alone, another vendor of nothing', async () => {
    const stream = follow(app.keys.customer);
    const others = follow(app.keys.other);
    const [first] = [(await next(stream)) as Change, await next(others)];
    await contract(await customer('KH-A'), 'XS-1');
    await client.post('/releases', { series: 'EKP', version: '4.30', publishedAt: '2026-03-01' });
    expect(await next(stream)).toEqual({
      position: await head(),
      touched: [{ kind: 'customer', id: portalCustomer }],
    });
    expect(first.touched).toEqual([]);
    const silent = await Promise.race([
      others.next().then(() => 'a message'),
      new Promise((resolve) => setTimeout(resolve, 300, 'silent')),
    ]);
    expect(silent).toBe('silent');
  });

  it('A1: ends within 5 s when its key is revoked', async () => {
    const { key, token } = await app.stores.apiKeys.create({ vendor: 'seeyon', role: 'support', name: 'gone soon' });
    const stream = follow(token);
    await next(stream);
    const began = performance.now();
    await app.stores.apiKeys.revoke(key.id);
    expect(await next(stream)).toEqual({ interrupted: true });
    await expect(stream.next()).rejects.toMatchObject({ status: 401 });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('refuses a ninth stream of a key, and frees what was closed', async () => {
    const headers = { authorization: `Bearer ${app.keys.support}`, 'accept-language': 'en' };
    const open = () => fetch(`${url}/api/v1/changes`, { headers, signal: ending.signal });
    for (let n = 0; n < 8; n += 1) expect((await open()).status).toBe(200);
    const refused = await open();
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'too-many-streams']);
    ending.abort();
    await until(() => streams().size === 0);
    ending = new AbortController();
    expect((await open()).status).toBe(200);
  });

  it('refuses a Last-Event-ID that is no position', async () => {
    const headers = { authorization: `Bearer ${app.keys.support}`, 'last-event-id': 'x' };
    const { status, body } = await app.http.get('/api/v1/changes').set(headers);
    expect([status, body.code]).toEqual([400, 'header-invalid']);
  });

  it('lets the server stop at once', async () => {
    const stream = follow();
    await next(stream);
    const began = performance.now();
    await app.close();
    isClosed = true;
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await next(stream)).toEqual({ interrupted: true });
  });

  it('is over when its reader is gone', async () => {
    const { port } = new URL(url);
    const socket = connectTo(Number(port), '127.0.0.1').pause();
    socket.write(
      `GET /api/v1/changes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${app.keys.support}\r\nlast-event-id: 0\r\n\r\n`,
    );
    await until(() => streams().size === 1);
    socket.destroy();
    await until(() => streams().size === 0);
  });
});
