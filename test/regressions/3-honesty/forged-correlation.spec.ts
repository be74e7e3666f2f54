import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { importOf, undoOf } from '../../../src/imports/undo/provenance.js';
import { startApp, type TestApp } from '../../support/app.js';

const file = [
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注',
  'KH1,客户1,普通,市内,XS-1,L-1,EKP,EKP,4.11,,2025-03-01,,联系人1,13900001,user1@example.com,李强,',
  'KH2,客户2,普通,市内,XS-2,L-2,EKP,EKP,4.11,,2025-03-01,,联系人2,13900002,user2@example.com,李强,',
  '',
].join('\r\n');

/** Correlation ids come from callers: none of them moves a fact in or out of an import (C9). */
describe('C9: provenance is a field that only an import writes', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterEach(() => app.close());

  const as = (correlationId?: string) => ({
    authorization: `Bearer ${app.keys.admin}`,
    'accept-language': 'en',
    ...(correlationId !== undefined && { 'x-correlation-id': correlationId }),
  });
  const get = async (path: string) => (await app.http.get(`/api/v1${path}`).set(as())).body;
  const post = (path: string, body: object, correlationId?: string) =>
    app.http.post(`/api/v1${path}`).set(as(correlationId)).send(body);
  const imported = async (text: string): Promise<string> => {
    const { body } = await app.http.post('/api/v1/imports').set(as()).attach('file', Buffer.from(text), 'a.csv');
    await app.app.get(ImportJobs, { strict: false }).idle();
    return body.id as string;
  };
  const undo = async (id: string) => {
    const { body } = await post(`/imports/${id}/undo`, { reason: '文件有误' });
    await app.app.get(ImportJobs, { strict: false }).idle();
    return body as { code?: string; state?: string };
  };
  const purchase = (customerId: string) => ({
    customerId,
    contractNo: 'OWN-1',
    licenceNo: 'OWN-L-1',
    purchasedOn: '2026-01-01',
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });

  it.each([
    ['the id of the import', (id: string) => id],
    ['the id of its undo', (id: string) => `${id}.undo`],
  ])('a renewal, a contact and a purchase under %s depend on the import', async (_, forged) => {
    const id = await imported(file);
    const [first, second] = (await get('/contracts')).items;
    const renewed = await post(
      `/contracts/${first.id}/renewals`,
      { signedOn: '2026-11-23', period: 'P1Y', fee: { amount: '100.00', currency: 'CNY' } },
      forged(id),
    );
    expect([renewed.status, renewed.body.code]).toEqual([201, undefined]);
    expect((await post('/contracts', purchase(second.customerId), forged(id))).status).toBe(201);
    expect((await undo(id)).code).toBe('later-facts');
    expect((await get('/contracts')).items.map((item: { contractNo: string }) => item.contractNo).sort()).toEqual([
      'OWN-1',
      'XS-1',
      'XS-2',
    ]);
  });

  it('a purchase recorded by a route while the import runs is not taken back with it', async () => {
    const customer = await post('/customers', { name: '自有', code: 'OWN', level: 'standard', region: 'city' });
    const { body } = await app.http.post('/api/v1/imports').set(as()).attach('file', Buffer.from(file), 'a.csv');
    expect((await post('/contracts', purchase(customer.body.id as string), body.id as string)).status).toBe(201);
    await app.app.get(ImportJobs, { strict: false }).idle();
    expect(await undo(body.id as string)).not.toHaveProperty('code');
    expect((await get('/contracts')).items.map((item: { contractNo: string }) => item.contractNo)).toEqual(['OWN-1']);
  });

  it('no event of a route carries the provenance of an import, whatever its headers and body hold', async () => {
    const id = await imported(file);
    const refused = await post(
      '/customers',
      { name: 'x', code: 'X', level: 'standard', region: 'city', importId: id },
      id,
    );
    expect(refused.status).toBe(400);
    await post('/customers', { name: 'x', code: 'X', level: 'standard', region: 'city' }, id);
    const events = await app.stores.ordinals.readAll(0, 1000);
    expect(events.filter((event) => event.meta.channel === 'http' && importOf(event) !== undefined)).toEqual([]);
    expect(events.filter((event) => importOf(event) === id).map(({ meta }) => meta.channel)).not.toContain('http');
  });

  it.each(['x'.repeat(101), 'a b', '', '{"a":1}'])(
    'a correlation id that is none (%j) is replaced by one of the server',
    async (given) => {
      const answer = await app.http.get('/api/v1/contracts').set(as(given));
      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('C9: events of versions before `importId`', () => {
  const event = (meta: object) => ({ meta }) as unknown as Recorded;

  it('name their import as correlation id; the channel, which callers cannot set, proves it', () => {
    expect(importOf(event({ channel: 'import', correlationId: 'imp_1' }))).toBe('imp_1');
    expect(importOf(event({ channel: 'http', correlationId: 'imp_1' }))).toBeUndefined();
    expect(undoOf(event({ channel: 'import', correlationId: 'imp_1.undo' }))).toBe('imp_1');
    expect(importOf(event({ channel: 'import', correlationId: 'imp_1.undo' }))).toBeUndefined();
    expect(undoOf(event({ channel: 'http', correlationId: 'imp_1.undo' }))).toBeUndefined();
  });

  it('the field wins over the correlation id', () => {
    expect(importOf(event({ channel: 'import', correlationId: 'imp_2', importId: 'imp_1' }))).toBe('imp_1');
    expect(undoOf(event({ channel: 'import', correlationId: 'imp_2', importId: 'imp_1' }))).toBeUndefined();
    expect(undoOf(event({ channel: 'import', correlationId: 'x', undoneImportId: 'imp_1' }))).toBe('imp_1');
    expect(importOf(event({ channel: 'import', correlationId: 'x', undoneImportId: 'imp_1' }))).toBeUndefined();
  });
});
