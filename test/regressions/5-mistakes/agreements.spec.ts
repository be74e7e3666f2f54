import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mistakes } from './ledger.js';

describe('C9: an agreement recorded by mistake', () => {
  let ledger: Mistakes;
  beforeAll(async () => {
    ledger = await Mistakes.start();
  });
  afterAll(() => ledger.app.close());

  /** Signed for major version 6 where 5 was agreed. */
  const signed = async (toMajor = 6) => {
    const contract = await ledger.sold();
    const { agreementId } = await ledger.client.post(`/contracts/${contract.id}/agreements`, {
      kind: 'major-upgrade',
      signedOn: '2025-10-15',
      validFrom: '2025-10-15',
      toMajor,
    });
    const question = {
      customerId: contract.customerId,
      service: 'upgrade',
      at: '2025-12-01',
      targetVersion: '6.00',
    };
    return { ...contract, path: `/contracts/${contract.id}/agreements/${agreementId}`, agreementId, question };
  };

  it('for the wrong major version grants it no more, with older knowledge it still does', async () => {
    const { id, path, agreementId, question } = await signed();
    const answer = await ledger.corrects(`${path}/correct`, { reason: '大版本录错', toMajor: 5 });
    expect(answer).toMatchObject({ agreementId, impact: [] });
    expect(await ledger.bothClocks(question)).toEqual(['needs-agreement', 'covered']);
    expect(await ledger.bothClocks({ ...question, targetVersion: '5.00' })).toEqual(['covered', 'covered']);
    const { checks } = await ledger.client.check({ ...question, targetVersion: '5.00' });
    const { evidence } = checks.find(({ check }: { check: string }) => check === 'major-agreed');
    expect(evidence.map(({ type }: { type: string }) => type)).toEqual(['AgreementSigned', 'AgreementCorrected']);
    expect((await ledger.client.get(`/contracts/${id}`)).agreements).toMatchObject([{ agreementId, toMajor: 5 }]);
    expect((await ledger.client.get(`/contracts/${id}`, { knownAt: ledger.between })).agreements).toMatchObject([
      { agreementId, toMajor: 6 },
    ]);
  });

  it('taken back never was, and the upgrade taken on it is in the impact', async () => {
    const { id, path, question } = await signed();
    const upgrade = await ledger.client.post(`/contracts/${id}/upgrades`, {
      targetVersion: '6.00',
      performedOn: '2025-12-01',
    });
    const answer = await ledger.corrects(`${path}/take-back`, { reason: '从未签订' });
    expect(answer.impact).toMatchObject([
      {
        kind: 'upgrade',
        id: upgrade.upgradeId,
        targetVersion: '6.00',
        then: upgrade.decision,
        now: { entitled: false, reason: 'needs-agreement' },
      },
    ]);
    expect((await ledger.client.get(`/contracts/${id}/impact`)).decisions).toMatchObject([{ id: upgrade.upgradeId }]);
    expect((await ledger.client.get(`/contracts/${id}`)).agreements).toEqual([]);
    // What was known before the upgrade's own day, and at its own instant without it, agree.
    expect(await ledger.bothClocks({ ...question, at: '2025-11-30' })).toEqual(['needs-agreement', 'covered']);
  });

  it('is corrected in kind and days; its days need an admin', async () => {
    const { path, question } = await signed();
    expect(
      await ledger.tries(`${path}/correct`, { reason: '有效期录错', validTo: '2025-11-30' }, 'sales'),
    ).toMatchObject({ status: 403, code: 'needs-admin', rule: 'C9' });
    await ledger.corrects(`${path}/correct`, { reason: '有效期录错', validTo: '2025-11-30' });
    expect(await ledger.bothClocks(question)).toEqual(['needs-agreement', 'covered']);
    expect(await ledger.bothClocks({ ...question, at: '2025-11-30' })).toEqual(['covered', 'covered']);
    await ledger.corrects(`${path}/correct`, { reason: '本无截止日', validTo: null });
    expect((await ledger.client.check(question))['reason']).toBe('covered');
    await ledger.corrects(`${path}/correct`, { reason: '种类录错', kind: 'requirement' });
    expect(await ledger.bothClocks(question)).toEqual(['needs-agreement', 'covered']);
    expect(
      await ledger.bothClocks({ customerId: question.customerId, service: 'requirement', at: '2025-12-01' }),
    ).toEqual(['covered', 'needs-agreement']);
    expect(await ledger.tries(`${path}/correct`, { reason: 'x', kind: 'major-upgrade' })).toMatchObject({
      status: 400,
      code: 'major-needed',
    });
    expect(await ledger.tries(`${path}/correct`, { reason: 'x', validTo: '2025-10-14' })).toMatchObject({
      status: 409,
      code: 'agreement-runs-backwards',
    });
    expect((await ledger.tries(`${path}x/take-back`, { reason: 'x' })).code).toBe('agreement-unknown');
  });

  it('can be supposed corrected and taken back', async () => {
    const { id, agreementId, question } = await signed();
    for (const suppose of [
      { command: 'take-back-agreement', contractId: id, agreementId, reason: '误' },
      { command: 'correct-agreement', contractId: id, agreementId, reason: '误', toMajor: 5 },
    ]) {
      const { before, after } = await ledger.client.post('/entitlements/what-if', { question, suppose: [suppose] });
      expect([before.reason, after.reason]).toEqual(['covered', 'needs-agreement']);
    }
    expect((await ledger.client.check(question))['reason']).toBe('covered');
  });
});
