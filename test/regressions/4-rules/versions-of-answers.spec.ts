import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';

describe('what answer version 2 decides otherwise, and version 1 as before', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let contracts: readonly string[];
  let foreign: string;

  const registered = async (code: string): Promise<string> =>
    (await client.post('/customers', { code, name: code, level: 'key', region: 'city' })).id as string;
  const bought = async (owner: string, no: string, modules: readonly string[]): Promise<string> =>
    (
      await client.post('/contracts', {
        customerId: owner,
        contractNo: no,
        licenceNo: `L-${no}`,
        purchasedOn: '2026-03-01',
        product: { series: 'EKP', name: 'EKP', version: '4.11', modules: modules.map((code) => ({ code })) },
      })
    ).id as string;

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2026-01-01' });
    customerId = await registered('KH1');
    contracts = [await bought(customerId, 'K1', ['hr']), await bought(customerId, 'K2', ['crm'])];
    foreign = await bought(await registered('KH2'), 'X1', ['bi']);
  });
  afterAll(() => app.close());

  const upgrade = (more: Readonly<Record<string, string>>) =>
    client.check({ customerId, service: 'upgrade', targetVersion: '4.20', ...more });

  it.each(['1', '2'])("D3: another customer's contract is overlooked, also beside a module: version %s", async (v) => {
    const answer = await upgrade({ contractId: foreign, module: 'hr', answerVersion: v });
    expect(answer).toMatchObject({ entitled: true, coveredBy: { contractId: contracts[0] } });
    expect((answer['considered'] as readonly { contractId: string }[]).map((value) => value.contractId)).toEqual(
      contracts,
    );
  });

  it('D3: a module that no contract of the customer has is refused, whatever contract is named', async () => {
    for (const contractId of [foreign, contracts[0]!])
      await expect(upgrade({ contractId, module: 'bi' })).rejects.toThrow('400');
    // The named contract is the question's own: a module of another one is not asked about.
    await expect(upgrade({ contractId: contracts[1]!, module: 'hr' })).rejects.toThrow('400');
  });

  it('D4: a module that this contract lacks is not in it; its series is the right one', async () => {
    const reasons = async (answerVersion: string) =>
      ((await upgrade({ module: 'hr', answerVersion }))['considered'] as readonly { reason: string }[]).map(
        ({ reason }) => reason,
      );
    expect(await reasons('2')).toEqual(['covered', 'module-not-in-contract']);
    expect(await reasons('1')).toEqual(['covered', 'other-series']);
    await client.post(`/contracts/${contracts[0]}/terminate`, { from: '2026-06-10', reason: 'r' });
    const denied = await upgrade({ module: 'hr', at: '2026-06-15', answerVersion: '2' });
    expect(denied).toMatchObject({ entitled: false, remedy: 'contact-sales' });
    await client.post(`/contracts/${contracts[0]}/reinstate`, { reason: 'r' });
  });

  it('D5: the travel cost of a health check is named unless it is done remotely', async () => {
    const named = async (answerVersion: string, channel?: string) =>
      (await client.check({ customerId, service: 'health-check', answerVersion, ...(channel && { channel }) }))
        .conditions.length;
    expect([await named('2'), await named('2', 'onsite'), await named('2', 'hotline')]).toEqual([1, 1, 1]);
    expect([await named('2', 'remote'), await named('1'), await named('1', 'hotline')]).toEqual([0, 0, 0]);
    expect(await named('1', 'onsite')).toBe(1);
  });

  it('K2: a promise in elapsed hours is not provisional, whatever year is not announced yet', async () => {
    const promise = async (question: Readonly<Record<string, string>>, answerVersion: string) =>
      (
        await client.check({
          customerId,
          service: 'onsite',
          at: '2027-01-02T02:00:00.000Z',
          ...question,
          answerVersion,
        })
      )['promise'].provisional as boolean;
    // Saturday: the emergency line and 48 hours, neither of them working time.
    const elapsed = { urgency: 'critical', region: 'city' };
    expect([await promise(elapsed, '1'), await promise(elapsed, '2')]).toEqual([true, false]);
    for (const counted of [
      { urgency: 'critical', region: 'suburb' },
      { urgency: 'low', region: 'city' },
    ])
      expect(await promise(counted, '2')).toBe(true);
  });
});
