import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

/** Today is 2026-06-01 in the vendor's zone. */
describe('a contract on the day that is asked for', () => {
  let app: TestApp;
  let client: ApiClient;
  let count = 0;

  const customer = async (): Promise<string> => {
    count += 1;
    return (await client.post('/customers', { code: `KH${count}`, name: '甲方', level: 'key', region: 'city' })).id;
  };
  const bought = async (customerId: string, purchasedOn = '2025-03-01'): Promise<string> => {
    count += 1;
    const { id } = await client.post('/contracts', {
      customerId,
      contractNo: `XS-${count}`,
      licenceNo: `L-${count}`,
      purchasedOn,
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    return id;
  };
  const listedFor = async (customerId: string): Promise<readonly { id: string; customerId: string }[]> =>
    (await client.get('/contracts', { customerId })).items.map((item: { id: string; customerId: string }) => ({
      id: item.id,
      customerId: item.customerId,
    }));
  const owner = async (id: string): Promise<string> => (await client.get(`/contracts/${id}`)).customerId;

  const start = async (now: string): Promise<void> => {
    app = await startApp({ now });
    client = new ApiClient(app, 'seeyon');
  };

  beforeAll(() => start('2026-06-01T02:00:00.000Z'));
  afterAll(() => app.close());

  it('C7: a transfer to come leaves the contract with who owns it today', async () => {
    const [seller, buyer] = [await customer(), await customer()];
    const id = await bought(seller);
    await client.post(`/contracts/${id}/transfer`, { toCustomerId: buyer, from: '2026-07-01' });
    expect([await owner(id), await listedFor(seller), await listedFor(buyer)]).toEqual([
      seller,
      [{ id, customerId: seller }],
      [],
    ]);
    app.clock.set('2026-07-01T02:00:00.000Z');
    expect([await owner(id), await listedFor(seller), await listedFor(buyer)]).toEqual([
      buyer,
      [],
      [{ id, customerId: buyer }],
    ]);
    app.clock.set('2026-06-01T02:00:00.000Z');
  });

  it('C7, C9: a corrected buyer of a contract that was transferred on since', async () => {
    const [wrong, right, next] = [await customer(), await customer(), await customer()];
    const id = await bought(wrong);
    await client.post(`/contracts/${id}/transfer`, { toCustomerId: next, from: '2026-01-01' });
    await client.post(`/contracts/${id}/corrections`, { reason: '录错客户', customerId: right });
    expect([await owner(id), await listedFor(wrong), await listedFor(right), await listedFor(next)]).toEqual([
      next,
      [],
      [],
      [{ id, customerId: next }],
    ]);
    const only = await bought(wrong);
    await client.post(`/contracts/${only}/corrections`, { reason: '录错客户', customerId: right });
    expect([await listedFor(wrong), await listedFor(right)]).toEqual([[], [{ id: only, customerId: right }]]);
  });

  it('C7, C1: and of customers that are one', async () => {
    const [one, other, far] = [await customer(), await customer(), await customer()];
    const [stored, removed] = [await bought(one), await bought(one)];
    await client.post(`/contracts/${removed}/transfer`, { toCustomerId: far, from: '2026-01-01' });
    const future = await bought(far);
    await client.post(`/contracts/${future}/transfer`, { toCustomerId: one, from: '2026-07-01' });
    await client.post(`/customers/${one}/merge`, { intoCustomerId: other, reason: '重复登记' });
    for (const question of [one, other]) expect(await listedFor(question)).toEqual([{ id: stored, customerId: one }]);
    expect((await listedFor(far)).map(({ id }) => id).sort()).toEqual([future, removed].sort());
    await expect(listedFor('cus_nobody')).rejects.toThrow('answered 404');
  });

  it('C8: licenceValid is that of the instant', async () => {
    await app.close();
    await start('2026-03-01T02:00:00.000Z');
    const id = await bought(await customer());
    app.clock.set('2026-04-01T02:00:00.000Z');
    await client.post(`/contracts/${id}/licence/revoke`, { reason: '盗版' });
    app.clock.set('2026-05-01T02:00:00.000Z');
    await client.post(`/contracts/${id}/licence/restore`, { reason: '查清' });
    app.clock.set('2026-06-01T02:00:00.000Z');
    const valid = async (query: Record<string, string>): Promise<boolean> =>
      (await client.get(`/contracts/${id}`, query)).licenceValid;
    expect([
      await valid({}),
      await valid({ at: '2026-03-01' }),
      await valid({ at: '2026-04-01T01:59:59.999Z' }),
      await valid({ at: '2026-04-01T02:00:00.000Z' }),
      await valid({ at: '2026-05-01T01:59:59.999Z' }),
      await valid({ at: '2026-05-01T02:00:00.000Z' }),
      await valid({ at: '2027-01-01' }),
      await valid({ at: '2026-04-15', knownAt: '2026-03-15' }),
      await valid({ at: '2026-06-01', knownAt: '2026-04-15' }),
    ]).toEqual([true, true, true, false, false, true, true, true, false]);
  });

  it('D2: the state is named by the first check that fails, in the list as on the contract', async () => {
    const states = async (id: string, at: string): Promise<readonly [string, readonly string[]]> => {
      app.clock.set(`${at}T04:00:00.000Z`);
      const found: string[] = [];
      for (const state of ['not-started', 'in-term', 'gap', 'lapsed', 'suspended', 'terminated'])
        if (
          (await client.get('/contracts', { state, limit: '500' })).items.some((item: { id: string }) => item.id === id)
        )
          found.push(state);
      const shown = await client.get(`/contracts/${id}`);
      app.clock.set('2026-06-01T02:00:00.000Z');
      return [shown.state, found];
    };
    const ending = await bought(await customer(), '2026-09-01');
    await client.post(`/contracts/${ending}/terminate`, { from: '2026-09-01', reason: '停用' });
    expect(await states(ending, '2026-08-01')).toEqual(['not-started', ['not-started']]);
    expect(await states(ending, '2026-09-01')).toEqual(['terminated', ['terminated']]);

    const pending = await bought(await customer(), '2026-09-01');
    await client.post(`/contracts/${pending}/suspend`, { from: '2026-07-01', to: '2026-10-01', reason: '搬迁' });
    expect(await states(pending, '2026-08-01')).toEqual(['not-started', ['not-started']]);
    expect(await states(pending, '2026-09-01')).toEqual(['suspended', ['suspended']]);
    await client.post(`/contracts/${pending}/terminate`, { from: '2026-09-15', reason: '停用' });
    expect(await states(pending, '2026-09-16')).toEqual(['terminated', ['terminated']]);
  });
});
