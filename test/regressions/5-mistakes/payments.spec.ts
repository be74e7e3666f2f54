import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mistakes } from './ledger.js';

describe('C9, C12: a payment recorded by mistake', () => {
  let ledger: Mistakes;
  beforeAll(async () => {
    ledger = await Mistakes.start();
  });
  afterAll(() => ledger.app.close());

  /** A term from 2026-03-02 that is due, and a payment that settles it. */
  const paid = async () => {
    const contract = await ledger.sold();
    const { termId } = await ledger.client.post(`/contracts/${contract.id}/renewals`, {
      signedOn: '2026-01-15',
      period: 'P1Y',
      payment: 'due',
      fee: { amount: '12000.00', currency: 'CNY' },
    });
    const payment = { termId, amount: '12000.00', paidOn: '2026-02-01', invoiceNo: 'F-1' };
    const { paymentId } = await ledger.client.post(`/contracts/${contract.id}/payments`, payment);
    const question = { customerId: contract.customerId, service: 'maintenance', at: '2026-05-01' };
    return { ...contract, termId: termId as string, paymentId: paymentId as string, question };
  };

  it('is listed with its id, as known at any time', async () => {
    const { id, termId, paymentId } = await paid();
    const amount = { amount: '12000.00', currency: 'CNY' };
    const listed = [{ paymentId, termId, amount, paidOn: '2026-02-01', invoiceNo: 'F-1' }];
    expect((await ledger.client.get(`/contracts/${id}`)).payments).toEqual(listed);
    await ledger.corrects(`/contracts/${id}/payments/${paymentId}/take-back`, { reason: '记在别的合同' });
    expect((await ledger.client.get(`/contracts/${id}`)).payments).toEqual([]);
    expect((await ledger.client.get(`/contracts/${id}`, { knownAt: ledger.between })).payments).toEqual(listed);
  });

  it('taken back leaves the term due on both clocks, and lists the upgrade that it carried', async () => {
    const { id, termId, paymentId, question } = await paid();
    const { upgradeId } = await ledger.client.post(`/contracts/${id}/upgrades`, {
      targetVersion: '4.20',
      performedOn: '2026-05-01',
    });
    const answer = await ledger.corrects(`/contracts/${id}/payments/${paymentId}/take-back`, {
      reason: '记在别的合同',
    });
    expect([answer.paymentId, answer.terms.find((term: { termId: string }) => term.termId === termId)]).toMatchObject([
      paymentId,
      { payment: 'due', paidOn: null },
    ]);
    const impact = [{ kind: 'upgrade', id: upgradeId, now: { entitled: false, reason: 'unpaid' } }];
    expect(answer.impact).toMatchObject(impact);
    expect(await ledger.client.get(`/contracts/${id}/corrections/${answer.correctionId}/impact`)).toMatchObject({
      decisions: impact,
    });
    expect(await ledger.bothClocks(question)).toEqual(['unpaid', 'covered']);
    // The term is due again: it can be paid.
    await ledger.client.post(`/contracts/${id}/payments`, { termId, amount: '12000.00', paidOn: '2026-04-01' });
    expect((await ledger.client.check(question))['reason']).toBe('covered');
    expect((await ledger.client.check({ ...question, at: '2026-03-10' }))['reason']).toBe('unpaid');
  });

  it('corrected in amount or day is counted anew on both clocks', async () => {
    const { id, paymentId, question } = await paid();
    const path = `/contracts/${id}/payments/${paymentId}/correct`;
    const less = await ledger.corrects(path, { reason: '金额录错', amount: '11000.00' });
    expect(less).toMatchObject({ paymentId, impact: [] });
    expect(await ledger.bothClocks(question)).toEqual(['unpaid', 'covered']);
    await ledger.corrects(path, { reason: '金额没有录错', amount: '12000.00', paidOn: '2026-05-20' });
    expect(await ledger.bothClocks(question)).toEqual(['unpaid', 'covered']);
    expect(await ledger.bothClocks({ ...question, at: '2026-05-20' })).toEqual(['covered', 'covered']);
    expect(await ledger.client.get(`/contracts/${id}`)).toMatchObject({
      payments: [{ paymentId, amount: { amount: '12000.00' }, paidOn: '2026-05-20', invoiceNo: 'F-1' }],
    });
  });

  it('C11: is recorded once with its key, and answered alike however often', async () => {
    const { id, paymentId } = await paid();
    const path = `/contracts/${id}/payments/${paymentId}/take-back`;
    const first = await ledger.tries(path, { reason: '误' }, 'sales', { 'idempotency-key': 'k1' });
    const { position } = await ledger.app.stores.ordinals.head();
    const again = await ledger.tries(path, { reason: '误' }, 'sales', { 'idempotency-key': 'k1' });
    expect(again).toEqual({ ...first, replayed: 'true' });
    expect(await ledger.tries(path, { reason: '别的' }, 'sales', { 'idempotency-key': 'k1' })).toMatchObject({
      status: 422,
    });
    expect((await ledger.tries(path, { reason: '误' })).status).toBe(200);
    expect((await ledger.app.stores.ordinals.head()).position).toBe(position);
    expect(await ledger.tries(path, { reason: '误' }, 'admin', { 'if-match': '"0"' })).toMatchObject({ status: 412 });
  });

  it('is refused where it cannot be, with the way out', async () => {
    const { id, paymentId } = await paid();
    const path = `/contracts/${id}/payments/${paymentId}`;
    for (const call of ['correct', 'take-back']) {
      expect(await ledger.tries(`${path}/${call}`, {})).toMatchObject({
        status: 400,
        errors: [{ pointer: '/reason', code: 'required' }],
      });
      expect((await ledger.tries(`${path}/${call}`, { reason: 'x' }, 'support')).status).toBe(403);
      expect((await ledger.tries(`${path}/${call}`, { reason: 'x' }, 'other')).status).toBe(404);
      expect(
        await ledger.tries(`/contracts/${id}/payments/pay_none/${call}`, {
          reason: 'x',
          ...(call === 'correct' && { amount: '1' }),
        }),
      ).toMatchObject({
        status: 404,
        code: 'payment-unknown',
      });
    }
    expect(await ledger.tries(`${path}/correct`, { reason: 'x' })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/amount', code: 'required' }],
    });
    expect(await ledger.tries(`${path}/correct`, { reason: 'x', paidOn: '2026-02-02' }, 'sales')).toMatchObject({
      status: 403,
      code: 'needs-admin',
      rule: 'C9',
    });
    expect((await ledger.tries(`${path}/correct`, { reason: 'x', amount: '11999.00' }, 'sales')).status).toBe(200);
    await ledger.tries(`${path}/take-back`, { reason: 'x' });
    expect(await ledger.tries(`${path}/correct`, { reason: 'x', amount: '1' })).toMatchObject({
      status: 409,
      code: 'taken-back',
    });
  });

  it('can be supposed, and is in the timeline in three languages', async () => {
    const { id, termId, paymentId, question } = await paid();
    const { before, after } = await ledger.client.post('/entitlements/what-if', {
      question,
      suppose: [{ command: 'take-back-payment', contractId: id, paymentId, reason: '误' }],
    });
    expect([before.reason, after.reason]).toEqual(['covered', 'unpaid']);
    const paidAnew = await ledger.client.post('/entitlements/what-if', {
      question,
      suppose: [
        { command: 'take-back-payment', contractId: id, paymentId, reason: '误' },
        { command: 'pay', as: 'anew', contractId: id, termId, amount: '12000.00', paidOn: '2026-02-01' },
        { command: 'correct-payment', contractId: id, paymentId: 'anew', reason: '误', amount: '1.00' },
      ],
    });
    expect(paidAnew.after.reason).toBe('unpaid');
    await ledger.corrects(`/contracts/${id}/payments/${paymentId}/take-back`, { reason: '误' });
    const events = await Promise.all(
      ['zh-CN', 'zh-TW', 'en'].map(async (language) => {
        const { body } = await ledger.app.http
          .get(`/api/v1/contracts/${id}/timeline`)
          .set({ authorization: `Bearer ${ledger.app.keys.sales}`, 'accept-language': language });
        return body.items.at(-1).sentence;
      }),
    );
    expect(events).toEqual([
      expect.stringMatching(
        /^撤回合同 \S+ 在 2026年2月1日（周日）的付款 12,000\.00 元，视为从未付款，本期服务费由已付改为未付：误。test \S+（\S+）登记。$/,
      ),
      expect.stringMatching(
        /^撤回合約 \S+ 於 2026年2月1日（週日）的付款人民幣 12,000\.00 元，視為從未付款，本期服務費由已付改為未付：误。test \S+（\S+）登記。$/,
      ),
      expect.stringMatching(
        /^The payment of CNY 12,000\.00 for contract \S+ on Sun 1 Feb 2026 was taken back, it counts as never made; fee of the term: paid became due: 误\. Recorded by test \S+ \(\S+\)\.$/,
      ),
    ]);
  });
});
