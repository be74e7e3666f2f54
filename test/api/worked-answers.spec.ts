import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

/**
 * The worked answers of docs/rules.md section 11, asked over HTTP. Contract K: bought 2025-03-01, installed version
 * 4.11, customer in the city, level key; the clock shows the time at which the table records something.
 */
describe('worked answers', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let contract: { id: string; terms: { termId: string; firstDay: string; lastDay: string }[] };

  const check = (service: string, at: string, more: Record<string, string> = {}) =>
    client.check({ customerId, service, at, ...more });
  const denied = (reason: string, remedy: string | null, nextChangeAt: string | null) => ({
    entitled: false,
    outcome: 'denied',
    reason,
    remedy,
    nextChangeAt,
    coveredBy: null,
  });

  beforeEach(async () => {
    app = await startApp({ now: '2025-03-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方科技', level: 'key', region: 'city' })).id;
    contract = await client.post('/contracts', {
      customerId,
      contractNo: 'XS-2025-0301',
      licenceNo: 'EKP-1',
      purchasedOn: '2025-03-01',
      product: {
        series: 'EKP',
        name: 'EKP',
        version: '4.11',
        modules: [
          { code: 'hr', customized: true },
          { code: 'km', customized: false },
        ],
      },
    });
  });
  afterEach(() => app.close());

  const renewal = async (signedOn: string) => {
    app.clock.set(`${signedOn}T02:00:00.000Z`);
    return client.post(`/contracts/${contract.id}/renewals`, { signedOn, period: 'P1Y' });
  };

  it('1 (T2): the last instant of the free term is covered', async () => {
    expect(contract.terms).toMatchObject([{ kind: 'free', firstDay: '2025-03-01', lastDay: '2026-03-01' }]);
    const answer = await check('maintenance', '2026-03-01T15:59:59.999Z');
    expect(answer).toMatchObject({
      entitled: true,
      outcome: 'granted-with-conditions',
      reason: 'covered',
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
    expect(answer.conditions.map((condition) => condition.code)).toEqual(['backup-required']);
    expect(answer.coveredBy).toEqual({
      contractId: contract.id,
      contractNo: 'XS-2025-0301',
      termId: contract.terms[0]!.termId,
      kind: 'free',
      firstDay: '2025-03-01',
      lastDay: '2026-03-01',
    });
  });

  it('2 (T2, T6): a millisecond later it has lapsed', async () =>
    expect(await check('maintenance', '2026-03-01T16:00:00.000Z')).toMatchObject(denied('lapsed', 'renew', null)));

  it('3, 4 (C3): a late renewal leaves a gap and begins on the day of signing', async () => {
    const { terms } = await renewal('2026-04-10');
    expect(terms).toMatchObject([
      { lastDay: '2026-03-01' },
      { kind: 'paid', firstDay: '2026-04-10', lastDay: '2027-04-10' },
    ]);
    expect(await check('maintenance', '2026-03-20T04:00:00Z')).toMatchObject({
      ...denied('gap', 'renew', '2026-04-09T16:00:00.000Z'),
    });
    const answer = await check('maintenance', '2026-04-10T04:00:00Z');
    expect(answer).toMatchObject({
      entitled: true,
      reason: 'covered',
      coveredBy: { firstDay: '2026-04-10', lastDay: '2027-04-10' },
    });
  });

  it('5, 6 (C9, T5): a correction closes the gap for today, not for what was known before', async () => {
    const { terms } = await renewal('2026-04-10');
    app.clock.set('2026-06-01T02:00:00.000Z');
    await client.post(`/contracts/${contract.id}/corrections`, {
      reason: '续费起始日录错',
      terms: [{ termId: terms[1]!.termId, firstDay: '2026-03-02' }],
    });
    expect(await check('maintenance', '2026-03-20', { knownAt: '2026-05-01' })).toMatchObject({
      entitled: false,
      reason: 'gap',
    });
    expect(await check('maintenance', '2026-03-20')).toMatchObject({
      entitled: true,
      reason: 'covered',
      coveredBy: { firstDay: '2026-03-02' },
    });
  });

  it('7 (C2): renewed early, the term begins the day after the last one', async () => {
    await renewal('2026-01-15');
    expect(await check('maintenance', '2026-03-02')).toMatchObject({
      entitled: true,
      coveredBy: { kind: 'paid', firstDay: '2026-03-02', lastDay: '2027-03-01' },
    });
  });

  describe('with releases 4.20 of 2025-06-01 and 5.00 of 2025-09-01', () => {
    beforeEach(async () => {
      app.clock.set('2025-11-20T02:00:00.000Z');
      await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
      await client.post('/releases', { series: 'EKP', version: '5.00', publishedAt: '2025-09-01' });
    });
    const agree = () =>
      client.post(`/contracts/${contract.id}/agreements`, {
        kind: 'major-upgrade',
        signedOn: '2025-10-15',
        validFrom: '2025-10-15',
        toMajor: 5,
      });

    it('8 (V2): not yet released', async () =>
      expect(await check('upgrade', '2025-05-31T15:59:59Z', { targetVersion: '4.20' })).toMatchObject(
        denied('version-not-released', null, '2025-05-31T16:00:00.000Z'),
      ));
    it('9 (V1): a middle upgrade is granted', async () =>
      expect(await check('upgrade', '2025-07-01', { targetVersion: '4.20' })).toMatchObject({
        entitled: true,
        outcome: 'granted',
        reason: 'covered',
      }));
    it('10 (D4, D6): a new major needs an agreement', async () =>
      expect(await check('upgrade', '2025-10-01', { targetVersion: '5.00' })).toMatchObject({
        entitled: false,
        reason: 'needs-agreement',
        remedy: 'sign-agreement',
      }));
    it('11 (D4): with the agreement it is granted', async () => {
      await agree();
      expect(await check('upgrade', '2025-10-20', { targetVersion: '5.00' })).toMatchObject({
        entitled: true,
        reason: 'covered',
      });
    });
    it('12 (D4): not for a customized module', async () => {
      await agree();
      expect(await check('upgrade', '2025-10-20', { targetVersion: '4.20', module: 'hr' })).toMatchObject({
        entitled: false,
        reason: 'customized-module',
      });
    });
  });

  it('13 (K2, K3, K4): a make-up Saturday counts', async () => {
    const { promise } = await check('maintenance', '2026-02-13T09:50:00Z', { urgency: 'high' });
    expect(promise).toEqual({ priority: 'P2', respondBy: '2026-02-14T01:50:00.000Z', provisional: false });
  });

  it('14, 15 (K5): arrival in the city within 48 hours, outside on the third working day', async () => {
    const at = '2025-11-21T09:00:00Z';
    expect((await check('onsite', at, { urgency: 'high' })).promise).toMatchObject({
      arriveBy: '2025-11-23T09:00:00.000Z',
    });
    expect((await check('onsite', at, { urgency: 'high', region: 'outside' })).promise).toMatchObject({
      arriveBy: '2025-11-26T10:00:00.000Z',
    });
  });

  it('16 (C5): suspended days lengthen the term', async () => {
    app.clock.set('2025-08-01T02:00:00.000Z');
    await client.post(`/contracts/${contract.id}/suspend`, {
      from: '2025-08-01',
      to: '2025-08-31',
      reason: '系统迁移',
      extend: true,
    });
    const { terms } = await client.get(`/contracts/${contract.id}`);
    expect(terms).toMatchObject([{ firstDay: '2025-03-01', lastDay: '2026-04-01' }]);
    expect(await check('maintenance', '2025-08-15')).toMatchObject({ entitled: false, reason: 'suspended' });
  });
});
