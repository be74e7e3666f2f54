import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { given, history, purchase, renew, renewed, term } from '../../domain/contract/contract-commands.js';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { nextPolicy } from '../../support/next-policy.js';

const future = purchase({ purchasedOn: '2025-06-01', today: '2025-03-01' });

describe('C1: a purchase to come accepts its renewals', () => {
  it('C2: signed from the day of its recording on, queued behind the free term', () => {
    for (const signedOn of ['2025-03-01', '2025-05-31', '2025-06-01'])
      given(...history(future))
        .when(renew('t1', signedOn))
        .then(renewed(term('t1', signedOn, '2026-06-02', '2027-06-01')));
    given(...history(future))
      .when(renew('t1', '2025-02-28'))
      .refuses('signed-before-purchase', 'C2', { signedOn: '2025-02-28', purchasedOn: '2025-03-01' });
  });
});

describe('C9: a corrected purchase day counts as if it had been entered right', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;

  const bought = (no: string, purchasedOn: string) =>
    client.post('/contracts', {
      customerId,
      contractNo: no,
      licenceNo: `L-${no}`,
      purchasedOn,
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
  const shown = async (id: string) => {
    const { termId: _, ...free } = (await client.get(`/contracts/${id}`)).terms[0];
    return free;
  };

  beforeEach(async () => {
    app = await startApp({ now: '2026-06-15T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
    const policy = await nextPolicy((path) => client.get(path));
    await client.post('/policies/seeyon/versions', {
      ...policy,
      effectiveFrom: '2026-06-01',
      terms: { ...policy.terms, termEnd: 'day-before' },
    });
  });
  afterEach(() => app.close());

  it.each([
    ['2026-06-10', '2026-05-10'],
    ['2026-05-10', '2026-06-10'],
    ['2026-06-10', '2026-06-12'],
    // Recorded on 2026-06-15: a day to come was signed then (C1).
    ['2026-05-10', '2026-07-01'],
    ['2026-07-01', '2026-05-10'],
  ])('C1, P2, T3: entered as %s, corrected to %s', async (wrong, right) => {
    const entered = await bought('XS-1', right);
    const corrected = await bought('XS-2', wrong);
    app.clock.set('2026-08-01T02:00:00.000Z');
    await client.post(`/contracts/${corrected.id}/corrections`, { reason: '购买日录错', purchasedOn: right });
    expect(await shown(corrected.id)).toEqual(await shown(entered.id));
    const check = async (contractId: string) => {
      const { policyVersion, coveredBy } = await client.check({
        customerId,
        contractId,
        service: 'maintenance',
        at: '2026-12-01',
      });
      return { policyVersion, firstDay: coveredBy.firstDay, lastDay: coveredBy.lastDay };
    };
    expect(await check(corrected.id)).toEqual(await check(entered.id));
    // Once: sent again it changes nothing.
    const before = await client.get(`/contracts/${corrected.id}`);
    await client.post(`/contracts/${corrected.id}/corrections`, { reason: '购买日录错', purchasedOn: right });
    expect((await client.get(`/contracts/${corrected.id}`)).revision).toBe(before.revision);
  });
});
