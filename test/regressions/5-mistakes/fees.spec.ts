import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mistakes } from './ledger.js';

describe('C12: a fee of 0.00 that is due', () => {
  let ledger: Mistakes;
  beforeAll(async () => {
    ledger = await Mistakes.start();
  });
  afterAll(() => ledger.app.close());

  const renewal = (amount: string) => ({
    signedOn: '2026-01-15',
    period: 'P1Y',
    payment: 'due',
    fee: { amount, currency: 'CNY' },
  });
  const questionOf = (customerId: string) => ({ customerId, service: 'maintenance', at: '2026-05-01' });

  it.each(['0.00', '0', '0.0000'])('%s is paid: the term covers', async (amount) => {
    const { id, customerId } = await ledger.sold();
    const { terms, termId } = await ledger.client.post(`/contracts/${id}/renewals`, renewal(amount));
    expect(terms[1]).toMatchObject({ termId, payment: 'paid', paidOn: null });
    expect((await ledger.client.check(questionOf(customerId)))['reason']).toBe('covered');
    expect(await ledger.tries(`/contracts/${id}/payments`, { termId, amount, paidOn: '2026-04-01' })).toMatchObject({
      status: 409,
      code: 'term-not-due',
    });
  });

  it('a fee above it stays due, and so does one without a fee', async () => {
    for (const fee of [{ fee: { amount: '0.01', currency: 'CNY' } }, { fee: undefined }]) {
      const { id, customerId } = await ledger.sold();
      await ledger.client.post(`/contracts/${id}/renewals`, { ...renewal('1'), ...fee });
      expect((await ledger.client.check(questionOf(customerId)))['reason']).toBe('unpaid');
    }
  });

  it('can be supposed', async () => {
    const { id, customerId } = await ledger.sold();
    const { before, after } = await ledger.client.post('/entitlements/what-if', {
      question: questionOf(customerId),
      suppose: [{ command: 'renew', contractId: id, ...renewal('0.00') }],
    });
    expect([before.reason, after.reason]).toEqual(['lapsed', 'covered']);
  });
});
