import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mistakes } from './ledger.js';

describe('C7, C9: a transfer recorded by mistake', () => {
  let ledger: Mistakes;
  beforeAll(async () => {
    ledger = await Mistakes.start();
  });
  afterAll(() => ledger.app.close());

  const transferred = async (...days: readonly string[]) => {
    const contract = await ledger.sold();
    const owners: string[] = [];
    const ids: string[] = [];
    for (const from of days) {
      owners.push(await ledger.customer());
      const { transferId } = await ledger.client.post(`/contracts/${contract.id}/transfer`, {
        toCustomerId: owners.at(-1),
        from,
      });
      ids.push(transferId);
    }
    const path = (index: number) => `/contracts/${contract.id}/transfers/${ids[index]}`;
    return { ...contract, owners, ids, path };
  };
  const questionOf = (customerId: string, at = '2025-12-01') => ({ customerId, service: 'maintenance', at });
  const listed = async (customerId: string) =>
    (await ledger.client.get('/contracts', { customerId })).items.map(({ id }: { id: string }) => id);

  it('is listed with its id, as known at any time', async () => {
    const { id, customerId, owners, ids, path } = await transferred('2025-06-01', '2025-09-01');
    const both = [
      { transferId: ids[0], fromCustomerId: customerId, toCustomerId: owners[0], from: '2025-06-01' },
      { transferId: ids[1], fromCustomerId: owners[0], toCustomerId: owners[1], from: '2025-09-01' },
    ];
    expect((await ledger.client.get(`/contracts/${id}`)).transfers).toEqual(both);
    await ledger.corrects(`${path(1)}/take-back`, { reason: '误' });
    expect((await ledger.client.get(`/contracts/${id}`)).transfers).toEqual(both.slice(0, 1));
    expect((await ledger.client.get(`/contracts/${id}`, { knownAt: ledger.between })).transfers).toEqual(both);
  });

  it('taken back gives the rights back on both clocks, in lists and in the impact', async () => {
    const { id, customerId, owners, path } = await transferred('2025-06-01');
    const upgrade = await ledger.client.post(`/contracts/${id}/upgrades`, {
      targetVersion: '4.20',
      performedOn: '2025-12-01',
    });
    const answer = await ledger.corrects(`${path(0)}/take-back`, { reason: '另一份合同的转让' });
    expect(await ledger.bothClocks(questionOf(customerId))).toEqual(['covered', 'transferred']);
    expect(await ledger.bothClocks(questionOf(owners[0]!))).toEqual(['no-contract', 'covered']);
    expect([await listed(customerId), await listed(owners[0]!)]).toEqual([[id], []]);
    expect(answer.impact).toMatchObject([
      { id: upgrade.upgradeId, customerId: owners[0], now: { entitled: false, reason: 'no-contract' } },
    ]);
    const { body } = await ledger.app.http
      .get(`/api/v1/customers/${customerId}/timeline`)
      .set({ authorization: `Bearer ${ledger.app.keys.sales}`, 'accept-language': 'en' });
    expect(body.items.at(-1).sentence).toEqual(
      expect.stringMatching(
        /^The transfer of contract \S+ from .+ to .+ from Sun 1 Jun 2025 was taken back, it counts as never made/,
      ),
    );
  });

  it('that a later transfer builds on is refused, naming it and the way', async () => {
    const { id, ids, path } = await transferred('2025-06-01', '2025-09-01');
    const refused = await ledger.tries(`${path(0)}/take-back`, { reason: 'x' });
    expect(refused).toMatchObject({ status: 409, code: 'later-transfer', rule: 'C9' });
    expect(refused.detail).toBe(
      'The contract was transferred again from 2025-09-01. ' +
        `Take that one back first: POST /api/v1/contracts/${id}/transfers/${ids[1]}/take-back; ` +
        `or correct day or customer: …/transfers/${ids[0]}/correct.`,
    );
    expect((await ledger.tries(`${path(1)}/take-back`, { reason: 'x' })).status).toBe(200);
    expect((await ledger.tries(`${path(0)}/take-back`, { reason: 'x' })).status).toBe(200);
    expect((await ledger.client.get(`/contracts/${id}`)).transfers).toEqual([]);
  });

  it('corrected goes to another customer or day on both clocks', async () => {
    const { id, customerId, owners, path } = await transferred('2025-06-01');
    const right = await ledger.customer();
    await ledger.corrects(`${path(0)}/correct`, { reason: '客户录错', toCustomerId: right });
    expect(await ledger.bothClocks(questionOf(right))).toEqual(['covered', 'no-contract']);
    expect(await ledger.bothClocks(questionOf(owners[0]!))).toEqual(['no-contract', 'covered']);
    expect([await listed(right), await listed(owners[0]!)]).toEqual([[id], []]);
    await ledger.corrects(`${path(0)}/correct`, { reason: '日期录错', from: '2025-12-15' });
    expect(await ledger.bothClocks(questionOf(customerId))).toEqual(['covered', 'transferred']);
    expect(await ledger.client.get(`/contracts/${id}`, { at: '2025-12-20' })).toMatchObject({
      customerId: right,
      owners: [
        { customerId, from: null },
        { customerId: right, from: '2025-12-15' },
      ],
    });
  });

  it('is held to the rules of a transfer', async () => {
    const { customerId, path } = await transferred('2025-06-01');
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', toCustomerId: customerId })).toMatchObject({
      status: 409,
      code: 'already-owner',
    });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', toCustomerId: 'cus_none' })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/toCustomerId', code: 'not-known' }],
    });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', from: '2025-02-28' })).toMatchObject({
      status: 409,
      code: 'transfer-too-early',
    });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', from: '2025-07-01' }, 'sales')).toMatchObject({
      status: 403,
      code: 'needs-admin',
    });
    expect(await ledger.tries(`${path(0)}9/take-back`, { reason: 'x' })).toMatchObject({
      status: 404,
      code: 'transfer-unknown',
    });
  });

  it('can be supposed corrected and taken back', async () => {
    const { id, customerId, ids } = await transferred('2025-06-01');
    const transferId = ids[0];
    for (const suppose of [
      { command: 'take-back-transfer', contractId: id, transferId, reason: '误' },
      { command: 'correct-transfer', contractId: id, transferId, reason: '误', from: '2025-12-15' },
    ]) {
      const { before, after } = await ledger.client.post('/entitlements/what-if', {
        question: questionOf(customerId),
        suppose: [suppose],
      });
      expect([before.reason, after.reason]).toEqual(['transferred', 'covered']);
    }
  });
});
