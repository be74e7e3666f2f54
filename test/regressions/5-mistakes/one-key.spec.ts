import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mistakes } from './ledger.js';

describe('C11: one Idempotency-Key sent to several routes names several commands', () => {
  let ledger: Mistakes;
  beforeAll(async () => {
    ledger = await Mistakes.start();
  });
  afterAll(() => ledger.app.close());

  const key = { 'idempotency-key': 'ticket-4711' };

  it('C9: a payment corrected with it is taken back with it, and so is another one', async () => {
    const { id } = await ledger.sold();
    const { termId } = await ledger.client.post(`/contracts/${id}/renewals`, {
      signedOn: '2026-01-15',
      period: 'P1Y',
      payment: 'due',
      fee: { amount: '100.00', currency: 'CNY' },
    });
    const pay = async (amount: string): Promise<string> =>
      (await ledger.client.post(`/contracts/${id}/payments`, { termId, amount, paidOn: '2026-02-01' })).paymentId;
    const [first, second] = [await pay('60.00'), await pay('50.00')];

    const path = (paymentId: string, act: string) => `/contracts/${id}/payments/${paymentId}/${act}`;
    const answers = [
      await ledger.corrects(path(first, 'correct'), { reason: '金额录错', amount: '40.00' }, key),
      await ledger.corrects(path(first, 'take-back'), { reason: '误' }, key),
      await ledger.corrects(path(second, 'take-back'), { reason: '误' }, key),
    ];
    expect((await ledger.client.get(`/contracts/${id}`)).payments).toEqual([]);
    expect(new Set(answers.map(({ correctionId }) => correctionId)).size).toBe(3);
    expect((await ledger.tries(path(second, 'take-back'), { reason: '误' }, 'admin', key)).replayed).toBe('true');
  });

  it.each([
    [
      'agreements',
      'agreementId',
      { kind: 'onsite', signedOn: '2025-10-15', validFrom: '2025-10-15' },
      { scope: '全部' },
    ],
    ['upgrades', 'upgradeId', { targetVersion: '4.20', performedOn: '2025-07-01' }, { targetVersion: '4.30' }],
    ['transfer', 'transferId', { from: '2026-01-01' }, { from: '2026-01-02' }],
  ] as const)('C9: %s are corrected and taken back with it', async (route, name, fact, change) => {
    const { id } = await ledger.sold();
    const more = route === 'transfer' ? { toCustomerId: await ledger.customer() } : {};
    const factId = (await ledger.client.post(`/contracts/${id}/${route}`, { ...fact, ...more }))[name];
    const list = route === 'transfer' ? 'transfers' : route;
    const path = `/contracts/${id}/${list}/${factId}`;
    await ledger.corrects(`${path}/correct`, { reason: '录错', ...change }, key);
    await ledger.corrects(`${path}/take-back`, { reason: '误' }, key);
    expect((await ledger.client.get(`/contracts/${id}`))[list]).toEqual([]);
  });

  it('C9: a contract is corrected with it too', async () => {
    const { id } = await ledger.sold();
    const agreement = { kind: 'onsite', signedOn: '2025-10-15', validFrom: '2025-10-15' };
    const { agreementId } = await ledger.client.post(`/contracts/${id}/agreements`, agreement);
    await ledger.corrects(`/contracts/${id}/agreements/${agreementId}/take-back`, { reason: '误' }, key);
    await ledger.corrects(`/contracts/${id}/corrections`, { reason: '号录错', contractNo: 'XS-NEW' }, key);
    expect((await ledger.client.get(`/contracts/${id}`)).contractNo).toBe('XS-NEW');
  });

  it('A2: a contact added with it is another person than the one it registered', async () => {
    const contact = { name: '王芳', role: 'lead', notify: true };
    const customer = { code: 'KH-KEY', name: '甲方', level: 'key', region: 'city', contacts: [contact] };
    const { id } = await ledger.client.post('/customers', customer, key);
    const changed = await ledger.app.http
      .patch(`/api/v1/customers/${id}`)
      .set({ authorization: `Bearer ${ledger.app.keys.admin}`, ...key })
      .send({ contacts: [{ ...contact, name: '李明' }] });
    expect(changed.status).toBe(200);
    const { contacts } = await ledger.client.get(`/customers/${id}`);
    expect(contacts.map(({ name }: { name: string }) => name)).toEqual(['王芳', '李明']);
  });

  it('C1: numbers of a correction are read like those of a new fact', async () => {
    const { id } = await ledger.sold();
    const { termId } = await ledger.client.post(`/contracts/${id}/renewals`, {
      signedOn: '2026-01-15',
      period: 'P1Y',
      payment: 'due',
    });
    const payment = { termId, amount: '60.00', paidOn: '2026-02-01', invoiceNo: 'F-1' };
    const { paymentId } = await ledger.client.post(`/contracts/${id}/payments`, payment);
    const path = `/contracts/${id}/payments/${paymentId}/correct`;
    for (const invoiceNo of ['F-1\nF-2', 'F-1\tx', '\u200b'])
      expect(await ledger.tries(path, { reason: '误', invoiceNo })).toMatchObject({ status: 400 });
    expect(await ledger.tries(path, { reason: '误', invoiceNo: 'F\u200b-\u202e2' })).toMatchObject({ status: 200 });
    expect((await ledger.client.get(`/contracts/${id}`)).payments[0].invoiceNo).toBe('F-2');

    const upgrade = { targetVersion: '4.20', performedOn: '2025-07-01' };
    const { upgradeId } = await ledger.client.post(`/contracts/${id}/upgrades`, upgrade);
    const corrected = { reason: '误', module: 'h\u200br' };
    expect(await ledger.tries(`/contracts/${id}/upgrades/${upgradeId}/correct`, corrected)).toMatchObject({
      status: 200,
    });
    expect((await ledger.client.get(`/contracts/${id}`)).upgrades[0].module).toBe('hr');
  });
});
