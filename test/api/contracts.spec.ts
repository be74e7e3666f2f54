import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

/** The life of a contract over HTTP: bought 2025-03-01 by a key customer in the city; today is 2026-06-01. */
describe('contracts over HTTP', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let id: string;
  let free: string;

  const product = {
    series: 'EKP',
    name: 'EKP',
    version: '4.11',
    modules: [{ code: 'hr', customized: true }, { code: 'km' }],
  };
  const buy = async (no: string, more: object = {}) =>
    client.post('/contracts', {
      customerId,
      contractNo: no,
      licenceNo: `L-${no}`,
      purchasedOn: '2025-03-01',
      product,
      ...more,
    });
  const execute = (path: string, body: object) => client.post(`/contracts/${id}/${path}`, body);
  const refused = async (path: string, body: object, key = app.keys.admin) => {
    const answer = await app.http
      .post(`/api/v1${path.startsWith('/') ? path : `/contracts/${id}/${path}`}`)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en' })
      .send(body);
    return { status: answer.status, code: answer.body.code, rule: answer.body.rule, detail: answer.body.detail };
  };
  const check = (service: string, at: string, more: Record<string, string> = {}) =>
    client.check({ customerId, service, at, ...more });
  const spans = (answer: { terms: { firstDay: string; lastDay: string }[] }) =>
    answer.terms.map(({ firstDay, lastDay }) => `${firstDay} ${lastDay}`);

  beforeEach(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    customerId = (await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' })).id;
    const bought = await buy('XS-1');
    id = bought.id;
    free = bought.terms[0].termId;
  });
  afterEach(() => app.close());

  it('C1: contract and licence numbers are unique, whatever their case and width', async () => {
    expect(
      await refused('/contracts', {
        customerId,
        contractNo: 'ｘｓ-1',
        licenceNo: 'L-9',
        purchasedOn: '2025-03-01',
        product,
      }),
    ).toMatchObject({ status: 409, code: 'number-held', rule: 'C1' });
    expect(
      await refused('/contracts', {
        customerId,
        contractNo: 'XS-9',
        licenceNo: 'l-xs-1',
        purchasedOn: '2025-03-01',
        product,
      }),
    ).toMatchObject({ status: 409, code: 'number-held' });
    // What was refused left nothing behind.
    expect((await buy('XS-9')).contractNo).toBe('XS-9');
  });

  it('C2: signed in the future is refused; renewals queue', async () => {
    expect(await refused('renewals', { signedOn: '2026-06-02', period: 'P1Y' })).toMatchObject({
      status: 409,
      code: 'signed-in-future',
      rule: 'C2',
    });
    await execute('renewals', { signedOn: '2026-01-10', period: 'P1Y' });
    expect(spans(await execute('renewals', { signedOn: '2026-01-11', period: 'P6M' }))).toEqual([
      '2025-03-01 2026-03-01',
      '2026-03-02 2027-03-01',
      '2027-03-02 2027-09-01',
    ]);
  });

  it('C3: an admin closes a gap with startOn and a reason, nobody else', async () => {
    const body = { signedOn: '2026-05-01', period: 'P1Y', startOn: '2026-03-02', reason: '补签' };
    expect(await refused('renewals', body, app.keys.sales)).toMatchObject({
      status: 403,
      code: 'needs-admin',
      rule: 'C3',
    });
    expect(await refused('renewals', { ...body, reason: undefined })).toMatchObject({ code: 'start-needs-reason' });
    expect(await refused('renewals', { ...body, startOn: '2026-03-01' })).toMatchObject({
      code: 'terms-overlap',
      detail: expect.stringContaining('`startOn`'),
    });
    const renewed = await execute('renewals', body);
    expect(spans(renewed)).toEqual(['2025-03-01 2026-03-01', '2026-03-02 2027-03-01']);
    // A correction has no `startOn`: it is not offered there.
    const moved = { reason: 'x', terms: [{ termId: renewed.terms[1].termId, firstDay: '2026-02-01' }] };
    expect(await refused('corrections', moved)).toMatchObject({
      code: 'terms-overlap',
      detail: expect.stringMatching(/ in `terms`\.$/),
    });
  });

  it('C4: a queued term is cancelled; later ones keep their dates or move up', async () => {
    const renewed = await execute('renewals', { signedOn: '2026-01-10', period: 'P1Y' });
    await execute('renewals', { signedOn: '2026-01-10', period: 'P1Y', repeat: true });
    expect(await refused(`terms/${free}/cancel`, { from: '2025-06-01', reason: 'x' })).toMatchObject({
      code: 'free-term-not-cancellable',
      rule: 'C4',
    });
    const first = renewed.terms[1].termId;
    expect(spans(await execute(`terms/${first}/cancel`, { from: '2026-09-01', reason: '客户要求' }))).toEqual([
      '2025-03-01 2026-03-01',
      '2026-03-02 2026-08-31',
      '2027-03-02 2028-03-01',
    ]);
    expect((await check('maintenance', '2026-10-01')).reason).toBe('gap');
    expect(spans(await execute(`terms/${first}/cancel`, { from: '2026-07-01', reason: '提前', moveUp: true }))).toEqual(
      ['2025-03-01 2026-03-01', '2026-03-02 2026-06-30', expect.stringMatching(/^2026-0/)],
    );
  });

  it('C5: resumed early, only the days really suspended lengthen the term', async () => {
    await execute('suspend', { from: '2025-08-01', to: '2025-08-31', reason: '搬迁', extend: true });
    expect(spans(await execute('resume', { on: '2025-08-11' }))).toEqual(['2025-03-01 2026-03-11']);
    expect(await refused('resume', { on: '2025-10-01' })).toMatchObject({ code: 'not-suspended' });
    expect((await check('maintenance', '2025-08-10')).reason).toBe('suspended');
    expect((await check('maintenance', '2025-08-11')).entitled).toBe(true);
  });

  it('C6: terminated, with the services delivered since; reinstated, it never was', async () => {
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    await execute('upgrades', { targetVersion: '4.20', performedOn: '2025-09-01' });
    const ended = await execute('terminate', { from: '2025-08-01', reason: '停用' });
    expect(ended.delivered).toMatchObject([{ service: 'upgrade', on: '2025-09-01' }]);
    expect(await check('maintenance', '2025-09-01')).toMatchObject({
      entitled: false,
      reason: 'terminated',
      remedy: 'contact-sales',
    });
    expect(await refused('renewals', { signedOn: '2026-01-01', period: 'P1Y' })).toMatchObject({
      code: 'terminated',
      rule: 'C6',
    });
    await execute('reinstate', { reason: '误操作' });
    expect((await check('maintenance', '2025-09-01')).entitled).toBe(true);
  });

  it('C7: rights move with the day of the transfer; the former owner reads what was', async () => {
    const other = (await client.post('/customers', { code: 'KH2', name: '乙方', level: 'standard', region: 'outside' }))
      .id;
    await execute('transfer', { toCustomerId: other, from: '2025-09-01' });
    expect((await check('maintenance', '2025-10-01')).reason).toBe('transferred');
    expect((await check('maintenance', '2025-08-01')).entitled).toBe(true);
    expect((await client.check({ customerId: other, service: 'maintenance', at: '2025-08-01' })).reason).toBe(
      'not-started',
    );
    expect((await client.check({ customerId: other, service: 'maintenance', at: '2025-10-01' })).entitled).toBe(true);
    expect(await refused('transfer', { toCustomerId: 'cus_nobody', from: '2025-10-01' })).toMatchObject({
      status: 400,
      code: 'invalid',
    });
  });

  it('C8: without a valid licence nothing is served, not even care', async () => {
    app.clock.set('2026-02-01T02:00:00.000Z');
    await execute('licence/revoke', { reason: '转售' });
    expect(await check('care', '2026-02-02')).toMatchObject({ reason: 'not-licensed', remedy: 'restore-licence' });
    expect((await check('care', '2026-01-31')).entitled).toBe(true);
    await execute('licence/restore', { reason: '更正' });
    expect((await check('care', '2026-02-02')).entitled).toBe(true);
  });

  it('C9: a corrected number frees the old one; a corrected purchase day moves the free term only', async () => {
    await execute('renewals', { signedOn: '2026-01-10', period: 'P1Y' });
    expect(await refused('corrections', { reason: 'x', purchasedOn: '2025-02-01' }, app.keys.sales)).toMatchObject({
      status: 403,
      code: 'needs-admin',
    });
    expect(
      spans(await execute('corrections', { reason: '录错', purchasedOn: '2025-02-01', contractNo: 'XS-2' })),
    ).toEqual(['2025-02-01 2026-02-01', '2026-03-02 2027-03-01']);
    expect((await buy('XS-1', { licenceNo: 'L-other' })).contractNo).toBe('XS-1');
  });

  it('C10: a last day instead of a length, one of both', async () => {
    expect(await refused('renewals', { signedOn: '2026-01-10' })).toMatchObject({
      code: 'length-ambiguous',
      rule: 'C10',
    });
    expect(await refused('renewals', { signedOn: '2026-01-10', period: 'P1Y', lastDay: '2026-12-31' })).toMatchObject({
      code: 'length-ambiguous',
    });
    expect(spans(await execute('renewals', { signedOn: '2026-01-10', lastDay: '2026-12-31' }))).toEqual([
      '2025-03-01 2026-03-01',
      '2026-03-02 2026-12-31',
    ]);
  });

  it('C11: the same key answers as the first time and writes nothing; If-Match protects', async () => {
    const body = { signedOn: '2026-01-10', period: 'P1Y' };
    const post = (more: Record<string, string>, recorded: object = body) =>
      app.http
        .post(`/api/v1/contracts/${id}/renewals`)
        .set({ authorization: `Bearer ${app.keys.admin}`, ...more })
        .send(recorded);
    const first = await post({ 'idempotency-key': 'k1', 'if-match': '"0"' });
    expect([first.status, first.headers['etag']]).toEqual([201, '"1"']);
    await execute('suspend', { from: '2027-01-01', reason: 'x' });
    const again = await post({ 'idempotency-key': 'k1', 'if-match': '"0"' });
    expect([again.status, again.headers['idempotent-replay'], again.text]).toEqual([201, 'true', first.text]);
    expect((await post({ 'idempotency-key': 'k1' }, { ...body, period: 'P2Y' })).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect((await post({ 'if-match': '"1"' })).body).toMatchObject({ status: 412, code: 'stale' });
  });

  it('C11: the same key answers the same bytes about persons too', async () => {
    const body = {
      code: 'KH-C11',
      name: '甲方',
      level: 'key',
      region: 'city',
      contacts: [{ name: '王芳', phone: '139' }],
    };
    const post = () =>
      app.http
        .post('/api/v1/customers')
        .set({ authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': 'registered' })
        .send(body);
    const [first, again] = [await post(), await post()];
    expect([again.status, again.headers['idempotent-replay'], again.text]).toEqual([201, 'true', first.text]);
  });

  it('C12: a term that is due is not served until a payment settles it', async () => {
    const renewed = await execute('renewals', {
      signedOn: '2026-01-10',
      period: 'P1Y',
      payment: 'due',
      fee: { amount: '100.00', currency: 'CNY' },
    });
    const termId = renewed.terms[1].termId;
    expect((await check('maintenance', '2026-03-10')).reason).toBe('unpaid');
    expect((await execute('payments', { termId, amount: '60.00', paidOn: '2026-04-01' })).settled).toBe(false);
    expect(
      await refused('payments', { termId, amount: { amount: '40', currency: 'USD' }, paidOn: '2026-05-01' }),
    ).toMatchObject({ code: 'currency-differs' });
    expect(
      (
        await execute('payments', {
          termId,
          amount: { amount: '40', currency: 'CNY' },
          paidOn: '2026-05-01',
          invoiceNo: 'F-1',
        })
      ).settled,
    ).toBe(true);
    expect((await check('maintenance', '2026-05-01')).entitled).toBe(true);
    expect(await refused('payments', { termId, amount: '1', paidOn: '2026-05-01' })).toMatchObject({
      code: 'term-not-due',
    });
  });

  it('V3, V4: the right ends with the term; an upgrade is exercised once and never down', async () => {
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2026-02-01' });
    const late = await check('upgrade', '2026-03-02', { targetVersion: '4.20' });
    expect(late).toMatchObject({ entitled: false, reason: 'lapsed' });
    expect(late['checks']).toContainEqual({
      check: 'target-released',
      passed: true,
      evidence: [{ position: expect.any(Number), type: 'ReleasePublished' }],
    });
    expect(await refused('upgrades', { targetVersion: '4.20', performedOn: '2026-03-02' })).toMatchObject({
      status: 409,
      code: 'not-entitled',
    });
    expect(await execute('upgrades', { targetVersion: '4.20', performedOn: '2026-02-20' })).toMatchObject({
      fromVersion: '4.11',
      targetVersion: '4.20',
      decision: { entitled: true },
    });
    expect(await refused('upgrades', { targetVersion: '4.2', performedOn: '2026-02-21' })).toMatchObject({
      code: 'already-exercised',
      rule: 'V4',
    });
    expect((await check('upgrade', '2026-02-25', { targetVersion: '4.20' })).reason).toBe('not-an-upgrade');
    expect((await client.get(`/contracts/${id}`)).product).toMatchObject({ version: '4.11', installedVersion: '4.20' });
  });

  it('D9: an allowance counts per term by level, and is given back', async () => {
    const use = () => execute('allowance-uses', { service: 'health-check', on: '2025-10-01' });
    const first = await use();
    await use();
    expect(await refused('allowance-uses', { service: 'health-check', on: '2025-10-02' })).toMatchObject({
      code: 'allowance-exhausted',
      rule: 'D9',
    });
    expect(await check('health-check', '2025-10-02')).toMatchObject({ entitled: false, reason: 'allowance-exhausted' });
    await execute(`allowance-uses/${first.useId}/give-back`, { reason: '取消' });
    expect((await check('health-check', '2025-10-02')).entitled).toBe(true);
  });

  it('D9: an allowance of a day goes by the level of that day', async () => {
    await execute('renewals', { signedOn: '2026-01-10', period: 'P1Y' });
    app.clock.set('2026-07-01T02:00:00.000Z');
    await client.patch(`/customers/${customerId}`, { level: 'vip' });
    // In June it was a key customer: two a term.
    for (const on of ['2026-06-10', '2026-06-11']) await execute('allowance-uses', { service: 'health-check', on });
    expect(await refused('allowance-uses', { service: 'health-check', on: '2026-06-12' })).toMatchObject({
      status: 409,
      code: 'allowance-exhausted',
    });
    for (const on of ['2026-07-01', '2026-07-02']) await execute('allowance-uses', { service: 'health-check', on });
    expect(await refused('allowance-uses', { service: 'health-check', on: '2026-07-03' })).toMatchObject({
      status: 409,
      code: 'allowance-exhausted',
    });
    expect([
      (await check('health-check', '2026-06-20')).reason,
      (await check('health-check', '2026-07-20')).reason,
    ]).toEqual(['allowance-exhausted', 'allowance-exhausted']);
  });

  it('C5: a suspension resumed on its first day never was', async () => {
    await execute('suspend', { from: '2025-08-01', to: '2025-08-31', reason: '搬迁', extend: true });
    const [{ lastDay }] = (await execute('resume', { on: '2025-08-01' })).terms;
    expect([lastDay, (await check('maintenance', '2025-08-05')).reason]).toEqual(['2026-03-01', 'covered']);
    expect(await refused('resume', { on: '2025-08-01' })).toMatchObject({
      status: 409,
      code: 'not-suspended',
      rule: 'C5',
    });
  });

  it('lists by customer, state, expiry and number, page by page', async () => {
    for (const no of ['XS-2', 'XS-3', 'YY-1']) await buy(no, { purchasedOn: '2025-12-01' });
    const { items, nextCursor } = await client.get('/contracts', { q: 'xs-', limit: '2' });
    expect(items.map((item: { contractNo: string }) => item.contractNo)).toEqual(['XS-1', 'XS-2']);
    expect((await client.get('/contracts', { q: 'xs-', limit: '2', cursor: nextCursor })).items).toMatchObject([
      { contractNo: 'XS-3', state: 'in-term' },
    ]);
    expect((await client.get('/contracts', { state: 'lapsed' })).items).toMatchObject([{ contractNo: 'XS-1' }]);
    expect((await client.get('/contracts', { expiresBefore: '2026-12-01', sort: '-lastDay' })).items).toMatchObject([
      { contractNo: 'XS-1' },
    ]);
    // A customer that is not there has no list: an empty one would read as "no contracts".
    const { status } = await app.http
      .get('/api/v1/contracts?customerId=nobody')
      .set('authorization', `Bearer ${app.keys.admin}`);
    expect(status).toBe(404);
  });
});
