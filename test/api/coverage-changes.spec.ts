import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

/** Bought 2025-01-01, one paid term behind the free one; today is 2026-06-01. */
describe('what a write answers about gaps and moved terms', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let count = 0;

  const sold = async () => {
    count += 1;
    const { id } = await client.post('/contracts', {
      customerId,
      contractNo: `XS-${count}`,
      licenceNo: `L-${count}`,
      purchasedOn: '2025-01-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [] },
    });
    const renewed = await client.post(`/contracts/${id}/renewals`, { signedOn: '2025-06-01', period: 'P1Y' });
    return { id, free: renewed.terms[0], paid: renewed.terms[1] };
  };
  const dayOf = (firstDay: string, lastDay: string) => ({ firstDay, lastDay });

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
  });
  afterAll(() => app.close());

  it('C3: a late renewal opens the gap that stays, an earlier first day closes it', async () => {
    const { id, paid } = await sold();
    expect(paid).toMatchObject({ firstDay: '2026-01-02', lastDay: '2027-01-01' });
    await client.post(`/contracts/${id}/terms/${paid.termId}/cancel`, { from: '2026-02-01', reason: '停用' });
    const late = await client.post(`/contracts/${id}/renewals`, { signedOn: '2026-04-01', period: 'P1Y' });
    expect(late).toMatchObject({
      opened: [dayOf('2026-02-01', '2026-03-31')],
      closed: [],
      moved: [{ termId: late.termId, from: null, to: dayOf('2026-04-01', '2027-04-01'), avoids: [] }],
    });
    const corrected = await client.post(`/contracts/${id}/corrections`, {
      reason: '首日录错',
      terms: [{ termId: late.termId, firstDay: '2026-02-01' }],
    });
    expect(corrected).toMatchObject({
      opened: [],
      closed: [dayOf('2026-02-01', '2026-03-31')],
      moved: [{ termId: late.termId, from: dayOf('2026-04-01', '2027-04-01'), to: dayOf('2026-02-01', '2027-01-31') }],
    });
  });

  it('C5: a suspension moves the queued term on, and names what it makes room for', async () => {
    const { id, free, paid } = await sold();
    const suspended = await client.post(`/contracts/${id}/suspend`, {
      from: '2025-03-01',
      to: '2025-03-10',
      reason: '搬迁',
      extend: true,
    });
    expect(suspended).toMatchObject({
      opened: [],
      closed: [],
      moved: [
        { termId: free.termId, to: dayOf('2025-01-01', '2026-01-11'), avoids: [] },
        { termId: paid.termId, to: dayOf('2026-01-12', '2027-01-11'), avoids: [free.termId] },
      ],
    });
  });

  it('C11: answers the same where it is repeated after later changes', async () => {
    const { id, paid } = await sold();
    const body = { from: '2026-05-01', reason: '停用' };
    const send = () =>
      client.post(`/contracts/${id}/terms/${paid.termId}/cancel`, body, { 'idempotency-key': `cancel ${id}` });
    const first = await send();
    await client.post(`/contracts/${id}/renewals`, { signedOn: '2026-06-01', period: 'P1Y' });
    expect(await send()).toEqual(first);
    expect(first.moved).toHaveLength(1);
  });

  it('what-if answers them too, and records nothing', async () => {
    const { id, paid } = await sold();
    const { supposed } = await client.post('/entitlements/what-if', {
      question: { customerId, service: 'maintenance' },
      suppose: [{ command: 'cancel-term', contractId: id, termId: paid.termId, from: '2026-03-01', reason: '停用' }],
    });
    expect(supposed[0].answer.moved).toMatchObject([{ termId: paid.termId, to: dayOf('2026-01-02', '2026-02-28') }]);
    expect((await client.get(`/contracts/${id}`)).terms[1].lastDay).toBe('2027-01-01');
  });

  it('a payment or a transfer moves no term and opens no gap', async () => {
    const { id } = await sold();
    const to = await client.post('/customers', { code: `KH-${id}`, name: '乙方', level: 'key', region: 'city' });
    expect(await client.post(`/contracts/${id}/transfer`, { toCustomerId: to.id, from: '2026-05-28' })).toMatchObject({
      opened: [],
      closed: [],
      moved: [],
    });
  });
});
