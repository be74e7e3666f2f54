import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

describe('impact on decisions recorded so far', () => {
  let app: TestApp;
  let client: ApiClient;
  let count = 0;
  const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'hr' }] };

  interface Sold {
    readonly id: string;
    readonly customerId: string;
    readonly terms: readonly { readonly termId: string }[];
  }

  /** Bought 2025-03-01, so that the free term ends on 2026-03-01. */
  const sold = async (): Promise<Sold> => {
    count += 1;
    const customerId = (
      await client.post('/customers', { code: `KH${count}`, name: '甲方', level: 'key', region: 'city' })
    ).id;
    const contract = await client.post('/contracts', {
      customerId,
      contractNo: `XS-${count}`,
      licenceNo: `L-${count}`,
      purchasedOn: '2025-03-01',
      product,
    });
    return { id: contract.id, customerId, terms: contract.terms };
  };
  const upgraded = (contract: Sold, targetVersion: string, performedOn: string, more: object = {}) =>
    client.post(`/contracts/${contract.id}/upgrades`, { targetVersion, performedOn, ...more });
  const eventAt = async (contract: Sold, type: string) =>
    (await client.get('/events', { stream: `seeyon.contract-${contract.id}`, type })).items.map(
      ({ position }: { position: number }) => position,
    );

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    for (const version of ['4.20', '4.30', '4.40'])
      await client.post('/releases', { series: 'EKP', version, publishedAt: '2025-06-01' });
  });
  afterAll(() => app.close());

  it('C9: the answer of a correction lists the upgrade that it takes the ground from, then and now', async () => {
    const contract = await sold();
    const upgrade = await upgraded(contract, '4.20', '2026-02-10');
    const [upgradedAt] = await eventAt(contract, 'UpgradeExercised');
    const corrected = await client.post(`/contracts/${contract.id}/corrections`, {
      reason: 'typed a month too late',
      purchasedOn: '2025-02-01',
    });
    const [correctedAt] = await eventAt(contract, 'ContractCorrected');
    const listed = {
      kind: 'upgrade',
      id: upgrade.upgradeId,
      contractId: contract.id,
      customerId: contract.customerId,
      on: '2026-02-10',
      targetVersion: '4.20',
      module: null,
      position: upgradedAt,
      then: upgrade.decision,
      now: { knownPosition: correctedAt, entitled: false, outcome: 'denied', reason: 'lapsed' },
    };
    expect(corrected.impact).toEqual([listed]);
    expect(upgrade.decision).toMatchObject({
      entitled: true,
      outcome: 'granted',
      reason: 'covered',
      at: '2026-02-10T15:59:59.999Z',
      receipt: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });

    const { knownPosition, ...now } = await client.get(`/contracts/${contract.id}/impact`);
    expect(now).toEqual({ contractId: contract.id, decisions: [{ ...listed, now: { ...listed.now, knownPosition } }] });
    expect(await client.get(`/contracts/${contract.id}/corrections/${corrected.correctionId}/impact`)).toEqual({
      contractId: contract.id,
      knownPosition: correctedAt,
      decisions: [listed],
    });
  });

  it('C9: what a correction leaves as it was decided is not listed', async () => {
    const contract = await sold();
    await upgraded(contract, '4.20', '2025-07-01');
    expect(
      (
        await client.post(`/contracts/${contract.id}/corrections`, {
          reason: 'typed a month too late',
          purchasedOn: '2025-02-01',
        })
      ).impact,
    ).toEqual([]);
    expect((await client.get(`/contracts/${contract.id}/impact`)).decisions).toEqual([]);
  });

  it('C9, V4: upgrades that build on each other on one day stay as they were decided', async () => {
    const contract = await sold();
    for (const version of ['4.20', '4.30', '4.40']) await upgraded(contract, version, '2025-07-01', { module: 'hr' });
    expect((await client.get(`/contracts/${contract.id}/impact`)).decisions).toEqual([]);
  });

  it('C9: a wrong product counts: the target was none for what was really installed', async () => {
    const contract = await sold();
    await upgraded(contract, '4.20', '2025-07-01');
    await upgraded(contract, '4.40', '2025-08-01', { module: 'hr' });
    const { impact } = await client.post(`/contracts/${contract.id}/corrections`, {
      reason: 'wrong sheet',
      product: { ...product, version: '4.30', modules: [] },
    });
    const events = impact.map(({ targetVersion, now }: { targetVersion: string; now: { reason: string } | null }) => [
      targetVersion,
      now?.reason ?? null,
    ]);
    // The module is gone: its question can no longer be asked.
    expect(events).toEqual([
      ['4.20', 'not-an-upgrade'],
      ['4.40', null],
    ]);
  });

  it('C9: a wrong customer: the one it was decided for never owned the contract', async () => {
    const contract = await sold();
    const other = await sold();
    await upgraded(contract, '4.20', '2025-07-01');
    const { impact } = await client.post(`/contracts/${contract.id}/corrections`, {
      reason: 'wrong customer',
      customerId: other.customerId,
    });
    expect(impact).toMatchObject([
      { customerId: contract.customerId, now: { outcome: 'denied', reason: 'no-contract' } },
    ]);
  });

  it('C4, C5, C6, C7: whatever else reaches back lists them too, and taking it back clears them', async () => {
    const reasons = async (
      execute: (contract: Sold) => Promise<{ impact: readonly { now: { reason: string } }[] }>,
    ) => {
      const contract = await sold();
      const renewed = await client.post(`/contracts/${contract.id}/renewals`, {
        signedOn: '2026-01-10',
        period: 'P1Y',
      });
      await upgraded(contract, '4.20', '2026-05-01');
      return [
        contract,
        (await execute({ ...contract, terms: renewed.terms })).impact.map(({ now }) => now.reason),
      ] as const;
    };
    const [ended, terminated] = await reasons((item) =>
      client.post(`/contracts/${item.id}/terminate`, { from: '2026-04-01', reason: 'unpaid' }),
    );
    expect(terminated).toEqual(['terminated']);
    await client.post(`/contracts/${ended.id}/reinstate`, { reason: 'paid after all' });
    expect((await client.get(`/contracts/${ended.id}/impact`)).decisions).toEqual([]);

    const buyer = await sold();
    expect(
      (
        await reasons((item) =>
          client.post(`/contracts/${item.id}/transfer`, { toCustomerId: buyer.customerId, from: '2026-04-01' }),
        )
      )[1],
    ).toEqual(['transferred']);
    expect(
      (
        await reasons((item) =>
          client.post(`/contracts/${item.id}/suspend`, {
            from: '2026-04-01',
            to: '2026-05-31',
            reason: 'building works',
          }),
        )
      )[1],
    ).toEqual(['suspended']);
    expect(
      (
        await reasons((item) =>
          client.post(`/contracts/${item.id}/terms/${item.terms[1]!.termId}/cancel`, {
            from: '2026-04-01',
            reason: 'wrong paper',
          }),
        )
      )[1],
    ).toEqual(['lapsed']);
  });

  it('C11: a correction sent again answers the same impact, whatever was recorded since', async () => {
    const contract = await sold();
    await upgraded(contract, '4.20', '2026-02-10');
    const execute = () =>
      client.post(
        `/contracts/${contract.id}/corrections`,
        { reason: 'typed wrong', purchasedOn: '2025-02-01' },
        { 'idempotency-key': `impact ${contract.id}` },
      );
    const first = await execute();
    await client.post(`/contracts/${contract.id}/corrections`, { reason: 'it was right', purchasedOn: '2025-03-01' });
    expect((await client.get(`/contracts/${contract.id}/impact`)).decisions).toEqual([]);
    expect(first.impact).toHaveLength(1);
    expect(await execute()).toEqual(first);
    expect((await client.get(`/contracts/${contract.id}/corrections/${first.correctionId}/impact`)).decisions).toEqual(
      first.impact,
    );
  });

  it('V2: a release whose date moves counts, though nothing of the contract changed', async () => {
    const contract = await sold();
    await client.post('/releases', { series: 'EKP', version: '4.50', publishedAt: '2025-06-01' });
    await upgraded(contract, '4.50', '2025-07-01');
    await client.post('/releases/reschedule', {
      series: 'EKP',
      version: '4.50',
      publishedAt: '2025-09-01',
      reason: 'a typing error',
    });
    expect((await client.get(`/contracts/${contract.id}/impact`)).decisions).toMatchObject([
      { targetVersion: '4.50', now: { reason: 'version-not-released' } },
    ]);
  });

  it('what is called by no id is 404, and another vendor sees nothing', async () => {
    const contract = await sold();
    const status = async (path: string, key: string) =>
      (await app.http.get(`/api/v1${path}`).set({ authorization: `Bearer ${key}` })).status;
    expect(await status('/contracts/con_none/impact', app.keys.support)).toBe(404);
    expect(await status(`/contracts/${contract.id}/corrections/cor_none/impact`, app.keys.support)).toBe(404);
    expect(await status(`/contracts/${contract.id}/impact`, app.keys.other)).toBe(404);
    expect(await status(`/contracts/${contract.id}/impact`, app.keys.auditor)).toBe(200);
    expect(await status(`/contracts/${contract.id}/impact`, app.keys.customer)).toBe(403);
  });
});
