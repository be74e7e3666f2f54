import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../src/platform/events/canonical.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

describe('entitlements over HTTP', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  const contracts: string[] = [];
  const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'hr' }] };
  const get = (path: string, query: Record<string, string>, key = app.keys.system) =>
    app.http
      .get(`/api/v1${path}`)
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en' });
  const bad = async (query: Record<string, string>) => {
    const { status, body } = await get('/entitlements/check', { customerId, service: 'maintenance', ...query });
    return [status, body.errors?.map((error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`)];
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-01-15T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'vip', region: 'unknown' })).id;
    for (const [no, purchasedOn] of [
      ['B', '2025-06-01'],
      ['A', '2025-06-01'],
      ['C', '2024-01-01'],
    ])
      contracts.push(
        (await client.post('/contracts', { customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn, product }))
          .id,
      );
  });
  afterAll(() => app.close());

  it('D1: an unknown customer is 404, a customer without a right is 200', async () => {
    expect((await get('/entitlements/check', { customerId: 'cus_nobody', service: 'care' })).body).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    const idle = (await client.post('/customers', { code: 'KH2', name: '乙方', level: 'standard', region: 'city' })).id;
    expect(await client.check({ customerId: idle, service: 'care' })).toMatchObject({
      entitled: false,
      reason: 'no-contract',
      remedy: 'contact-sales',
      considered: [],
      coveredBy: null,
    });
  });

  it('D2: all checks are reported, each with the events that prove it', async () => {
    const listed = async (query: Record<string, string>) =>
      (await client.check({ customerId, service: 'maintenance', at: '2026-07-01', ...query }))['checks'].map(
        ({ check, passed }: { check: string; passed: boolean }) => `${check} ${passed}`,
      );
    const always = [
      'owner true',
      'series true',
      'licence-valid true',
      'started true',
      'not-terminated true',
      'not-suspended true',
      'in-term false',
      'fee-paid true',
    ];
    expect(await listed({})).toEqual(always);
    expect(await listed({ channel: 'onsite' })).toEqual([...always, 'channel-offered false']);
    const { checks } = await client.check({ customerId, service: 'maintenance', at: '2026-01-10' });
    expect(checks.find(({ check }: { check: string }) => check === 'in-term')).toMatchObject({
      passed: true,
      evidence: [{ type: 'ContractPurchased' }],
    });
  });

  it('D3: granted before denied, then the named one, then the later last day, then the lower number', async () => {
    const covered = async (query: Record<string, string> = {}) =>
      (await client.check({ customerId, service: 'maintenance', ...query }))['coveredBy'].contractNo;
    expect(await covered()).toBe('A');
    expect(await covered({ contractId: contracts[0]! })).toBe('B');
    // C has lapsed: named or not, a contract that grants comes first.
    expect(await covered({ contractId: contracts[2]! })).toBe('A');
    expect((await client.check({ customerId, service: 'maintenance', at: '2030-01-01' }))['considered']).toHaveLength(
      3,
    );
  });

  it('D3: a contract that is named but is none is 404; another customer’s is overlooked', async () => {
    const named = async (contractId: string, more: Record<string, string> = {}) => {
      const { status, body } = await get('/entitlements/check', {
        customerId,
        service: 'maintenance',
        contractId,
        ...more,
      });
      return [status, body.reason ?? body.code];
    };
    expect(await named('con_nothing')).toEqual([404, 'not-found']);
    const owner = (await client.post('/customers', { code: 'KH-D3', name: '丁方', level: 'standard', region: 'city' }))
      .id;
    const theirs = await client.post('/contracts', {
      customerId: owner,
      contractNo: 'D3',
      licenceNo: 'L-D3',
      purchasedOn: '2025-06-01',
      product,
    });
    expect(await named(theirs.id)).toEqual([200, 'covered']);
    const [{ position }] = (await (await get('/events', { customerId: owner }, app.keys.auditor)).body).items;
    expect([
      await named(theirs.id, { knownPosition: String(position) }),
      await named(contracts[0]!, { knownPosition: String(position) }),
    ]).toEqual([
      [404, 'not-recorded-yet'],
      [200, 'covered'],
    ]);
    const foreign = await new ApiClient(app, 'huaruan').post('/customers', {
      code: 'KH-D3',
      name: '戊方',
      level: 'standard',
      region: 'city',
    });
    const other = await app.http
      .get('/api/v1/entitlements/check')
      .query({ customerId: foreign.id, service: 'maintenance', contractId: theirs.id })
      .set({ authorization: `Bearer ${app.keys.other}` });
    expect([other.status, other.body.code]).toEqual([404, 'not-found']);
    const { body } = await app.http
      .post('/api/v1/entitlements/check-batch')
      .set({ authorization: `Bearer ${app.keys.admin}` })
      .send({
        questions: [
          { customerId, service: 'maintenance', contractId: 'con_nothing' },
          { customerId, service: 'maintenance' },
        ],
      });
    expect(
      body.answers.map((answer: { reason?: string; error?: { code: string } }) => answer.reason ?? answer.error?.code),
    ).toEqual(['not-found', 'covered']);
  });

  it('D7: an answer is canonical JSON, with a receipt that can be computed again', async () => {
    const at = '2026-01-10T03:00:00.000Z';
    const { text, headers } = await get('/entitlements/check', {
      customerId,
      service: 'onsite',
      at,
      urgency: 'high',
      region: 'city',
    });
    const recorded = JSON.parse(text);
    expect(canonicalJson(recorded)).toBe(text);
    expect(headers['content-type']).toMatch(/^application\/json/);
    const { receipt, ...answer } = recorded;
    const withoutTexts = {
      ...answer,
      conditions: answer.conditions.map(({ text: _, ...condition }: { text: string }) => condition),
    };
    const question = {
      at,
      channel: null,
      contractId: null,
      customerId,
      knownAt: null,
      knownPosition: answer.knownPosition,
      module: null,
      productSeries: null,
      region: 'city',
      service: 'onsite',
      targetVersion: null,
      urgency: 'high',
    };
    expect(receipt).toBe(
      `sha256:${hash('sha256', canonicalJson({ vendor: 'seeyon', question, answer: withoutTexts }))}`,
    );
  });

  it('D8: the decision of an upgrade is recorded with it', async () => {
    await client.post('/releases', { series: 'ekp', version: 'V4.20', publishedAt: '2025-12-01' });
    await client.post(`/contracts/${contracts[0]}/upgrades`, { targetVersion: '4.20', performedOn: '2026-01-15' });
    const { items } = await (await get('/events', { type: 'UpgradeExercised' }, app.keys.auditor)).body;
    expect(items[0].data.decision).toMatchObject({
      entitled: true,
      reason: 'covered',
      at: '2026-01-15T02:00:00.000Z',
      receipt: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it('K5: an unknown region gets the longer promise, and the answer names it', async () =>
    expect(
      (await client.check({ customerId, service: 'onsite', urgency: 'normal', at: '2026-01-15T02:00:00Z' }))['promise'],
    ).toMatchObject({ regionUnknown: true, arriveBy: '2026-01-20T10:00:00.000Z' }));

  it('K2: a promise past the last announced year is provisional', async () => {
    const renewed = (await client.post('/customers', { code: 'KH3', name: '丙方', level: 'vip', region: 'city' })).id;
    await client.post('/contracts', {
      customerId: renewed,
      contractNo: 'D',
      licenceNo: 'L-D',
      purchasedOn: '2026-01-10',
      product,
    });
    expect(
      (await client.check({ customerId: renewed, service: 'maintenance', urgency: 'low', at: '2026-12-31T09:59:00Z' }))[
        'promise'
      ],
    ).toMatchObject({ priority: 'P3', provisional: true });
  });

  it('D7: a question that is repeated is answered by what was recorded and published since, and by nothing later', async () => {
    const id = (await client.post('/customers', { code: 'KH4', name: '丁方', level: 'vip', region: 'city' })).id;
    const purchase = { contractNo: 'E', licenceNo: 'L-E', purchasedOn: '2026-01-10', product };
    const contractId = (await client.post('/contracts', { customerId: id, ...purchase })).id;
    const question = { customerId: id, at: '2026-01-15T02:00:00Z' };
    const upgrade = { ...question, service: 'upgrade', targetVersion: '4.30' };
    const twice = async (query: Record<string, string>) => {
      const [first, second] = [await client.check(query), await client.check(query)];
      expect(second).toEqual(first);
      return first;
    };
    const unreleased = await twice(upgrade);
    await client.post('/releases', { series: 'EKP', version: '4.30', publishedAt: '2026-01-01' });
    expect([unreleased['reason'], (await twice(upgrade))['reason']]).toEqual(['version-not-released', 'covered']);
    expect(await twice({ ...upgrade, knownPosition: String(unreleased['knownPosition']) })).toEqual(unreleased);

    const maintenance = { ...question, service: 'maintenance' };
    const covered = await twice(maintenance);
    await client.post(`/contracts/${contractId}/suspend`, { from: '2026-01-12', to: '2026-01-15', reason: 'r' });
    expect([covered['reason'], (await twice(maintenance))['reason']]).toEqual(['covered', 'suspended']);
    expect(await twice({ ...maintenance, knownPosition: String(covered['knownPosition']) })).toEqual(covered);
    // T2: no event, only time.
    expect((await twice({ ...maintenance, at: '2026-01-15T16:00:00Z' }))['reason']).toBe('covered');
    expect((await twice({ ...maintenance, at: '2026-01-11T16:00:00Z' }))['reason']).toBe('suspended');
    expect((await twice({ ...maintenance, at: '2026-01-11T15:59:59Z' }))['reason']).toBe('covered');
  });

  it('answers all nine services at once', async () => {
    const { services } = await client.get(`/customers/${customerId}/entitlements`, { at: '2026-01-10' });
    expect(services.map(({ service }: { service: string }) => service)).toHaveLength(9);
    expect(services.find(({ service }: { service: string }) => service === 'requirement')).toMatchObject({
      reason: 'needs-agreement',
      remedy: 'sign-agreement',
    });
  });

  it('answers a batch in order, one bad question failing no other', async () => {
    const questions = [
      { customerId, service: 'care' },
      { customerId, service: 'nonsense' },
      { customerId: 'nobody', service: 'care' },
      7,
      { customerId, service: 'upgrade' },
      { customerId, service: 'training' },
    ];
    const { body } = await app.http
      .post('/api/v1/entitlements/check-batch?detail=brief')
      .set({ authorization: `Bearer ${app.keys.system}`, 'accept-language': 'en' })
      .send({ questions });
    expect(
      body.answers.map(
        (answer: { entitled?: boolean; error?: { code: string } }) => answer.entitled ?? answer.error!.code,
      ),
    ).toEqual([true, 'invalid', 'not-found', 'invalid', 'invalid', true]);
    expect(body.answers[0].checks).toBeUndefined();
    const single = await get('/entitlements/check', {
      customerId,
      service: 'care',
      at: body.answers[0].at,
      knownPosition: String(body.position),
    });
    expect(single.body.receipt).toBe(body.answers[0].receipt);
  });

  it('D5, D6: bad questions are refused with pointers, never a 500', async () => {
    expect(await bad({ service: 'nonsense' })).toEqual([400, ['?service not-one-of']]);
    expect(await bad({ at: 'yesterday' })).toEqual([400, ['?at not-an-instant']]);
    expect(await bad({ service: 'upgrade' })).toEqual([400, ['?targetVersion required']]);
    expect(await bad({ targetVersion: '4.111' })).toEqual([400, ['?targetVersion not-a-version']]);
    expect(await bad({ knownAt: '2027-01-01' })).toEqual([400, ['?knownAt in-future']]);
    expect(await bad({ knownPosition: '99999999' })).toEqual([400, ['?knownPosition out-of-range']]);
    expect(await bad({ knownPosition: '5', knownAt: '2026-01-01' })).toEqual([400, ['?knownPosition conflicting']]);
    expect(await bad({ module: 'unheard' })).toEqual([400, ['?module not-known']]);
    expect(await bad({ nonsense: '1' })).toEqual([400, ['?nonsense unknown']]);
    expect(await bad({ channel: '' })).toEqual([400, ['?channel not-one-of']]);
  });

  it('A1: nothing is visible across vendors', async () => {
    expect((await get('/entitlements/check', { customerId, service: 'care' }, app.keys.admin)).status).toBe(200);
    for (const path of [
      `/customers/${customerId}`,
      `/customers/${customerId}/timeline`,
      `/contracts/${contracts[0]}`,
      `/contracts/${contracts[0]}/timeline`,
      '/policies/seeyon/versions/1',
    ])
      expect([path, (await get(path, {}, app.keys.other)).status]).toEqual([path, 404]);
    expect((await get('/contracts', {}, app.keys.other)).body.items).toEqual([]);
  });

  it('answers history as sentences, and raw events page by page', async () => {
    const timeline = (await get(`/customers/${customerId}/timeline`, {}, app.keys.auditor)).body;
    expect(timeline.items[0].sentence).toBe(
      'Customer 甲方 (KH1) was registered; level: VIP, region: not known. Recorded by test admin (admin).',
    );
    expect(timeline.items.map((item: { event: { type: string } }) => item.event.type)).toContain('ContractPurchased');
    const first = (await get('/events', { limit: '2' }, app.keys.auditor)).body;
    const second = (await get('/events', { limit: '2', cursor: first.nextCursor }, app.keys.auditor)).body;
    expect([...first.items, ...second.items].map(({ position }) => position)).toEqual(
      [...new Set([...first.items, ...second.items].map(({ position }) => position))].sort((a, b) => a - b),
    );
    expect((await get('/events', {}, app.keys.system)).status).toBe(403);
  });
});
