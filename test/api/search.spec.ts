import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundItem, SearchAnswer } from '../../src/search/search.port.js';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { findIn, formsOf } from '../support/byte-search.js';

const product = { series: 'EKP', name: 'EKP', version: '4.11' };

describe('GET /search', () => {
  let app: TestApp;
  let client: ApiClient;
  let beijing: { readonly id: string; readonly contacts: readonly { readonly contactId: string }[] };
  let taipei: { readonly id: string };
  let contractId: string;
  const call = (query: object, key = app.keys.sales) =>
    app.http
      .get('/api/v1/search')
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en' });
  const found = async (query: object, key?: string): Promise<Readonly<Record<string, readonly FoundItem[]>>> => {
    await caughtUp(app);
    const { status, body } = await call(query, key);
    expect([status, body.detail]).toEqual([200, undefined]);
    return Object.fromEntries((body as SearchAnswer).groups.map(({ kind, items }) => [kind, items]));
  };
  const titles = async (query: object, key?: string) =>
    Object.fromEntries(
      Object.entries(await found(query, key)).map(([kind, items]) => [kind, items.map(({ title }) => title)]),
    );

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    beijing = await client.post('/customers', {
      code: 'KH00795',
      name: '北京重庆银行科技有限公司',
      level: 'vip',
      region: 'city',
      customerManager: '赵经理',
      contacts: [
        { name: '王芳', phone: '+86 139-1234-5678', email: 'Wang.Fang@example.com' },
        { name: '陳大文', phone: '010 8888 9999' },
      ],
    });
    taipei = await client.post('/customers', { code: 'TW-7', name: '臺灣軟體 ＡＢＣ', level: 'key', region: 'city' });
    contractId = (
      await client.post('/contracts', {
        customerId: beijing.id,
        contractNo: 'XS-2026-0001',
        licenceNo: 'EKP-7F3A01BC',
        purchasedOn: '2026-01-05',
        product,
      })
    ).id;
  });
  afterAll(() => app.close());

  it.each([
    ['北', '北京重庆银行科技有限公司', 'name'],
    ['行科', '北京重庆银行科技有限公司', 'name'],
    ['銀行', '北京重庆银行科技有限公司', 'name'],
    ['bjcqyhkj', '北京重庆银行科技有限公司', 'initials'],
    ['YHKJ', '北京重庆银行科技有限公司', 'initials'],
    ['kh0079', '北京重庆银行科技有限公司', 'code'],
    ['０７９５', '北京重庆银行科技有限公司', 'code'],
    ['台湾软体', '臺灣軟體 ＡＢＣ', 'name'],
    ['abc', '臺灣軟體 ＡＢＣ', 'name'],
  ])('finds a customer by %s', async (q, name, field) => {
    const { customer } = await found({ q, kinds: 'customer' });
    expect(customer!.map(({ title, match }) => [title, match.field])).toEqual([[name, field]]);
  });

  it('finds contracts and licences, with their customer and state', async () => {
    const subtitle = '北京重庆银行科技有限公司';
    const about = { id: contractId, state: 'in-term', customerId: beijing.id };
    expect(await found({ q: '2026-00' })).toEqual({
      contract: [{ ...about, title: 'XS-2026-0001', subtitle, match: { field: 'contractNo', text: 'XS-2026-0001' } }],
    });
    expect(await found({ q: '7f3a' })).toEqual({
      licence: [
        {
          ...about,
          title: 'EKP-7F3A01BC',
          subtitle: `XS-2026-0001 · ${subtitle}`,
          match: { field: 'licenceNo', text: 'EKP-7F3A01BC' },
        },
      ],
    });
  });

  it('finds persons by name, initials, telephone and mail', async () => {
    const person = { person: ['王芳'] };
    expect(await titles({ q: '王', kinds: 'person' })).toEqual(person);
    expect(await titles({ q: 'wf', kinds: 'person' })).toEqual(person);
    expect(await titles({ q: '陈大', kinds: 'person' })).toEqual({ person: ['陳大文'] });
    expect(await titles({ q: '139 1234' })).toEqual({ telephone: ['+86 139-1234-5678'] });
    expect(await titles({ q: '(010) 8888' })).toEqual({ telephone: ['010 8888 9999'] });
    expect(await titles({ q: 'FANG@ex' })).toEqual({ mail: ['Wang.Fang@example.com'] });
    const [item] = (await found({ q: '5678', kinds: 'telephone' }))['telephone']!;
    expect(item).toEqual({
      id: beijing.contacts[0]!.contactId,
      title: '+86 139-1234-5678',
      subtitle: '王芳 · 北京重庆银行科技有限公司',
      match: { field: 'telephone', text: '+86 139-1234-5678' },
      state: null,
      customerId: beijing.id,
    });
  });

  it('A1, A2: shows persons to those who may see them, and nothing of another vendor', async () => {
    for (const role of ['sales', 'admin', 'support', 'engineer', 'auditor'] as const)
      expect(await titles({ q: '王芳' }, app.keys[role])).toEqual({ person: ['王芳'] });
    expect(await titles({ q: '王芳' }, app.keys.system)).toEqual({});
    expect(await titles({ q: 'KH00795' }, app.keys.system)).toEqual({ customer: ['北京重庆银行科技有限公司'] });
    const { status, body } = await call({ q: '王芳', kinds: 'customer,person' }, app.keys.system);
    expect([status, body.code]).toEqual([403, 'forbidden']);
    expect(await titles({ q: 'KH00795' }, app.keys.other)).toEqual({});
    const { token } = await app.stores.apiKeys.create({
      vendor: 'seeyon',
      role: 'customer',
      name: 'own',
      customerId: taipei.id,
    });
    expect(await titles({ q: 'KH00795' }, token)).toEqual({});
    expect(await titles({ q: 'XS' }, token)).toEqual({});
    expect(await titles({ q: 'TW' }, token)).toEqual({ customer: ['臺灣軟體 ＡＢＣ'] });
  });

  it('names the values allowed for what it does not know', async () => {
    for (const [query, pointer, detail] of [
      [{ q: 'x', kinds: 'customer,order' }, '?kinds', /customer, contract, licence/],
      [{ q: 'x', limit: '51' }, '?limit', /1.*50/],
      [{ q: '\u200b' }, '?q', /blank/],
      [{}, '?q', /./],
    ] as const) {
      const { status, body } = await call(query);
      expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
      expect(body.errors[0].detail).toMatch(detail);
    }
  });

  it('follows what is changed, merged and erased', async () => {
    await client.patch(`/customers/${taipei.id}`, { name: '台北軟體' });
    expect(await titles({ q: '台湾' })).toEqual({});
    expect(await titles({ q: '台北' })).toEqual({ customer: ['台北軟體'] });
    await client.post(`/customers/${taipei.id}/merge`, { intoCustomerId: beijing.id, reason: '同一公司' });
    const { customer } = await found({ q: 'TW-7' });
    expect(customer!.map(({ id, subtitle, match }) => [id, subtitle, match.text])).toEqual([
      [beijing.id, 'KH00795', 'TW-7'],
    ]);
    await client.post(`/customers/${taipei.id}/merge/undo`, { reason: '不是' });
    expect((await found({ q: 'TW-7' }))['customer']![0]!.id).toBe(taipei.id);
    const [{ contactId }] = beijing.contacts as [{ readonly contactId: string }];
    await client.post(`/customers/${beijing.id}/contacts/${contactId}/erase`, { reason: '本人要求' });
    expect(await titles({ q: '王芳' })).toEqual({});
    expect(await titles({ q: '1391234' })).toEqual({});
    expect(await titles({ q: 'Wang.Fang' })).toEqual({});
    expect(await titles({ q: '陈大文' })).toEqual({ person: ['陳大文'] });
  });

  it('A2: nothing of a person is on disk in the clear', async () => {
    await titles({ q: '陈' });
    const needles = ['陳大文', '陈大文', '01088889999', '赵经理'].flatMap(formsOf);
    expect(findIn(app.home, needles)).toEqual([]);
  });
});
