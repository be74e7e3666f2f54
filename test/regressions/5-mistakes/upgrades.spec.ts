import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mistakes } from './ledger.js';

describe('C9, V4: an upgrade recorded by mistake', () => {
  let ledger: Mistakes;
  beforeAll(async () => {
    ledger = await Mistakes.start();
  });
  afterAll(() => ledger.app.close());

  const upgraded = async (...versions: readonly (readonly [string, string])[]) => {
    const contract = await ledger.sold();
    const ids: string[] = [];
    for (const [targetVersion, performedOn] of versions)
      ids.push(
        (await ledger.client.post(`/contracts/${contract.id}/upgrades`, { targetVersion, performedOn })).upgradeId,
      );
    return { ...contract, ids, path: (index: number) => `/contracts/${contract.id}/upgrades/${ids[index]}` };
  };
  const installed = async (id: string, at: string, knownAt?: string) =>
    (await ledger.client.get(`/contracts/${id}`, { at, ...(knownAt !== undefined && { knownAt }) })).product
      .installedVersion;
  const question = (customerId: string, targetVersion: string, at = '2025-12-01') => ({
    customerId,
    service: 'upgrade',
    at,
    targetVersion,
  });

  it('taken back restores the installed version on both clocks, and it can be exercised again', async () => {
    const { id, customerId, path } = await upgraded(['4.20', '2025-07-01'], ['4.40', '2025-08-01']);
    await ledger.corrects(`${path(1)}/take-back`, { reason: '升级未成功' });
    expect([
      await installed(id, '2025-09-01'),
      await installed(id, '2025-09-01', ledger.between),
      await installed(id, '2025-07-15'),
    ]).toEqual(['4.20', '4.40', '4.20']);
    expect(await ledger.bothClocks(question(customerId, '4.40'))).toEqual(['covered', 'not-an-upgrade']);
    await ledger.client.post(`/contracts/${id}/upgrades`, { targetVersion: '4.40', performedOn: '2025-09-01' });
    expect(await installed(id, '2025-09-01')).toBe('4.40');
    await ledger.corrects(`${path(0)}/take-back`, { reason: '升级未成功' });
    expect([await installed(id, '2025-07-15'), await installed(id, '2025-09-01')]).toEqual(['4.11', '4.40']);
  });

  it('taken back, the upgrade built on it is in the impact where it comes out differently', async () => {
    const { id } = await upgraded();
    await ledger.client.post(`/contracts/${id}/agreements`, {
      kind: 'major-upgrade',
      signedOn: '2025-09-10',
      validFrom: '2025-09-10',
      validTo: '2025-09-30',
      toMajor: 5,
    });
    const major = await ledger.client.post(`/contracts/${id}/upgrades`, {
      targetVersion: '5.00',
      performedOn: '2025-09-15',
    });
    const minor = await ledger.client.post(`/contracts/${id}/upgrades`, {
      targetVersion: '5.10',
      performedOn: '2025-11-01',
    });
    const answer = await ledger.corrects(`/contracts/${id}/upgrades/${major.upgradeId}/take-back`, { reason: '误' });
    expect(answer.impact).toMatchObject([
      { id: minor.upgradeId, targetVersion: '5.10', now: { entitled: false, reason: 'needs-agreement' } },
    ]);
    expect(answer.impact).toHaveLength(1);
  });

  it('corrected carries a decision of its own, on both clocks, in the order of versions', async () => {
    const { id, customerId, ids, path } = await upgraded(
      ['4.20', '2025-07-01'],
      ['4.30', '2025-08-01'],
      ['4.40', '2025-08-01'],
    );
    const answer = await ledger.corrects(`${path(0)}/correct`, { reason: '日期录错', performedOn: '2025-07-10' });
    expect(answer).toMatchObject({
      upgradeId: ids[0],
      fromVersion: '4.11',
      targetVersion: '4.20',
      decision: { entitled: true, reason: 'covered', at: '2025-07-10T15:59:59.999Z' },
      impact: [],
    });
    expect([await installed(id, '2025-07-05'), await installed(id, '2025-07-05', ledger.between)]).toEqual([
      '4.11',
      '4.20',
    ]);
    // Of one day the higher version is installed, whichever was corrected last.
    await ledger.corrects(`${path(1)}/correct`, { reason: '版本录错', targetVersion: '4.31' });
    expect(await installed(id, '2025-08-01')).toBe('4.40');
    expect((await ledger.client.check(question(customerId, '4.40')))['reason']).toBe('not-an-upgrade');
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', targetVersion: '4.40' })).toMatchObject({
      status: 409,
      code: 'already-exercised',
    });
    expect(await ledger.tries(`${path(2)}/correct`, { reason: 'x', performedOn: '2025-07-01' })).toMatchObject({
      status: 409,
      code: 'not-an-upgrade',
      rule: 'V4',
    });
  });

  it('D8: is not corrected to a version without right but by an admin, who gives the reason', async () => {
    const { path } = await upgraded(['4.20', '2025-10-01']);
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', targetVersion: '5.00' }, 'sales')).toMatchObject({
      status: 409,
      code: 'not-entitled',
      rule: 'D8',
    });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', performedOn: '2025-10-02' }, 'sales')).toMatchObject(
      {
        status: 403,
        code: 'needs-admin',
      },
    );
    const answer = await ledger.corrects(`${path(0)}/correct`, { reason: '实际装了 5.00', targetVersion: '5.00' });
    expect(answer).toMatchObject({ targetVersion: '5.00', decision: { entitled: false, reason: 'needs-agreement' } });
  });

  it('names a module that the contract has', async () => {
    const { path } = await upgraded(['4.20', '2025-10-01']);
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', module: 'crm' })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/module', code: 'not-known' }],
    });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x' })).toMatchObject({ status: 400 });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', module: 'hr' })).toMatchObject({ status: 200 });
    expect(await ledger.tries(`${path(0)}/take-back`, { reason: 'x' })).toMatchObject({ status: 200 });
    expect(await ledger.tries(`${path(0)}/correct`, { reason: 'x', module: null })).toMatchObject({
      status: 409,
      code: 'taken-back',
    });
    expect(await ledger.tries(`${path(0)}x/correct`, { reason: 'x', module: null })).toMatchObject({
      status: 404,
      code: 'upgrade-unknown',
    });
  });

  it('can be supposed corrected and taken back', async () => {
    const { id, customerId, ids } = await upgraded(['4.40', '2025-07-01']);
    const [upgradeId] = ids;
    for (const suppose of [
      { command: 'take-back-upgrade', contractId: id, upgradeId, reason: '误' },
      { command: 'correct-upgrade', contractId: id, upgradeId, reason: '误', targetVersion: '4.30' },
    ]) {
      const { before, after } = await ledger.client.post('/entitlements/what-if', {
        question: question(customerId, '4.40'),
        suppose: [suppose],
      });
      expect([before.reason, after.reason]).toEqual(['not-an-upgrade', 'covered']);
    }
  });
});
