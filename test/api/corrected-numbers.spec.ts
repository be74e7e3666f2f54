import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

describe('numbers of a corrected contract', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;

  beforeEach(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
  });
  afterEach(() => app.close());

  const post = (path: string, body: object, key: string) =>
    app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': key })
      .send(body);
  const buy = (contractNo: string, licenceNo = `L-${contractNo}`) =>
    post(
      '/contracts',
      {
        customerId,
        contractNo,
        licenceNo,
        purchasedOn: '2025-03-01',
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      },
      `buy ${contractNo} ${licenceNo}`,
    );
  const correct = (id: string, contractNo: string, key: string) =>
    post(`/contracts/${id}/corrections`, { reason: '录错', contractNo }, key);

  it('C11: an old correction sent again frees no number that the contract bears now', async () => {
    const { id } = (await buy('XS-1')).body;
    const first = await correct(id, 'XS-2', 'k2');
    expect(first.status).toBeLessThan(300);
    expect((await correct(id, 'XS-3', 'k3')).status).toBe(first.status);

    const again = await correct(id, 'XS-2', 'k2');
    expect(again.headers['idempotent-replay']).toBe('true');
    expect(again.text).toBe(first.text);
    expect((await buy('XS-3', 'L-other')).body).toMatchObject({ status: 409, code: 'number-held', rule: 'C1' });
    for (const free of ['XS-1', 'XS-2']) expect((await buy(free, `L-new-${free}`)).status).toBe(201);
  });

  it('C9: a number that was corrected away and back is borne again, and stays', async () => {
    const { id } = (await buy('XS-1')).body;
    for (const [index, number] of ['XS-2', 'XS-1', 'xs-1'].entries())
      expect((await correct(id, number, `k${index}`)).status).toBeLessThan(300);
    expect((await buy('XS-1', 'L-other')).body).toMatchObject({ status: 409, code: 'number-held' });
    expect((await buy('XS-2')).status).toBe(201);
  });

  it('C11: a purchase sent again after its number was corrected and taken by another has its first answer', async () => {
    const first = await buy('XS-1');
    await correct(first.body.id, 'XS-2', 'k2');
    expect((await buy('XS-1', 'L-other')).status).toBe(201);
    const again = await buy('XS-1');
    expect(again.headers['idempotent-replay']).toBe('true');
    expect([again.status, again.text]).toEqual([first.status, first.text]);
  });
});
