import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { edgePromises } from '../domain/promise/edge-answers.js';
import { workedPromises, type WorkedPromise } from '../domain/promise/worked-answers.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';

const late = { reason: '补录' };
const utc = (local: string): string =>
  new Date(`${local.replace(' ', 'T')}${local.length === 16 ? ':00' : ''}+08:00`).toISOString();

/** Requests over HTTP: what the rules of section 7 come to, with acts recorded for when they happened (A4). */
describe('requests', () => {
  let app: TestApp;
  let client: ApiClient;
  let life: LifeOfRequest;

  beforeAll(async () => {
    app = await startApp({ now: '2025-03-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    life = new LifeOfRequest(client);
    for (const level of ['standard', 'key', 'vip']) await life.buy(level, '2025-03-01');
    await life.buy('lapsing', '2025-03-01', 'standard');
    app.clock.set('2026-03-01T01:00:00.000Z');
    for (const level of ['standard', 'key', 'vip']) await life.renew(level, '2026-03-01');
    app.clock.set('2027-01-10T02:00:00.000Z');
  }, 60_000);
  afterAll(() => app.close());

  /** The promise of a worked answer, out of acts that are all recorded long afterwards. */
  const promiseOf = async (worked: WorkedPromise) => {
    const { kind, from, urgency = 'normal', level = 'standard', region } = worked;
    const onsite = kind === 'arrive';
    const request = await life.register(level, {
      service: onsite ? 'onsite' : 'maintenance',
      channel: onsite ? 'onsite' : 'hotline',
      urgency,
      requestedAt: utc(from),
      ...(region && { region }),
      ...late,
    });
    const acts = [
      ...(worked.pauses ?? []).flatMap(([pause, begins, ends]) => life.pausing(request, pause, utc(begins), utc(ends))),
      ...(worked.changes ?? []).map(([at, changed]) => ({
        at: utc(at),
        path: 'priority',
        body: { urgency: changed, ...late },
      })),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    let answer: never = request as never;
    for (const { at, path, body } of acts) {
      const fields = typeof body === 'function' ? body(answer) : body;
      answer = (await life.act(request.id, path, { ...fields, at, ...late })) as never;
    }
    const shown = await client.get(`/requests/${request.id}`);
    return shown.promises.find((promise: { kind: string }) => promise.kind === kind);
  };

  it.each([...workedPromises, ...edgePromises].map((worked) => [`${worked.rule}: ${worked.name}`, worked] as const))(
    '%s',
    async (_name, worked) => expect(await promiseOf(worked)).toMatchObject(worked.expected),
  );

  it('K8, 28: a mail of the last evening is in term, though registered next morning', async () => {
    const { decision, promises } = await life.register('lapsing', {
      requestedAt: utc('2026-03-01 23:50'),
      at: utc('2026-03-02 09:10'),
      ...late,
    });
    expect(decision).toMatchObject({ entitled: true, reason: 'covered', at: utc('2026-03-01 23:50') });
    expect(promises).toMatchObject([{ kind: 'respond', dueAt: utc('2026-03-02 14:00'), state: 'open' }]);
  });

  it('R12, 29: reopened on the 14th day after closing, and not on the next', async () => {
    const closed = async () => {
      const { id } = await life.register('standard', {
        urgency: 'high',
        requestedAt: utc('2025-12-01 10:00'),
        ...late,
      });
      await life.act(id, 'acknowledge', { by: '张工', at: utc('2025-12-01 10:05'), ...late });
      await life.act(id, 'resolve', { by: '张工', resolution: '已处理', at: utc('2025-12-02 10:00'), ...late });
      await life.act(id, 'close', { confirmedBy: '王芳', at: utc('2025-12-03 10:00'), ...late });
      return id;
    };
    const reopened = await life.act(await closed(), 'reopen', { reason: '再次出现', at: utc('2025-12-17 17:50') });
    expect(reopened).toMatchObject({
      state: 'registered',
      promises: [
        { cycle: 1, state: 'kept', metAt: utc('2025-12-01 10:05') },
        { cycle: 2, state: 'open', startAt: utc('2025-12-17 17:50'), dueAt: utc('2025-12-18 09:50') },
      ],
    });
    const refused = await life.attempt(await closed(), 'reopen', { reason: '太晚', at: utc('2025-12-18 00:00') });
    expect(refused.body).toMatchObject({ status: 409, code: 'reopen-too-late', rule: 'R12' });
  });

  it('K11: what is past its due without an act is broken, in the request and in the list', async () => {
    const { id } = await life.register('vip', { urgency: 'high', requestedAt: utc('2026-12-01 10:00'), ...late });
    expect((await client.get(`/requests/${id}`)).promises).toMatchObject([{ state: 'broken', metAt: null }]);
    const { items } = await client.get('/requests', { promise: 'broken', priority: 'P1', limit: '500' });
    expect(items.map((item: { id: string }) => item.id)).toContain(id);
    const { items: open } = await client.get('/requests', { promise: 'open', limit: '500' });
    expect(open.map((item: { id: string }) => item.id)).not.toContain(id);
    const inTime = await life.act(id, 'acknowledge', { by: '张工', at: utc('2026-12-01 10:10'), ...late });
    expect(inTime.promises).toMatchObject([{ state: 'kept', metAt: utc('2026-12-01 10:10') }]);
  });

  it('A4: acts of the future, before what they follow, and of long ago are refused', async () => {
    const { id } = await life.register('standard', {});
    const codes = async (at: string, key = app.keys.everywhere, more = {}) =>
      (await life.attempt(id, 'acknowledge', { by: '张工', at, ...more }, key)).body.code;
    expect(await codes('2027-01-10T02:00:00.001Z')).toBe('at-in-future');
    expect(await codes('2027-01-10T01:59:59.999Z')).toBe('at-too-early');
    const old = await life.register('standard', { requestedAt: '2027-01-08T01:00:00.000Z' });
    const two = (key: string, more = {}) =>
      life.attempt(old.id, 'acknowledge', { by: '张工', at: '2027-01-08T01:10:00.000Z', ...more }, key);
    expect((await two(app.keys.support, late)).body).toMatchObject({ status: 403, code: 'needs-admin' });
    expect((await two(app.keys.admin)).body).toMatchObject({ status: 403, code: 'needs-admin' });
    expect((await two(app.keys.admin, late)).body).toMatchObject({ state: 'acknowledged' });
  });

  it('R1, R8: whoever has no right is registered too, and served out of goodwill alone', async () => {
    const denied = await life.register('lapsing', { urgency: 'low' });
    expect(denied).toMatchObject({
      state: 'registered',
      decision: { entitled: false, reason: 'lapsed' },
      promises: [],
    });
    expect((await life.attempt(denied.id, 'work', { mode: 'advice', by: '张工' })).body.code).toBe('not-entitled');
    await life.act(denied.id, 'goodwill', { reason: '老客户' });
    expect(await life.act(denied.id, 'work', { mode: 'advice', by: '张工' })).toMatchObject({ state: 'working' });
  });

  it('R6, R13, R15, R16: a life with backup, memo and visit', async () => {
    const { id } = await life.register('key', { service: 'onsite', channel: 'onsite', region: 'city' });
    await life.act(id, 'acknowledge', { by: '张工' });
    await life.act(id, 'wait', { kind: 'backup', text: '请先备份' });
    expect((await life.attempt(id, 'work', { mode: 'remote', by: '张工' })).body.code).toBe('backup-not-confirmed');
    const backup = { confirmedBy: '王芳', takenAt: '2027-01-10T01:00:00.000Z', location: 'D 盘' };
    expect((await life.attempt(id, 'backup', { ...backup, disclaimerAccepted: false })).body.status).toBe(400);
    expect(await life.act(id, 'backup', { ...backup, disclaimerAccepted: true })).toMatchObject({
      state: 'acknowledged',
      countsUntil: '2027-01-11T01:00:00.000Z',
    });
    expect(await life.act(id, 'work', { mode: 'remote', by: '张工' })).toMatchObject({ state: 'working' });
    const { memo } = await life.act(id, 'memo', { text: '报表慢', solution: '下一补丁', plannedOn: '2027-01-20' });
    const { memoId, version, text, solution, plannedOn, salt } = memo;
    expect(life.hash({ memoId, version, text, solution, plannedOn, salt })).toBe(memo.sha256);
    const confirm = (side: string, person: string) => ({ side, person, sha256: memo.sha256 });
    await life.act(id, 'memo/confirm', confirm('vendor', '李强'));
    const same = await life.attempt(id, 'memo/confirm', confirm('customer', ' 李强 '));
    expect(same.body.code).toBe('memo-same-person');
    expect(await life.act(id, 'memo/confirm', confirm('customer', '王芳'))).toMatchObject({ state: 'waiting' });
    await life.act(id, 'resume', { kind: 'memo' });
    const [visit] = (await client.get(`/requests/${id}`)).visits;
    const onVisit = (act: string, body: object) => life.act(id, `visits/${visit.visitId}/${act}`, body);
    const schedule = { startsAt: '2027-01-12T02:00:00.000Z', engineer: '张工', customerWish: true };
    const early = await life.attempt(id, `visits/${visit.visitId}/schedule`, schedule);
    expect(early.body.code).toBe('visit-not-accepted');
    await onVisit('quote', { fee: { amount: '2000', currency: 'CNY' }, travel: { basis: 'actual' } });
    await onVisit('accept', { acceptedBy: '王芳' });
    await onVisit('schedule', schedule);
    const resolution = { resolution: '已恢复', by: '张工' };
    expect((await life.attempt(id, 'resolve', resolution)).body.code).toBe('visit-open');
    await onVisit('arrive', { by: '张工' });
    await onVisit('finish', { by: '张工', signedBy: '王芳', minutes: 60 });
    await life.act(id, 'resolve', resolution);
    expect((await life.attempt(id, 'close', {}, app.keys.support)).body.status).toBe(400);
    await life.act(id, 'close', { confirmedBy: '王芳' });
    const { promises, state } = await client.get(`/requests/${id}`);
    expect(state).toBe('closed');
    expect(promises).toMatchObject([
      { kind: 'respond', state: 'kept' },
      { kind: 'arrive', state: 'kept', visitId: visit.visitId },
    ]);
  });

  it('R14: a merged request is answered for by its survivor, and given back', async () => {
    const first = await life.register('key', { requestedAt: '2027-01-09T00:00:00.000Z', urgency: 'critical' });
    const second = await life.register('key', { urgency: 'low' });
    const merged = await life.act(first.id, 'merge', { intoRequestId: second.id });
    expect(merged).toMatchObject({ state: 'merged', promises: [{ state: 'broken' }] });
    const survivor = await client.get(`/requests/${second.id}`);
    expect(survivor).toMatchObject({ requestedAt: '2027-01-09T00:00:00.000Z', absorbed: [first.id] });
    await life.act(first.id, 'interactions', { direction: 'inbound', channel: 'phone', text: '还有一点' });
    expect((await client.get(`/requests/${second.id}`)).interactions).toMatchObject([{ text: '还有一点' }]);
    const refused = await life.attempt(first.id, 'acknowledge', { by: '张工' });
    expect(refused.body).toMatchObject({ status: 409, code: 'request-merged' });
    expect(await life.act(first.id, 'unmerge', { reason: '两件事' })).toMatchObject({ state: 'registered' });
    expect((await client.get(`/requests/${second.id}`)).requestedAt).toBe('2027-01-10T02:00:00.000Z');
    const other = await life.register('vip', {});
    const foreign = await life.attempt(first.id, 'merge', { intoRequestId: other.id });
    expect(foreign.body.code).toBe('requests-of-two-customers');
  });

  it('A6, A7: erased texts are in no answer and in no file, and what they were about stays', async () => {
    const secret = '绝密之句四七一一';
    const { id, no } = await life.register('vip', {
      title: secret,
      description: `${secret}二`,
      contact: `${secret}三`,
    });
    await life.act(id, 'interactions', { direction: 'inbound', channel: 'phone', text: `${secret}四` });
    expect(JSON.stringify(await client.get(`/requests/${id}`))).toContain(`${secret}四`);
    expect(await life.act(id, 'erase-text', { reason: '本人要求' })).toMatchObject({ id, no, state: 'registered' });
    const erased = await client.get(`/requests/${id}`);
    expect(erased).toMatchObject({ title: null, description: null, contact: null, textErased: true });
    expect(JSON.stringify([erased, await client.get('/requests', { limit: '500' })])).not.toContain(secret);
    for (const file of life.filesOf(app.home)) expect(readFileSync(file).includes(Buffer.from(secret))).toBe(false);
  });

  it('A1: a customer registers, sees and closes its own alone, and nothing that is internal', async () => {
    const customerId = life.customerId('vip');
    const facts = { vendor: 'seeyon', role: 'customer', name: '门户', customerId } as const;
    const { token } = await app.stores.apiKeys.create(facts);
    const portal = new ApiClient(app, 'seeyon', token);
    const mine = { customerId, service: 'maintenance', channel: 'website', urgency: 'low', title: '打印' };
    const { id } = await portal.post('/requests', mine);
    await life.act(id, 'interactions', { direction: 'internal', channel: 'im', text: '勿外传' });
    expect((await portal.get(`/requests/${id}`)).interactions).toEqual([]);
    const other = await life.register('key', {});
    expect((await portal.attempt('/requests', { ...mine, customerId: life.customerId('key') })).status).toBe(404);
    for (const act of ['cancel', 'reopen'])
      expect((await portal.attempt(`/requests/${other.id}/${act}`, { reason: '不是我的' })).status).toBe(404);
    // R12: what it follows is a request of its own.
    const following = async (follows: string) => {
      const { status, body } = await portal.attempt('/requests', { ...mine, follows });
      return [status, body.errors?.[0].pointer];
    };
    expect(await following(id)).toEqual([201, undefined]);
    for (const unknown of [other.id, 'req_none']) expect(await following(unknown)).toEqual([400, '/follows']);
    const { items } = await portal.get('/requests', { limit: '500' });
    expect(new Set(items.map((item: { customerId: string }) => item.customerId))).toEqual(new Set([customerId]));
    expect((await portal.attempt(`/requests/${id}/work`, { mode: 'advice', by: '我' })).status).toBe(403);
    await life.act(id, 'resolve', { by: '张工', resolution: '已处理' });
    expect(await portal.post(`/requests/${id}/close`, {})).toMatchObject({ state: 'closed' });
  });

  it('R15, R14: of two that race one wins, and the other is refused', async () => {
    const raced = async (id: string, ...acts: readonly (readonly [string, object])[]) =>
      (await Promise.all(acts.map(([path, body]) => life.attempt(id, path, body)))).map(
        ({ body }) => body.code ?? 'done',
      );
    const { id } = await life.register('key', {});
    const { memo } = await life.act(id, 'memo', { text: '慢', solution: '补丁', plannedOn: '2027-01-20' });
    const confirm = (person: string) => ['memo/confirm', { side: 'vendor', person, sha256: memo.sha256 }] as const;
    expect((await raced(id, confirm('李强'), confirm('赵工'))).sort()).toEqual(['done', 'memo-side-confirmed']);
    for (let round = 0; round < 5; round += 1) {
      const [one, into] = [await life.register('key', {}), await life.register('key', {})];
      const resolve = ['resolve', { by: '张工', resolution: '已处理' }] as const;
      const [merge, resolved] = await raced(one.id, ['merge', { intoRequestId: into.id }], resolve);
      const { state } = await client.get(`/requests/${one.id}`);
      expect([merge, resolved, state]).toEqual(
        state === 'merged' ? ['done', 'request-merged', 'merged'] : ['request-state', 'done', 'resolved'],
      );
      expect((await client.get(`/requests/${into.id}`)).absorbed).toEqual(state === 'merged' ? [one.id] : []);
    }
  });

  it('C11: the same key answers as the first time', async () => {
    const body = {
      customerId: life.customerId('key'),
      service: 'onsite',
      channel: 'phone',
      urgency: 'low',
      title: '打印',
    };
    const first = await client.post('/requests', body, { 'idempotency-key': 'request-1' });
    await life.act(first.id, 'acknowledge', { by: '张工' });
    expect(await client.post('/requests', body, { 'idempotency-key': 'request-1' })).toEqual(first);
  });

  it('huaruan: the same life under the other pack', async () => {
    const other = new LifeOfRequest(new ApiClient(app, 'huaruan'));
    await other.buy('key', '2026-06-01', 'key', 'HRHIS');
    const request = await other.register('key', { urgency: 'high' });
    expect(request).toMatchObject({ decision: { entitled: true }, promises: [{ kind: 'respond', state: 'open' }] });
    await other.act(request.id, 'acknowledge', { by: '林工' });
    await other.act(request.id, 'resolve', { by: '林工', resolution: '已處理' });
    expect(await other.act(request.id, 'close', { confirmedBy: '陳小姐' })).toMatchObject({ state: 'closed' });
    const foreign = await app.http
      .get(`/api/v1/requests/${request.id}`)
      .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'seeyon' });
    expect(foreign.status).toBe(404);
  });
});
