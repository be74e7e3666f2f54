import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

/** C11: a second click is no second renewal; two keys are two commands. */
describe('the same body twice within a minute', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let count = 0;
  const fee = { amount: '8000', currency: 'CNY' };
  const renewal = { signedOn: '2026-05-01', period: 'P1Y', payment: 'due', fee };
  const agreement = { kind: 'onsite', signedOn: '2026-05-01', validFrom: '2026-05-01' };

  const sold = async (): Promise<string> => {
    count += 1;
    const { id } = await client.post('/contracts', {
      customerId,
      contractNo: `XS-${count}`,
      licenceNo: `L-${count}`,
      purchasedOn: '2026-01-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [] },
    });
    return id;
  };
  const send = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const { status, body: answer } = await app.http
      .post(`/api/v1/contracts/${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en', ...headers })
      .send(body);
    return { status, answer };
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
  });
  afterAll(() => app.close());

  it.each([
    ['renewals', renewal],
    ['agreements', agreement],
  ])('%s: refused without a key, and nothing is recorded', async (path, body) => {
    const id = await sold();
    expect((await send(`${id}/${path}`, body)).status).toBe(201);
    const { revision } = await client.get(`/contracts/${id}`);
    const { status, answer } = await send(`${id}/${path}`, body);
    expect([status, answer.code, answer.rule]).toEqual([409, 'probably-repeated', 'C11']);
    expect(answer.errors).toMatchObject([{ pointer: '/repeat' }]);
    expect(answer.detail).not.toMatch(/(?<!\d)0 (?:秒前|seconds)/);
    expect((await client.get(`/contracts/${id}`)).revision).toBe(revision);
  });

  it('a payment that would settle the rest is refused too', async () => {
    const id = await sold();
    const { termId } = (await send(`${id}/renewals`, renewal)).answer;
    const half = { termId, amount: '4000', paidOn: '2026-05-02' };
    expect((await send(`${id}/payments`, half)).answer.settled).toBe(false);
    expect((await send(`${id}/payments`, half)).answer.code).toBe('probably-repeated');
    expect((await send(`${id}/payments`, { ...half, repeat: true })).answer.settled).toBe(true);
  });

  it('`repeat: true` and a key of its own each record it once more', async () => {
    const id = await sold();
    await send(`${id}/renewals`, renewal);
    expect((await send(`${id}/renewals`, { ...renewal, repeat: true })).status).toBe(201);
    expect((await send(`${id}/renewals`, renewal, { 'idempotency-key': `one ${id}` })).status).toBe(201);
    expect((await send(`${id}/renewals`, renewal, { 'idempotency-key': `two ${id}` })).status).toBe(201);
    expect((await client.get(`/contracts/${id}`)).terms).toHaveLength(5);
    // `repeat` is no part of the body that a retry is compared with.
    const retried = await send(`${id}/renewals`, { ...renewal, repeat: false }, { 'idempotency-key': `one ${id}` });
    expect(retried.status).toBe(201);
    expect((await client.get(`/contracts/${id}`)).terms).toHaveLength(5);
  });

  it('what is agreed is compared: neither the reason nor how a value is written', async () => {
    const id = await sold();
    const reasoned = { ...renewal, startOn: '2027-02-01', reason: '客户要求' };
    await send(`${id}/renewals`, reasoned);
    expect((await send(`${id}/renewals`, { ...reasoned, reason: '应客户要求' })).answer.code).toBe('probably-repeated');
    await send(`${id}/renewals`, { ...renewal, repeat: true });
    const { revision } = await client.get(`/contracts/${id}`);
    const written = { ...renewal, fee: { ...fee, amount: '8000.00' } };
    expect((await send(`${id}/renewals`, written)).answer.code).toBe('probably-repeated');
    await send(`${id}/agreements`, { ...agreement, fee });
    const signed = { ...agreement, fee: { ...fee, amount: '8000.0' } };
    expect((await send(`${id}/agreements`, signed)).answer.code).toBe('probably-repeated');
    expect((await client.get(`/contracts/${id}`)).revision).toBe(revision + 1);
    expect((await send(`${id}/renewals`, { ...renewal, fee: { ...fee, amount: '9000' } })).status).toBe(201);
    expect((await send(`${id}/agreements`, { ...agreement, fee, scope: '另一项' })).status).toBe(201);
  });

  it('another body, another contract and a later minute are no repeats', async () => {
    const [id, other] = [await sold(), await sold()];
    await send(`${id}/renewals`, renewal);
    expect((await send(`${id}/renewals`, { ...renewal, documentNo: 'QF-2' })).status).toBe(201);
    expect((await send(`${other}/renewals`, renewal)).status).toBe(201);
    app.clock.set('2026-06-01T02:01:01.000Z');
    expect((await send(`${id}/renewals`, renewal)).status).toBe(201);
  });

  it('of two sent at once one is recorded', async () => {
    const id = await sold();
    const answers = await Promise.all([send(`${id}/renewals`, renewal), send(`${id}/renewals`, renewal)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await client.get(`/contracts/${id}`)).terms).toHaveLength(2);
  });
});
