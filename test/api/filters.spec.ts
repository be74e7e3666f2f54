import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';

type Query = Readonly<Record<string, string>>;

/** What is asked for and is not there is named, instead of an empty list. */
describe('filters of events, differences and lists', () => {
  let app: TestApp;
  let customerId: string;
  let contractId: string;
  let strangerId: string;
  const get = (path: string, query: Query = {}, key = app.keys.admin, accept = 'application/json') =>
    app.http
      .get(`/api/v1${path}`)
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en', accept });
  const faults = async (path: string, query: Query): Promise<readonly unknown[]> => {
    const { status, body } = await get(path, query);
    return [status, ...(body.errors ?? [body.code])];
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-10T02:00:00.000Z' });
    const client = new ApiClient(app, 'seeyon');
    const customer = { code: 'KH1', name: '海东', level: 'standard', region: 'city' };
    customerId = (await client.post('/customers', customer)).id;
    strangerId = (await client.post('/customers', { ...customer, code: 'KH2' })).id;
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const bought = { customerId, contractNo: 'XS-1', licenceNo: 'L-1', purchasedOn: '2026-03-01', product };
    contractId = (await client.post('/contracts', bought)).id;
    await client.post('/keys', { name: '工单系统', role: 'system' });
    await caughtUp(app);
  });
  afterAll(() => app.close());

  it('an unknown type of event is refused with the nearest ones', async () => {
    const [status, fault] = await faults('/events', { type: 'ContractRenew' });
    expect([status, fault]).toMatchObject([400, { pointer: '?type', code: 'unknown-event-type' }]);
    expect((fault as { detail: string }).detail).toMatch(/'ContractRenew'; the nearest are: ContractRenewed, /);
    expect((await get('/events', { type: 'ContractRenewed' })).body).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    ['/events', { stream: 'seeyon.contract-con_nothing' }, 400, { pointer: '?stream', code: 'not-known' }],
    ['/events', { customerId: 'cus_nothing' }, 404, 'not-found'],
    ['/contracts', { customerId: 'cus_nothing' }, 404, 'not-found'],
    ['/releases', { series: 'EKQ' }, 400, { pointer: '?series', code: 'not-one-of' }],
  ])('%s %p is refused', async (path, query, status, fault) => {
    expect(await faults(path, query as unknown as Query)).toMatchObject([status, fault]);
  });

  it('a contract beside a customer that never owned it is refused', async () => {
    const strange = [400, { pointer: '?contractId', code: 'not-of-customer' }];
    expect(await faults('/events', { customerId: strangerId, contractId })).toMatchObject(strange);
    expect(await faults('/difference', { customerId: strangerId, contractId, a: '1' })).toMatchObject(strange);
    expect((await get('/events', { customerId, contractId })).body.items).toHaveLength(1);
  });

  it('a difference ends now where `b` is absent', async () => {
    const { body } = await get('/difference', { customerId, contractId, a: '2' });
    expect([body.a.position, body.b.knownAt]).toEqual([2, null]);
    expect(body.b.position).toBe((await app.stores.ordinals.head()).position);
    expect(body.changed.length).toBeGreaterThan(0);
  });

  it('A1: events of keys, imports and webhooks are for admins and auditors alone', async () => {
    const types = async (key: string, query: Query = {}) =>
      (await get('/events', { limit: '500', ...query }, key)).body.items.map(({ type }: { type: string }) => type);
    const { keys } = app;
    for (const key of [keys.admin, keys.auditor]) expect(await types(key)).toContain('ApiKeyCreated');
    for (const key of [keys.sales, keys.support, keys.engineer]) {
      expect(await types(key)).toContain('ContractPurchased');
      expect(await types(key)).not.toContain('ApiKeyCreated');
      expect(await types(key, { type: 'ApiKeyCreated' })).toEqual([]);
      expect((await get('/events', { type: 'ApiKeyCreated' }, key, 'text/csv')).text).not.toMatch('工单系统');
    }
  });

  it('events are answered as CSV, all of them', async () => {
    const { headers, text } = await get('/events', { customerId, limit: '1' }, app.keys.admin, 'text/csv');
    expect(headers['content-type']).toMatch(/^text\/csv/);
    const lines = text.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeffPosition,Recorded at,Effective at,Type,Customer code,Contract number,Recorded by/);
    expect(lines.slice(1, -1).map((line) => line.split(',')[3])).toEqual(['CustomerRegistered', 'ContractPurchased']);
  });

  it('a form that is not offered is refused, and those that are offered are named', async () => {
    for (const [path, offered] of [
      [`/contracts/${contractId}/dossier`, 'application/json, text/html'],
      [`/customers/${customerId}/dossier`, 'application/json, text/html'],
      ['/contracts', 'application/json, text/csv'],
      ['/events', 'application/json, text/csv'],
      ['/releases', 'application/json'],
      [`/contracts/${contractId}/timeline`, 'application/json'],
    ] as const) {
      const { status, body } = await get(path, {}, app.keys.admin, 'application/pdf');
      expect([path, status, body.code]).toEqual([path, 406, 'not-acceptable']);
      expect(body.detail).toContain(`offers: ${offered}.`);
      expect((await get(path, {}, app.keys.admin, 'application/pdf, */*;q=0.1')).status).toBe(200);
    }
  });

  it.each([
    ['113/3/1', '2024-03-01'],
    ['民國113年3月1日', '2024-03-01'],
    ['2024/3/1', '2024-03-01'],
    ['2024年3月1日', '2024-03-01'],
    ['12/3/1', null],
    ['2025-02-30', null],
  ])('the day %s is refused, and named as it is written here: %s', async (day, meant) => {
    const { status, body } = await app.http
      .post(`/api/v1/contracts/${contractId}/corrections`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send({ reason: '录错', purchasedOn: day });
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/purchasedOn', code: 'not-a-day' }]]);
    expect(body.errors[0].detail.endsWith(meant === null ? 'as YYYY-MM-DD.' : ` Did you mean ${meant}?`)).toBe(true);
    const at = await faults(`/contracts/${contractId}`, { at: day });
    expect((at[1] as { detail: string }).detail.includes('Did you mean')).toBe(meant !== null);
  });
});
