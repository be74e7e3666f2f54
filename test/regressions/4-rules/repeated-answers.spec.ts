import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contract } from '../../../domain/contract/contract.js';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

describe('what was recorded is answered alike', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let count = 0;

  const bought = async (more: object = {}): Promise<{ id: string; terms: { termId: string }[] }> => {
    count += 1;
    return client.post('/contracts', {
      customerId,
      contractNo: `XS-${count}`,
      licenceNo: `L-${count}`,
      purchasedOn: '2026-01-01',
      product: { version: '4.11', series: 'EKP', name: 'EKP', modules: [{ customized: false, code: 'hr' }] },
      ...more,
    });
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
  });
  afterAll(() => app.close());

  it('C11: every write, member by member in the same order', async () => {
    const fee = { currency: 'CNY', amount: '8000.00' };
    const { id } = await bought({ fee });
    const twice = async (path: string, body: object): Promise<Record<string, string>> => {
      const send = async () =>
        app.http
          .post(`/api/v1/contracts/${id}/${path}`)
          .set({ authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': path })
          .send(body);
      const [first, second] = [await send(), await send()];
      expect([path, first.status < 300, second.headers['idempotent-replay']]).toEqual([path, true, 'true']);
      expect(second.text).toBe(first.text);
      return first.body as Record<string, string>;
    };
    await twice('upgrades', { targetVersion: '4.20', performedOn: '2026-05-01', module: 'hr' });
    const { termId } = await twice('renewals', { signedOn: '2026-05-01', period: 'P1Y', payment: 'due', fee });
    await twice('payments', { termId, amount: fee, paidOn: '2026-05-02', invoiceNo: 'F1' });
    await twice('agreements', { kind: 'onsite', validFrom: '2026-01-01', signedOn: '2026-01-01', fee });
    await twice('suspend', { from: '2026-07-01', to: '2026-07-02', reason: '搬迁', extend: true });
    await twice('resume', { on: '2026-07-02' });
    const { useId } = await twice('allowance-uses', { service: 'health-check', on: '2026-05-03', reference: 'HC' });
    await twice(`allowance-uses/${useId}/give-back`, { reason: '取消' });
    await twice('corrections', { reason: '录错', fee: { currency: 'CNY', amount: '9000.00' } });
    await twice(`terms/${termId}/cancel`, { from: '2027-03-01', reason: '取消' });
    await twice('terminate', { from: '2027-01-01', reason: '停用' });
    await twice('reinstate', { reason: '误操作' });

    const shown = async () =>
      (await app.http.get(`/api/v1/contracts/${id}`).set({ authorization: `Bearer ${app.keys.admin}` })).text;
    const live = await shown();
    // A fold by another decider takes the place of the cached one: the stream is folded from its start.
    await app.stores.ledger.load('seeyon', 'contract', id, { ...contract });
    expect(await shown()).toBe(live);
  });

  it('C9: impact answers the outcome where only the buyer was corrected', async () => {
    const right = (await client.post('/customers', { code: 'KH2', name: '乙方', level: 'key', region: 'city' })).id;
    for (const module of ['hr', undefined]) {
      const { id } = await bought();
      await client.post(`/contracts/${id}/upgrades`, { targetVersion: '4.20', performedOn: '2026-05-01', module });
      const corrected = await client.post(`/contracts/${id}/corrections`, { reason: '录错客户', customerId: right });
      expect(corrected.impact).toHaveLength(1);
      const [{ now }] = corrected.impact;
      expect([module, now]).toEqual([
        module,
        { knownPosition: now?.knownPosition, entitled: false, outcome: 'denied', reason: 'no-contract' },
      ]);
      expect(now.knownPosition).toBeGreaterThan(0);
      const later = await client.get(`/contracts/${id}/impact`);
      expect(later.decisions.map((decision: { now: { reason: string } }) => decision.now.reason)).toEqual([
        'no-contract',
      ]);
    }
  });

  it('C9: and null only where the contract has the module no more', async () => {
    const { id } = await bought();
    await client.post(`/contracts/${id}/upgrades`, { targetVersion: '4.20', performedOn: '2026-05-01', module: 'hr' });
    const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'km' }] };
    const corrected = await client.post(`/contracts/${id}/corrections`, { reason: '录错模块', product });
    expect(corrected.impact.map(({ now }: { now: unknown }) => now)).toEqual([null]);
  });
});
