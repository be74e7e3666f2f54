import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

/** Bought 2025-08-01 by a vip customer; today is 2026-06-01. */
describe('C5, C8, C12: uses and upgrades on days without right', () => {
  let app: TestApp;
  let client: ApiClient;
  let id: string;

  const post = async (path: string, body: object, key = app.keys.support, language = 'en') => {
    const { status, body: answer } = await app.http
      .post(`/api/v1/contracts/${id}/${path}`)
      .set({ authorization: `Bearer ${key}`, 'accept-language': language })
      .send(body);
    return { status, code: answer.code, rule: answer.rule, detail: answer.detail as string | undefined };
  };
  const acts = (on: string) =>
    [
      ['allowance-uses', { service: 'health-check', on }],
      ['allowance-uses', { service: 'media', on }],
      ['upgrades', { targetVersion: '4.20', performedOn: on }],
    ] as const;

  /** Refused to all who give no reason or are no admin, and recorded for an admin who gives one. */
  const needsAnAdminWithReason = async (on: string, code: string, rule: string): Promise<void> => {
    for (const [path, body] of acts(on)) {
      const refused = { status: 409, code, rule };
      expect(await post(path, body)).toMatchObject(refused);
      expect(await post(path, { ...body, reason: '客户急需' })).toMatchObject(refused);
      const bare = await post(path, body, app.keys.admin);
      expect(bare).toMatchObject(refused);
      expect(bare.detail).toContain(on);
      expect(bare.detail).toContain('An admin can record what was done nevertheless, with a `reason`');
      expect((await post(path, body, app.keys.admin, 'zh-CN')).detail).toContain('由管理员写明 `reason` 登记');
      expect((await post(path, body, app.keys.admin, 'zh-TW')).detail).toContain('由管理員寫明 `reason` 登記');
      expect((await post(path, { ...body, reason: '客户急需' }, app.keys.admin)).status).toBe(201);
    }
    const { items } = await client.get('/events', { stream: `seeyon.contract-${id}`, limit: '500' });
    const reasons = items
      .filter(({ type }: { type: string }) => type === 'AllowanceUsed' || type === 'UpgradeExercised')
      .map(({ meta }: { meta: { reason?: string } }) => meta.reason);
    expect(reasons).toEqual(['客户急需', '客户急需', '客户急需']);
  };

  beforeEach(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    const customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'vip', region: 'city' }))
      .id;
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    const contract = await client.post('/contracts', {
      customerId,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2025-08-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    id = contract.id;
  });
  afterEach(() => app.close());

  it('C5: suspended, on its first and last day and none beside', async () => {
    await client.post(`/contracts/${id}/suspend`, { from: '2026-05-01', to: '2026-05-10', reason: '欠费' });
    const check = { service: 'health-check', on: '2026-04-30' };
    expect((await post('allowance-uses', check)).status).toBe(201);
    expect((await post('allowance-uses', { ...check, on: '2026-05-11' })).status).toBe(201);
    expect(await post('allowance-uses', { ...check, on: '2026-05-01' })).toMatchObject({ code: 'suspended-that-day' });
  });

  it('C5: suspended', async () => {
    await client.post(`/contracts/${id}/suspend`, { from: '2026-05-01', reason: '欠费' });
    await needsAnAdminWithReason('2026-05-10', 'suspended-that-day', 'C5');
  });

  it('C12: unpaid, until the day of the payment', async () => {
    app.clock.set('2026-09-10T02:00:00.000Z');
    const { termId } = await client.post(`/contracts/${id}/renewals`, {
      signedOn: '2026-07-01',
      period: 'P1Y',
      payment: 'due',
      fee: { amount: '800.00', currency: 'CNY' },
    });
    await needsAnAdminWithReason('2026-08-10', 'unpaid-that-day', 'C12');
    await client.post(`/contracts/${id}/payments`, { termId, amount: '800.00', paidOn: '2026-08-20' });
    const check = { service: 'health-check', on: '2026-08-19' };
    expect(await post('allowance-uses', check)).toMatchObject({ code: 'unpaid-that-day' });
    expect((await post('allowance-uses', { ...check, on: '2026-08-20' })).status).toBe(201);
  });

  it('C8: the licence revoked, by what held on that day', async () => {
    app.clock.set('2026-05-01T02:00:00.000Z');
    await client.post(`/contracts/${id}/licence/revoke`, { reason: '盗版' });
    app.clock.set('2026-06-01T02:00:00.000Z');
    await needsAnAdminWithReason('2026-05-10', 'licence-revoked-that-day', 'C8');
    const check = { service: 'health-check', on: '2026-04-30' };
    expect((await post('allowance-uses', check)).status).toBe(201);
    await client.post(`/contracts/${id}/licence/restore`, { reason: '查清' });
    expect((await post('allowance-uses', { ...check, on: '2026-06-01' })).status).toBe(201);
    expect(await post('allowance-uses', { ...check, on: '2026-05-20' })).toMatchObject({
      code: 'licence-revoked-that-day',
    });
  });

  it('D9, D8: a reason grants nothing else: no term, no right to the version', async () => {
    const reason = '客户急需';
    expect(await post('allowance-uses', { service: 'media', on: '2026-08-02', reason }, app.keys.admin)).toMatchObject({
      code: 'no-term-that-day',
    });
    expect(
      await post('upgrades', { targetVersion: '5.00', performedOn: '2026-05-01', reason }, app.keys.admin),
    ).toMatchObject({ code: 'not-entitled' });
  });
});
