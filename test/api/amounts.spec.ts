import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

/** C12: amounts are recorded with the decimals of their currency (ISO 4217). */
describe('amounts', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let count = 0;

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
  const renewed = async (amount: string, currency: string) => {
    const { status, body } = await app.http
      .post(`/api/v1/contracts/${await sold()}/renewals`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send({ signedOn: '2026-05-01', period: 'P1Y', payment: 'due', fee: { amount, currency } });
    return { status, body, fee: body.terms?.[1]?.fee };
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
  });
  afterAll(() => app.close());

  it.each([
    ['1000', 'CNY', '1000.00'],
    ['1000.5', 'TWD', '1000.50'],
    ['1000.500', 'USD', '1000.50'],
    ['100', 'JPY', '100'],
    ['100.00', 'JPY', '100'],
    ['1.25', 'KWD', '1.250'],
    ['0', 'CNY', '0.00'],
  ])('%s %s is recorded as %s', async (amount, currency, recorded) => {
    expect(await renewed(amount, currency)).toMatchObject({ status: 201, fee: { amount: recorded, currency } });
  });

  it('a currency that is younger than the list of ISO 4217 has the decimals that Node knows', async () => {
    expect(await renewed('12.5', 'XCG')).toMatchObject({ status: 201, fee: { amount: '12.50', currency: 'XCG' } });
    // Node counts none for this one; ISO 4217 has two.
    expect(await renewed('12.5', 'HUF')).toMatchObject({ status: 201, fee: { amount: '12.50', currency: 'HUF' } });
  });

  it('what is paid beyond the fee is in the answer, the contract and its timeline, until it is corrected', async () => {
    const id = await sold();
    const fee = { amount: '1000', currency: 'CNY' };
    const due = { signedOn: '2026-05-01', period: 'P1Y', payment: 'due', fee };
    const { termId } = await client.post(`/contracts/${id}/renewals`, due);
    const pay = (amount: string) => client.post(`/contracts/${id}/payments`, { termId, amount, paidOn: '2026-05-02' });
    expect(await pay('400')).toMatchObject({ settled: false, overpaid: null });
    const overpaid = { amount: '100.50', currency: 'CNY' };
    const last = await pay('700.50');
    expect(last).toMatchObject({ settled: true, overpaid });
    expect(await client.get(`/contracts/${id}`)).toMatchObject({
      open: [],
      overpaid: [{ termId, amount: overpaid }],
    });
    const item = async () => (await client.get(`/contracts/${id}/timeline`)).items.at(-1);
    expect((await item()).sentence).toContain('paid beyond the fee of the term: CNY 100.50');
    expect((await item()).changed).toContainEqual({
      what: 'paid beyond the fee of the term',
      from: null,
      to: 'CNY 100.50',
    });
    const { paymentId } = last;
    const correction = { reason: '金额录错', amount: '600' };
    expect(await client.post(`/contracts/${id}/payments/${paymentId}/correct`, correction)).toMatchObject({
      overpaid: null,
    });
    expect((await client.get(`/contracts/${id}`)).overpaid).toEqual([]);
  });

  it.each([
    ['100.5', 'JPY', '/fee/amount', 'too-many-decimals', "at most 0 decimals, so '100.5'"],
    ['10.005', 'CNY', '/fee/amount', 'too-many-decimals', "at most 2 decimals, so '10.005'"],
    ['10.00', 'RMB', '/fee/currency', 'unknown-currency', "'RMB'"],
  ])('%s %s is refused at %s', async (amount, currency, pointer, code, named) => {
    const { status, body } = await renewed(amount, currency);
    expect([status, body.code, body.errors]).toMatchObject([400, 'invalid', [{ pointer, code }]]);
    expect(body.errors[0].detail).toContain(named);
  });

  it('a payment is in the currency of its term, and settles it whatever its form', async () => {
    const { body } = await renewed('100', 'JPY');
    const pay = async (amount: string) =>
      app.http
        .post(`/api/v1/contracts/${body.id}/payments`)
        .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
        .send({ termId: body.termId, amount, paidOn: '2026-05-02' });
    expect((await pay('99.5')).body.errors).toMatchObject([{ pointer: '/amount', code: 'too-many-decimals' }]);
    expect((await pay('100.0')).body).toMatchObject({ settled: true });
    expect((await client.get(`/contracts/${body.id}`)).payments[0].amount).toEqual({ amount: '100', currency: 'JPY' });
  });
});
