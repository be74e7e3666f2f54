import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { csvOf, heading, importing, recordOf } from '../support/imports.js';

describe('C9: requests hold what an import created', () => {
  let app: TestApp;
  let client: ApiClient;
  beforeAll(async () => {
    app = await startApp({ now: '2025-09-29T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
  }, 60_000);
  afterAll(() => app.close());

  /** An import of a contract; a lapsed one covers nothing. */
  const imported = async (name: string, { known = false, lapsed = false }) => {
    const of = { code: `KH${name}`, name: `客户${name}`, level: 'standard', region: 'city' };
    if (known) await client.post('/customers', of);
    const record = recordOf(name, lapsed ? { 购买日期: '2020-03-01' } : {});
    const { id: importId } = await importing(app).run(csvOf(heading, record));
    const [{ id: contractId, customerId }] = (await client.get('/contracts', { q: `XS-${name}` })).items;
    const [{ contactId }] = (await client.get(`/customers/${customerId}`)).contacts;
    return { importId, customerId, contractId, contactId };
  };
  const ask = async (body: object): Promise<string> => {
    const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };
    const { id } = await client.post('/requests', { ...usual, ...body });
    await caughtUp(app);
    return id;
  };
  /** What holds the undo, by what it is taken back with first. */
  const held = async (importId: string) => {
    const { status, body } = await client.attempt(`/imports/${importId}/undo`, { reason: '错误的文件' });
    return [status, body.errors?.map(({ pointer }: { pointer: string }) => pointer)];
  };

  it('by the contract that they were decided under alone', async () => {
    const { importId, customerId } = await imported('a', { known: true });
    const id = await ask({ customerId });
    expect(await held(importId)).toEqual([409, [`/requests/${id}`]]);
  });

  it('by the customer alone', async () => {
    const { importId, customerId } = await imported('b', { lapsed: true });
    const id = await ask({ customerId });
    expect(await held(importId)).toEqual([409, [`/requests/${id}`]]);
  });

  it('by the contact alone', async () => {
    const { importId, customerId, contactId } = await imported('c', { known: true, lapsed: true });
    const id = await ask({ customerId, contact: contactId });
    expect(await held(importId)).toEqual([409, [`/requests/${id}`]]);
  });

  it('of another contact of a customer who stays hold nothing', async () => {
    const { importId, customerId } = await imported('d', { known: true, lapsed: true });
    await ask({ customerId });
    expect((await held(importId))[0]).toBe(202);
  });
});
