import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { findIn, formsOf } from '../../support/byte-search.js';
import { ApiClient } from '../../support/api-client.js';

describe('A1: POST /keys', () => {
  let app: TestApp;
  let ours: string;
  let theirs: string;
  beforeAll(async () => {
    app = await startApp();
    const registered = async (vendor: string): Promise<string> =>
      (await new ApiClient(app, vendor).post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' }))
        .id;
    [ours, theirs] = [await registered('seeyon'), await registered('huaruan')];
  });
  afterAll(() => app.close());
  const make = (body: object, key?: string) =>
    app.http
      .post('/api/v1/keys')
      .set({
        authorization: `Bearer ${app.keys.admin}`,
        'accept-language': 'en',
        ...(key !== undefined && { 'idempotency-key': key }),
      })
      .send(body);
  const named = async (name: string) => (await app.stores.apiKeys.list()).filter((key) => key.name === name);

  it('C11: repeated with its Idempotency-Key makes no second key, and shows the first no more', async () => {
    const question = { name: 'repeated', role: 'support', limitPerMinute: 60 };
    const first = await make(question, 'k-1');
    const again = await make(question, 'k-1');
    expect([first.status, again.status, again.headers['idempotent-replay']]).toEqual([201, 201, 'true']);
    expect(first.headers['idempotent-replay']).toBeUndefined();
    expect(first.body.key).toMatch(/^slk_/);
    expect(again.body).toEqual({ ...first.body, key: null, notice: expect.stringContaining('revoke this key') });
    expect((await named('repeated')).map(({ id }) => id)).toEqual([first.body.id]);
    // Also after the key was used and revoked, and after a restart of the answer's maker.
    await app.http.get('/api/v1/contracts').set('authorization', `Bearer ${first.body.key}`);
    await app.http.post(`/api/v1/keys/${first.body.id}/revoke`).set('authorization', `Bearer ${app.keys.admin}`);
    expect((await make(question, 'k-1')).body).toEqual(again.body);
    expect(findIn(app.home, formsOf(first.body.key))).toEqual([]);
  });

  it('C11: with another body is refused, and many at once make one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => make({ name: 'at once', role: 'sales' }, 'k-2')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(answers.filter(({ body }) => body.key !== null).length).toBe(1);
    expect((await named('at once')).length).toBe(1);
    for (const other of [
      { name: 'at once', role: 'support' },
      { name: 'at last', role: 'sales' },
      { name: 'at once', role: 'sales', limitPerMinute: 1 },
      { name: 'at once', role: 'customer', customerId: ours },
    ])
      expect((await make(other, 'k-2')).body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect((await make({ name: 'at once', role: 'sales' }, '钥匙'.repeat(1).replace(/./g, '\t'))).status).toBe(400);
  });

  it('C11: the same Idempotency-Key is another one with another vendor, and none is a new key each time', async () => {
    const elsewhere = await app.http
      .post('/api/v1/keys')
      .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'huaruan', 'idempotency-key': 'k-2' })
      .send({ name: 'at once', role: 'sales' });
    expect([elsewhere.status, elsewhere.body.vendor]).toEqual([201, 'huaruan']);
    for (let time = 0; time < 2; time += 1) await make({ name: 'each time', role: 'sales' });
    expect((await named('each time')).length).toBe(2);
  });

  it('takes a customer of the vendor alone, for the role customer alone', async () => {
    const portal = (customerId: unknown) => make({ name: 'portal', role: 'customer', customerId });
    expect((await portal(ours)).body).toMatchObject({ role: 'customer', customerId: ours });
    for (const foreign of [theirs, 'cus_nobody', '../x', `${ours} `, ours.toUpperCase()])
      expect([foreign, (await portal(foreign)).body.errors]).toMatchObject([
        foreign,
        [{ pointer: '/customerId', code: 'not-known' }],
      ]);
    expect((await portal(undefined)).body.errors).toMatchObject([{ pointer: '/customerId', code: 'required' }]);
    expect((await named('portal')).length).toBe(1);
  });
});
