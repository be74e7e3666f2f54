import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';

describe('intakes and the report of service levels, over HTTP', () => {
  let app: TestApp;
  let support: ApiClient;
  let admin: ApiClient;
  beforeAll(async () => {
    app = await startApp({ now: '2025-12-01T00:00:00.000Z' });
    support = new ApiClient(app, 'seeyon', app.keys.support);
    admin = new ApiClient(app, 'seeyon', app.keys.admin);
  });
  afterAll(() => app.close());

  const sent = (path: string, body: object, key = app.keys.support, headers: Record<string, string> = {}) =>
    app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en', ...headers })
      .send(body);
  const read = (path: string, query: Record<string, string>, key = app.keys.auditor, accept = 'application/json') =>
    app.http
      .get(`/api/v1${path}`)
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en', accept });
  const arrive = async (receivedAt: string, more: object = {}): Promise<string> => {
    if (app.clock.now() < receivedAt) app.clock.set(receivedAt);
    return (await support.post('/intakes', { channel: 'hotline', receivedAt, ...more })).id;
  };
  let customerId: string;
  const register = async (intakeId?: string, more: object = {}) =>
    support.post('/requests', {
      customerId: (customerId ??= (
        await admin.post('/customers', { code: 'KH1', name: '甲方', level: 'standard', region: 'city' })
      ).id),
      service: 'maintenance',
      channel: 'email',
      urgency: 'low',
      title: '报表',
      ...(intakeId !== undefined && { intakeId }),
      ...more,
    });

  it('R18, Q1: the calls of a Monday and a Saturday (worked answer 46)', async () => {
    for (const [receivedAt, answer] of [
      ['2025-12-01T01:00:00.000Z', {}],
      ['2025-12-01T03:59:59.999Z', {}],
      ['2025-12-01T04:00:00.000Z', {}],
      ['2025-12-01T04:30:00.000Z', null],
      ['2025-12-01T09:59:59.999Z', { callback: true }],
      ['2025-12-06T02:00:00.000Z', null],
    ] as const) {
      const id = await arrive(receivedAt);
      if (answer !== null) await support.post(`/intakes/${id}/answer`, { by: '李强', ...answer });
    }
    const { body } = await read('/reports/service-levels', { from: '2025-12-01', to: '2025-12-07', by: 'month' });
    expect(body).toMatchObject({
      calls: { received: 3, answered: 2, rate: 66.7 },
      intakes: { received: 6, registered: 0, rate: 0 },
      groups: [{ key: '2025-12', calls: { received: 3, answered: 2, rate: 66.7 } }],
      unregistered: { count: 6 },
    });
    const earlier = { from: '2025-12-01', to: '2025-12-07', knownAt: '2025-12-01T04:00:00.000Z' };
    const known = await read('/reports/service-levels', earlier);
    expect(known.body).toMatchObject({
      knownAt: '2025-12-01T04:00:00.000Z',
      calls: { received: 2, answered: 2, rate: 100 },
    });
  });

  it('R2, Q1: the share of what arrived that a request names', async () => {
    app.clock.set('2025-12-08T01:00:00.000Z');
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) ids.push(await arrive(`2025-12-08T01:0${i}:00.000Z`, { channel: 'email' }));
    const [one, two, spam, abandoned, left, last] = ids as [string, string, string, string, string, string];
    const registered = await register(one);
    const [second, third] = [await register(two), await register(two)];
    await register(last);
    // K8: it was asked for when it arrived.
    expect((await support.get(`/requests/${third.id}`)).requestedAt).toBe('2025-12-08T01:01:00.000Z');
    expect(
      (
        await sent('/requests', {
          customerId,
          service: 'care',
          channel: 'im',
          urgency: 'low',
          title: 'x',
          intakeId: 'int_x',
        })
      ).body,
    ).toMatchObject({ status: 404, code: 'not-found' });
    await support.post(`/intakes/${spam}/close`, { reason: 'spam' });
    await support.post(`/intakes/${abandoned}/close`, { reason: 'abandoned' });
    const { body } = await read('/reports/service-levels', { from: '2025-12-08', to: '2025-12-08', by: 'channel' });
    expect(body).toMatchObject({
      calls: { received: 0, answered: 0, rate: null },
      intakes: { received: 4, registered: 3, rate: 75 },
      groups: [{ key: 'email', intakes: { received: 4, registered: 3, rate: 75 } }],
      unregistered: { count: 1, items: [{ id: left, channel: 'email', receivedAt: '2025-12-08T01:04:00.000Z' }] },
    });
    const open = await read('/intakes', { from: '2025-12-08', to: '2025-12-08', open: 'true' });
    expect(open.body.items.map(({ id }: { id: string }) => id)).toEqual([left]);
    const all = await read('/intakes', { from: '2025-12-08', to: '2025-12-08T01:02:00.000Z' });
    expect(all.body.items).toMatchObject([
      { id: one, requests: [registered.id], open: false },
      { id: two, requests: [second.id, third.id], open: false },
    ]);
    const csv = await read('/reports/service-levels', { from: '2025-12-08', to: '2025-12-08' }, undefined, 'text/csv');
    expect(csv.text.replace('\u{FEFF}', '').split('\r\n')).toEqual([
      'Group,Calls,Answered,"Answered, per cent",Intakes,Registered,"Registered, per cent",Promises kept,Broken,Open,Void,Goodwill,"Kept, per cent"',
      'all,0,0,,4,3,75,0,0,0,0,0,',
      '',
    ]);
  });

  it('R18: is answered once and closed once, with who did it; A5: by id or by name', async () => {
    app.clock.set('2025-12-09T02:00:00.000Z');
    const id = await arrive('2025-12-09T01:59:00.000Z', { from: '　王 芳 ', text: '报表打不开\n急' });
    const answered = await sent(`/intakes/${id}/answer`, { by: 'usr_1', at: '2025-12-09T01:59:30.000Z' });
    expect(answered.body).toMatchObject({
      id,
      from: '王 芳',
      text: '报表打不开\n急',
      answer: { at: '2025-12-09T01:59:30.000Z', by: 'usr_1', callback: false },
      closed: null,
      revision: 1,
    });
    expect((await sent(`/intakes/${id}/answer`, { by: '李强' })).body).toMatchObject({
      status: 409,
      code: 'intake-answered',
      rule: 'R18',
    });
    await support.post(`/intakes/${id}/close`, { reason: 'wrong-number' });
    expect((await sent(`/intakes/${id}/close`, { reason: 'spam' })).body).toMatchObject({
      status: 409,
      code: 'intake-closed',
    });
    expect((await sent('/intakes/int_none/close', { reason: 'spam' })).body).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    const hidden = await read('/intakes', { from: '2025-12-09', to: '2025-12-09' }, app.keys.system);
    expect(hidden.body.items).toMatchObject([
      { id, from: null, text: null, answer: { by: null }, closed: { as: 'wrong-number' } },
    ]);
  });

  it('R18: of many who answer at once one is recorded, and the others are refused', async () => {
    app.clock.set('2025-12-09T03:00:00.000Z');
    const id = await arrive('2025-12-09T03:00:00.000Z');
    const answers = await Promise.all(
      [...Array(20).keys()].map((n) => sent(`/intakes/${id}/answer`, { by: `甲${n}` })),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set([undefined, 'intake-answered']));
    const { items } = (await read('/intakes', { from: '2025-12-09T03:00:00.000Z', to: '2025-12-10' })).body;
    expect(items[0].answer.by).toBe(won[0]!.body.answer.by);
  });

  it('A4: an act is neither in the future nor too early; one of the day before needs an admin and a reason', async () => {
    app.clock.set('2025-12-12T02:00:00.000Z');
    const id = await arrive('2025-12-10T01:00:00.000Z');
    const refusedWith = async (body: object, key?: string) =>
      (await sent(`/intakes/${id}/answer`, { by: '李强', ...body }, key)).body.code as string;
    expect(await refusedWith({ at: '2025-12-12T02:00:00.001Z' })).toBe('at-in-future');
    expect(await refusedWith({ at: '2025-12-10T00:59:59.999Z' })).toBe('at-too-early');
    expect(await refusedWith({ at: '2025-12-11T01:59:59.999Z', reason: '漏记' })).toBe('needs-admin');
    expect(await refusedWith({ at: '2025-12-11T01:59:59.999Z' }, app.keys.admin)).toBe('needs-admin');
    const late = await admin.post(`/intakes/${id}/answer`, {
      by: '李强',
      at: '2025-12-10T01:00:05.000Z',
      reason: '漏记',
    });
    expect(late.answer.at).toBe('2025-12-10T01:00:05.000Z');
    expect((await sent('/intakes', { channel: 'email', receivedAt: '2025-12-12T02:00:00.001Z' })).body.code).toBe(
      'at-in-future',
    );
    const { items } = (await read('/events', { stream: `seeyon.intake-${id}` })).body;
    expect(items.map(({ meta }: { meta: { effectiveAt: string } }) => meta.effectiveAt)).toEqual([
      '2025-12-10T01:00:00.000Z',
      '2025-12-10T01:00:05.000Z',
    ]);
    // A6: names, texts and reasons are sealed; instants and codes are plain.
    expect(JSON.stringify(items)).not.toMatch(/李强|漏记/);
  });

  it('A6, A7: erasing its texts leaves its instants, and none of its words', async () => {
    app.clock.set('2025-12-12T03:00:00.000Z');
    const id = await arrive('2025-12-12T02:59:00.000Z', { from: '陈静', text: '密码 8848' });
    await support.post(`/intakes/${id}/answer`, { by: '李强' });
    expect((await sent(`/intakes/${id}/erase-text`, { reason: '本人要求' })).status).toBe(403);
    const erased = await admin.post(`/intakes/${id}/erase-text`, { reason: '本人要求' });
    expect(erased).toMatchObject({ id, from: null, text: null, answer: { by: null, callback: false } });
    const query = { from: '2025-12-12T02:59:00.000Z', to: '2025-12-12T03:00:00.000Z' };
    expect((await read('/intakes', query)).body.items).toMatchObject([
      { id, channel: 'hotline', from: null, text: null, answer: { at: '2025-12-12T03:00:00.000Z', by: null } },
    ]);
    // What is recorded afterwards is not stored either.
    const closed = await support.post(`/intakes/${id}/close`, { reason: 'wrong-number' });
    expect(closed).toMatchObject({ from: null, text: null, closed: { as: 'wrong-number' } });
  });

  it('C11: the same key answers as the first time; another body is refused', async () => {
    const key = { 'idempotency-key': 'intake-1' };
    const body = { channel: 'im', receivedAt: '2025-12-12T01:00:00.000Z', from: '张伟' };
    const first = await sent('/intakes', body, undefined, key);
    const again = await sent('/intakes', body, undefined, key);
    expect([again.status, again.headers['idempotent-replay'], again.body]).toEqual([201, 'true', first.body]);
    expect((await sent('/intakes', { ...body, from: '张三' }, undefined, key)).body.code).toBe(
      'idempotency-key-reused',
    );
  });

  it('Q4: what followed on the terms of a span, as known then', async () => {
    const sold = async (no: string, purchasedOn: string) => {
      const customer = await admin.post('/customers', { code: no, name: no, level: 'key', region: 'city' });
      return (
        await admin.post('/contracts', {
          customerId: customer.id,
          contractNo: no,
          licenceNo: no,
          purchasedOn,
          product: { series: 'EKP', name: 'EKP', version: '4.11' },
        })
      ).id as string;
    };
    app.clock.set('2026-01-05T02:00:00.000Z');
    const onTime = await sold('Q4-1', '2025-01-10');
    const late = await sold('Q4-2', '2025-01-11');
    await sold('Q4-3', '2025-01-12');
    const ended = await sold('Q4-4', '2025-01-13');
    const cut = await sold('Q4-5', '2025-01-14');
    await admin.post(`/contracts/${onTime}/renewals`, { signedOn: '2026-01-05', period: 'P1Y' });
    await admin.post(`/contracts/${ended}/terminate`, { from: '2026-01-07', reason: '停用' });
    await admin.post(`/contracts/${cut}/suspend`, {
      from: '2026-01-06',
      to: '2026-01-10',
      reason: '迁移',
      extend: true,
    });
    app.clock.set('2026-01-20T02:00:00.000Z');
    await admin.post(`/contracts/${late}/renewals`, { signedOn: '2026-01-20', period: 'P1Y' });
    app.clock.set('2026-02-15T02:00:00.000Z');

    const span = { from: '2026-01-10', to: '2026-01-31', by: 'month' };
    const { body } = await read('/reports/renewals', span, app.keys.sales);
    // Q4-5 ends on 19 January: 27 days ago. Q4-3 ended 34 days ago.
    const figures = { terms: 4, onTime: 1, late: 1, gapDays: 8, lost: 1, open: 1, rate: 66.7 };
    expect(body).toMatchObject({
      ...figures,
      groups: [{ key: '2026-01', ...figures }],
      missed: [
        { contractNo: 'Q4-2', lastDay: '2026-01-11', state: 'late', nextFirstDay: '2026-01-20', gapDays: 8 },
        { contractNo: 'Q4-3', lastDay: '2026-01-12', state: 'lost', nextFirstDay: null, gapDays: null },
      ],
    });
    // T5: before anything but the purchases was recorded, Q4-5 ended on 14 January; on 10 January nothing was lost.
    const then = await read('/reports/renewals', { ...span, to: '2026-01-14', knownAt: '2026-01-10' });
    expect(then.body).toMatchObject({ terms: 3, onTime: 1, late: 0, lost: 0, open: 2, rate: 100, missed: [] });
    const csv = await read('/reports/renewals', span, undefined, 'text/csv');
    expect(csv.text.split('\r\n').slice(1)).toEqual(['2026-01,4,1,1,8,1,1,66.7', 'all,4,1,1,8,1,1,66.7', '']);
  });

  it('R18: a request without an intake is its own, answered where a person registered it from a call', async () => {
    app.clock.set('2026-03-03T02:00:00.000Z');
    await register(undefined, { channel: 'hotline' });
    await register(undefined, { channel: 'email' });
    const { body } = await read('/reports/service-levels', { from: '2026-03-03', to: '2026-03-03' });
    expect(body).toMatchObject({
      calls: { received: 1, answered: 1, rate: 100 },
      intakes: { received: 2, registered: 2, rate: 100 },
    });
  });

  it('Q2: promises of the requests of a span, by their verdicts, as known then', async () => {
    app.clock.set('2026-03-10T02:00:00.000Z');
    const buyer = (await admin.post('/customers', { code: 'Q2', name: '乙方', level: 'standard', region: 'city' })).id;
    await admin.post('/contracts', {
      customerId: buyer,
      contractNo: 'Q2-1',
      licenceNo: 'Q2-1',
      purchasedOn: '2026-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    const asked = (urgency: string) => register(undefined, { customerId: buyer, channel: 'hotline', urgency });
    const answered = await asked('high');
    const late = await asked('high');
    const cancelled = await asked('low');
    await asked('low');
    const without = (await admin.post('/customers', { code: 'Q2-2', name: '丙方', level: 'standard', region: 'city' }))
      .id;
    const unentitled = await register(undefined, { customerId: without, channel: 'phone', urgency: 'high' });
    app.clock.set('2026-03-10T02:30:00.000Z');
    await admin.post(`/requests/${unentitled.id}/goodwill`, { reason: '老客户' });
    await support.post(`/requests/${answered.id}/acknowledge`, { by: '李强' });
    await support.post(`/requests/${cancelled.id}/cancel`, { reason: '误报' });
    app.clock.set('2026-03-10T07:00:00.000Z');
    await support.post(`/requests/${late.id}/acknowledge`, { by: '李强' });
    const span = { from: '2026-03-10', to: '2026-03-10' };
    const { body } = await read('/reports/service-levels', { ...span, by: 'priority' });
    expect(body.promises).toMatchObject({ kept: 1, broken: 1, open: 1, void: 1, rate: 50, goodwill: 1 });
    const groups = body.groups as { key: string; calls: null; promises: Record<string, number> }[];
    expect(
      groups.map(({ key, calls, promises }) => [
        key,
        calls,
        promises['kept'],
        promises['broken'],
        promises['goodwill'],
      ]),
    ).toEqual([
      [answered.promises[0].priority, null, 1, 1, 1],
      [cancelled.promises[0].priority, null, 0, 0, 0],
    ]);
    const then = await read('/reports/service-levels', { ...span, knownAt: '2026-03-10T02:15:00.000Z' });
    expect(then.body.promises).toMatchObject({ kept: 0, broken: 0, open: 4, void: 0, rate: null, goodwill: 0 });
    // T5: what is recorded since changes no figure that was known.
    app.clock.set('2026-03-10T07:10:00.000Z');
    await support.post(`/requests/${unentitled.id}/priority`, { urgency: 'low', reason: '不急' });
    const again = await read('/reports/service-levels', {
      ...span,
      by: 'priority',
      knownAt: '2026-03-10T07:05:00.000Z',
    });
    expect(again.body.groups).toEqual(groups);
  });

  it('reports refuse spans that run backwards, knowledge to come, and roles that read none', async () => {
    const codeOf = async (query: Record<string, string>, key = app.keys.auditor) => {
      const { body } = await read('/reports/renewals', query, key);
      return [body.status, body.errors?.[0].pointer ?? body.code];
    };
    expect(await codeOf({ from: '2026-01-02', to: '2026-01-01' })).toEqual([400, '?to']);
    expect(await codeOf({ from: '2026-01-01' })).toEqual([400, '?to']);
    expect(await codeOf({ from: '2026-01-01', to: '2026-01-02', knownAt: '2030-01-01' })).toEqual([400, '?knownAt']);
    expect(await codeOf({ from: '2026-01-01', to: '2026-01-02', by: 'channel' })).toEqual([400, '?by']);
    expect(await codeOf({ from: '2026-01-01', to: '2026-01-02' }, app.keys.engineer)).toEqual([403, 'forbidden']);
    const other = await read('/reports/service-levels', { from: '2025-12-01', to: '2025-12-31' }, app.keys.other);
    expect(other.body).toMatchObject({ intakes: { received: 0 }, unregistered: { count: 0, items: [] } });
  });
});
