import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';

/** The UTC instant of a local one, +08:00. */
const utc = (local: string): string => {
  const time = local.replace(' ', 'T');
  return new Date(`${time}${time.length === 16 ? ':00' : ''}+08:00`).toISOString();
};
const resolution = { by: '张工', resolution: '已处理' };

/**
 * Requests at the edges of their rules, over HTTP. What is expected is worked out by hand from docs/rules.md; the clock
 * only goes forward. Local time; 1 December 2025 is a Monday.
 */
describe('requests at the edges of their rules', () => {
  let app: TestApp;
  let client: ApiClient;
  let support: ApiClient;
  let system: ApiClient;
  let life: LifeOfRequest;

  beforeAll(async () => {
    app = await startApp({ now: '2025-03-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    support = new ApiClient(app, 'seeyon', app.keys.support);
    system = new ApiClient(app, 'seeyon', app.keys.system);
    life = new LifeOfRequest(client);
    for (const level of ['standard', 'key', 'vip']) await life.buy(level, '2025-03-01');
    await life.buy('lapsing', '2024-12-02', 'standard');
  }, 60_000);
  afterAll(() => app.close());

  const now = (local: string): void => app.clock.set(utc(local));
  const shown = (id: string) => client.get(`/requests/${id}`);
  const promises = async (id: string) => (await shown(id)).promises;
  const refusal = async (id: string, path: string, body: object, key?: string) => {
    const { status, body: answer } = await life.attempt(id, path, body, key);
    return [status, answer.code];
  };
  const registration = async (body: object, key: string) => {
    const usual = { service: 'maintenance', channel: 'email', urgency: 'normal', title: '报表' };
    const { status, body: answer } = await client.attempt(
      '/requests',
      { customerId: life.customerId('standard'), ...usual, ...body },
      key,
    );
    return [status, answer.code ?? answer.promises[0]?.dueAt, answer];
  };
  const high = async (more: object = {}) => (await life.register('standard', { urgency: 'high', ...more })).id;

  describe('K8: when it was made', () => {
    it('a week back by anybody, a millisecond more by an admin with a reason', async () => {
      now('2025-10-09 09:00');
      const week = utc('2025-10-02 09:00');
      const more = '2025-10-02T00:59:59.999Z';
      const { support: s, admin } = app.keys;
      expect((await registration({ requestedAt: week }, s))[0]).toBe(201);
      expect((await registration({ requestedAt: more }, s)).slice(0, 2)).toEqual([403, 'needs-admin']);
      expect((await registration({ requestedAt: more }, admin)).slice(0, 2)).toEqual([403, 'needs-admin']);
      expect((await registration({ requestedAt: more, reason: '假期前来信' }, admin))[0]).toBe(201);
      expect((await registration({ requestedAt: utc('2025-10-09 09:00:00.001') }, s)).slice(0, 2)).toEqual([
        409,
        'at-in-future',
      ]);
    });
    it('an intake decides, however old it is and whatever the body names', async () => {
      const { id } = await support.post('/intakes', { channel: 'email', receivedAt: utc('2025-09-30 17:50') });
      const body = { intakeId: id, requestedAt: utc('2025-10-08 10:00') };
      const [status, due, answer] = await registration(body, app.keys.support);
      // 10 minutes on 30 September, the rest on 9 October.
      expect([status, due]).toEqual([201, utc('2025-10-09 13:50')]);
      expect(answer.no).toMatch(/^R20250930-[0-9A-HJKMNP-TV-Z]{5,}$/);
    });
    it('R9: the number has the day in the zone of the vendor', async () => {
      const { no } = await life.register('standard', { requestedAt: '2025-10-08T16:00:00.000Z' });
      expect(no).toMatch(/^R20251009-/);
    });
  });

  describe('K11: verdicts', () => {
    it('an act at the due keeps, a millisecond later it does not', async () => {
      now('2025-12-01 09:00');
      const [kept, broken] = [await high(), await high()];
      now('2025-12-01 10:30');
      await life.act(kept, 'acknowledge', { by: '张工', at: utc('2025-12-01 10:00') });
      await life.act(broken, 'acknowledge', { by: '张工', at: utc('2025-12-01 10:00:00.001') });
      expect(await promises(kept)).toMatchObject([{ state: 'kept', metAt: utc('2025-12-01 10:00') }]);
      expect(await promises(broken)).toMatchObject([{ state: 'broken', metAt: null }]);
      // An act that was in time and is recorded later turns it around, one at a later time does not.
      await life.act(broken, 'interactions', {
        direction: 'outbound',
        channel: 'phone',
        text: '已致电',
        at: utc('2025-12-01 10:20'),
      });
      expect(await promises(broken)).toMatchObject([{ state: 'broken' }]);
    });
    it('what counts as a response, and what does not', async () => {
      const note = { direction: 'outbound', channel: 'email', text: '您好' };
      const rows: readonly (readonly [string, ApiClient, string, object, string])[] = [
        ['an automatic reply', support, 'interactions', { ...note, automatic: true }, 'open'],
        ['an internal note', support, 'interactions', { ...note, direction: 'internal' }, 'open'],
        ['what the customer writes', support, 'interactions', { ...note, direction: 'inbound' }, 'open'],
        ['an automatic wait', support, 'wait', { kind: 'information', text: '请稍候', automatic: true }, 'paused'],
        ['a system that names nobody', system, 'interactions', note, 'open'],
        ['a wait of a system', system, 'wait', { kind: 'information', text: '请稍候' }, 'paused'],
        ['a priority', support, 'priority', { urgency: 'critical', reason: '停产' }, 'open'],
        ['an assignment', support, 'assign', { owner: '张工' }, 'open'],
        [
          'a backup',
          support,
          'backup',
          { confirmedBy: '王芳', takenAt: utc('2025-12-01 09:00'), location: 'D', disclaimerAccepted: true },
          'open',
        ],
        ['a system that names somebody', system, 'interactions', { ...note, by: '张工' }, 'kept'],
        ['an acknowledgement of a system', system, 'acknowledge', { by: '张工' }, 'kept'],
        ['a wait', support, 'wait', { kind: 'access', text: '请开通' }, 'kept'],
        ['advice', support, 'work', { mode: 'advice', by: '张工' }, 'kept'],
        ['a resolution', support, 'resolve', resolution, 'kept'],
        ['an admin declining', client, 'decline', { reason: '重复' }, 'kept'],
        ['cancelling', support, 'cancel', { reason: '误报' }, 'void'],
      ];
      const states: (readonly [string, string])[] = [];
      for (const [what, by, path, body] of rows) {
        const id = await high();
        await by.post(`/requests/${id}/${path}`, body);
        const [{ state }] = await promises(id);
        states.push([what, state]);
      }
      expect(states).toEqual(rows.map(([what, , , , state]) => [what, state]));
    });
    it('cancelled after its due it was broken, not void', async () => {
      const id = await high();
      now('2025-12-01 13:31');
      await life.act(id, 'cancel', { reason: '误报' });
      expect(await promises(id)).toMatchObject([{ state: 'broken', reason: null }]);
    });
  });

  describe('K9, K10, K11, R16: visits', () => {
    const onsite = (more: object = {}) =>
      life.register('standard', { service: 'onsite', channel: 'onsite', region: 'city', ...more });
    const quote = { fee: { amount: '2000', currency: 'CNY' }, travel: { basis: 'actual' } };
    const arrival = async (id: string, visit = 0) =>
      (await promises(id)).filter(({ kind }: { kind: string }) => kind === 'arrive')[visit];

    it('a quote answers the request, and pauses the arrival alone', async () => {
      now('2025-12-02 10:00');
      const { id } = await onsite();
      const { visitId } = await arrival(id);
      now('2025-12-02 11:00');
      await life.act(id, `visits/${visitId}/quote`, quote);
      expect(await promises(id)).toMatchObject([
        { kind: 'respond', state: 'kept' },
        { state: 'paused', dueAt: null, dueIfResumedNow: utc('2025-12-04 10:00') },
      ]);
      now('2025-12-02 12:00');
      expect(await arrival(id)).toMatchObject({ dueIfResumedNow: utc('2025-12-04 11:00'), pausedMinutes: 60 });
      await life.act(id, `visits/${visitId}/refuse`, { refusedBy: '王芳' });
      expect(await arrival(id)).toMatchObject({ state: 'void', reason: 'quote-refused' });
    });
    it('a date that the customer wished for pauses until then; entry refused is arrived', async () => {
      now('2025-12-02 13:00');
      const { id } = await onsite();
      const { visitId } = await arrival(id);
      const visit = (act: string, body: object) => life.act(id, `visits/${visitId}/${act}`, body);
      await visit('quote', quote);
      await visit('accept', { acceptedBy: '王芳' });
      now('2025-12-02 14:00');
      await visit('schedule', { startsAt: utc('2025-12-06 10:00'), engineer: '张工', customerWish: true });
      expect(await arrival(id)).toMatchObject({ dueAt: utc('2025-12-08 09:00'), state: 'paused' });
      // Sooner after all: the pause ends with the arrival.
      now('2025-12-04 15:00');
      await visit('arrive', { by: '张工' });
      await visit('refuse-entry', { by: '张工', reason: '无人开门' });
      expect(await arrival(id)).toMatchObject({ state: 'kept', metAt: utc('2025-12-04 15:00') });
      const { visits } = await shown(id);
      expect(visits).toMatchObject([{ state: 'entry-refused', schedule: { outsideHours: true } }]);
    });
    it('a visit that is asked for later has a promise of its own, from its own instant', async () => {
      const { id } = await life.register('standard', { region: 'outside' });
      now('2025-12-05 17:00');
      const { visitId } = await life.act(id, 'visits', { reason: '现场排查' });
      expect(await arrival(id)).toMatchObject({
        visitId,
        startAt: utc('2025-12-05 17:00'),
        dueAt: utc('2025-12-10 18:00'),
      });
      await life.act(id, 'visits', { reason: '第二次', region: 'city' });
      expect(await arrival(id, 1)).toMatchObject({ dueAt: utc('2025-12-07 17:00') });
      await life.act(id, `visits/${visitId}/cancel`, { reason: '远程解决', agreedBy: '王芳' });
      expect([(await arrival(id)).state, (await arrival(id)).reason, (await arrival(id, 1)).state]).toEqual([
        'void',
        'visit-cancelled',
        'open',
      ]);
    });
  });

  describe('R10: waits', () => {
    it('a request waits while any wait is open, and is then as before', async () => {
      now('2025-12-08 09:00');
      const id = await high();
      await life.act(id, 'work', { mode: 'advice', by: '张工' });
      await life.act(id, 'wait', { kind: 'information', text: '日志' });
      await life.act(id, 'wait', { kind: 'backup', text: '备份' });
      const inbound = { direction: 'inbound', channel: 'email', text: '稍后' };
      const state = async (path: string, body: object) => (await life.act(id, path, body)).state;
      expect(await state('interactions', { ...inbound, answers: false })).toBe('waiting');
      expect((await shown(id)).waits.filter(({ endedAt }: { endedAt: string | null }) => endedAt === null).length).toBe(
        2,
      );
      expect(await state('interactions', { direction: 'internal', channel: 'im', text: '等' })).toBe('waiting');
      expect(await state('interactions', inbound)).toBe('waiting');
      expect(
        (await shown(id)).waits.filter(({ endedAt }: { endedAt: string | null }) => endedAt === null),
      ).toMatchObject([{ kind: 'backup' }]);
      const backup = { confirmedBy: '王芳', takenAt: utc('2025-12-08 08:00'), location: 'D', disclaimerAccepted: true };
      expect(await state('backup', backup)).toBe('working');
    });
    it('`until` ends the pause, and not the state', async () => {
      const id = await high();
      await life.act(id, 'wait', { kind: 'access', text: '请开通', until: utc('2025-12-08 11:30'), automatic: true });
      expect(await promises(id)).toMatchObject([{ state: 'paused', dueAt: utc('2025-12-08 13:30') }]);
      now('2025-12-08 11:45');
      expect(await shown(id)).toMatchObject({
        state: 'waiting',
        promises: [{ state: 'open', dueAt: utc('2025-12-08 13:30') }],
      });
      await life.act(id, 'resume', {});
      expect(await shown(id)).toMatchObject({
        state: 'registered',
        promises: [{ dueAt: utc('2025-12-08 13:30'), pausedMinutes: 150 }],
      });
    });
    it('sooner than `until`: the pause ends then', async () => {
      now('2025-12-08 14:00');
      const id = await high();
      await life.act(id, 'wait', { kind: 'access', text: '请开通', until: utc('2025-12-08 17:00'), automatic: true });
      now('2025-12-08 14:30');
      await life.act(id, 'interactions', { direction: 'inbound', channel: 'phone', text: '好了' });
      expect(await promises(id)).toMatchObject([{ state: 'open', dueAt: utc('2025-12-08 15:30') }]);
    });
  });

  describe('R12: reopening', () => {
    it('of a resolved one through the 14th day after the day of resolving, also after the term', async () => {
      now('2025-12-08 15:00');
      const inTerm = { requestedAt: utc('2025-12-02 23:00') };
      const { id, decision } = await life.register('lapsing', { ...inTerm, urgency: 'high' });
      expect(decision).toMatchObject({ entitled: true });
      await life.act(id, 'resolve', resolution);
      const late = await life.register('lapsing', inTerm);
      await life.act(late.id, 'resolve', resolution);
      app.clock.set('2025-12-22T15:59:59.999Z');
      expect(await life.act(id, 'reopen', { reason: '又来' })).toMatchObject({
        promises: [{ cycle: 1 }, { cycle: 2, state: 'open', dueAt: utc('2025-12-23 10:00') }],
      });
      app.clock.set('2025-12-22T16:00:00.000Z');
      expect(await refusal(late.id, 'reopen', { reason: '又来' })).toEqual([409, 'reopen-too-late']);
      const follows = await life.register('lapsing', { follows: late.id });
      expect(follows).toMatchObject({ decision: { entitled: false, reason: 'lapsed' }, promises: [] });
    });
    it('a mail that arrives reopens nothing', async () => {
      const id = await high();
      await life.act(id, 'resolve', resolution);
      expect(
        await life.act(id, 'interactions', { direction: 'inbound', channel: 'email', text: '又坏了' }),
      ).toMatchObject({ state: 'resolved' });
    });
  });

  describe('R13: the gate', () => {
    const backup = (takenAt: string) => ({
      confirmedBy: '王芳',
      takenAt: utc(takenAt),
      location: 'D',
      disclaimerAccepted: true,
    });
    it('24 hours to the millisecond, at each start; what is confirmed later does not take it away', async () => {
      now('2025-12-24 10:00');
      const id = await high();
      const remote = { mode: 'remote', by: '张工' };
      expect(await refusal(id, 'backup', backup('2025-12-24 10:00:00.001'))).toEqual([409, 'backup-in-future']);
      expect(await life.act(id, 'backup', backup('2025-12-24 09:00'))).toMatchObject({
        countsUntil: utc('2025-12-25 09:00'),
      });
      await life.act(id, 'backup', backup('2025-12-20 09:00'));
      now('2025-12-25 09:00');
      expect(await life.act(id, 'work', remote)).toMatchObject({ state: 'working' });
      app.clock.set('2025-12-25T01:00:00.001Z');
      expect(await refusal(id, 'work', { ...remote, mode: 'onsite' })).toEqual([409, 'backup-not-confirmed']);
      await life.act(id, 'work', { ...remote, mode: 'advice' });
      await life.act(id, 'backup/waive', { reason: '停产', consentBy: '王芳' });
      app.clock.set('2025-12-26T01:00:00.001Z');
      await life.act(id, 'work', remote);
      app.clock.set('2025-12-26T01:00:00.002Z');
      expect(await refusal(id, 'work', remote)).toEqual([409, 'backup-not-confirmed']);
    });
  });

  describe('R14: merging', () => {
    const pair = async () => {
      now('2026-01-05 09:00');
      const one = await life.register('key', { urgency: 'high' });
      return one.id as string;
    };
    it('the earlier due of two, kept in one is kept, and both are given back', async () => {
      const one = await pair();
      now('2026-01-05 09:30');
      const into = (await life.register('key', { urgency: 'high' })).id;
      await life.act(one, 'merge', { intoRequestId: into });
      expect(await promises(into)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-05 10:00') }]);
      now('2026-01-05 09:40');
      await life.act(one, 'unmerge', { reason: '两件事' });
      expect(await promises(into)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-05 10:30') }]);
      expect(await promises(one)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-05 10:00') }]);
      await life.act(one, 'acknowledge', { by: '张工' });
      await life.act(one, 'merge', { intoRequestId: into });
      expect(await promises(into)).toMatchObject([{ state: 'kept', metAt: utc('2026-01-05 09:40') }]);
      await life.act(one, 'unmerge', { reason: '两件事' });
      expect(await promises(into)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-05 10:30') }]);
      expect(await shown(one)).toMatchObject({ state: 'acknowledged', promises: [{ state: 'kept' }] });
    });
    it('what was kept in one is kept, though the survivor was broken', async () => {
      now('2026-01-06 09:00');
      const [one, into] = [
        (await life.register('key', { urgency: 'high' })).id,
        (await life.register('key', { urgency: 'high' })).id,
      ];
      now('2026-01-06 09:50');
      await life.act(one, 'acknowledge', { by: '张工' });
      now('2026-01-06 11:00');
      await life.act(into, 'acknowledge', { by: '李工' });
      expect(await promises(into)).toMatchObject([{ state: 'broken' }]);
      await life.act(one, 'merge', { intoRequestId: into });
      expect(await promises(into)).toMatchObject([{ state: 'kept', metAt: utc('2026-01-06 09:50') }]);
      await life.act(one, 'unmerge', { reason: '两件事' });
      expect(await promises(into)).toMatchObject([{ state: 'broken' }]);
    });
    it('of a survivor that is merged itself, the next one has the earliest due', async () => {
      now('2026-01-06 13:00');
      const [first, then] = [(await life.register('key', { urgency: 'high' })).id, (await life.register('key', {})).id];
      now('2026-01-06 13:30');
      const last = (await life.register('key', { urgency: 'high' })).id;
      await life.act(first, 'merge', { intoRequestId: then });
      await life.act(then, 'merge', { intoRequestId: last });
      expect(await promises(last)).toMatchObject([{ dueAt: utc('2026-01-06 14:00') }]);
      expect((await shown(last)).requestedAt).toBe(utc('2026-01-06 13:00'));
      expect(await refusal(last, 'merge', { intoRequestId: first })).toEqual([409, 'request-merged']);
      expect(await refusal(first, 'unmerge', { reason: '两件事' })).toEqual([409, 'survivor-merged']);
      await life.act(then, 'unmerge', { reason: '两件事' });
      expect(await promises(last)).toMatchObject([{ dueAt: utc('2026-01-06 14:30') }]);
      await life.act(first, 'unmerge', { reason: '两件事' });
      expect(await promises(first)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-06 14:00') }]);
    });
    it('who was promised to come is still promised, by a visit of the survivor that ends with the merge', async () => {
      now('2026-01-06 15:00');
      const onsite = { service: 'onsite', channel: 'onsite', region: 'city' };
      const [one, into] = [(await life.register('key', onsite)).id, (await life.register('key', {})).id];
      const arrivals = async (id: string) =>
        (await promises(id)).filter(({ kind }: { kind: string }) => kind === 'arrive');
      now('2026-01-06 16:00');
      await life.act(one, 'merge', { intoRequestId: into });
      expect(await arrivals(one)).toMatchObject([{ state: 'void', reason: 'merged' }]);
      expect(await arrivals(into)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-08 15:00') }]);
      expect(await refusal(into, 'resolve', resolution)).toEqual([409, 'visit-open']);
      await life.act(one, 'unmerge', { reason: '两件事' });
      expect(await arrivals(into)).toMatchObject([{ state: 'void', reason: 'visit-cancelled' }]);
      expect(await arrivals(one)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-08 15:00') }]);
      // Merged again it is another visit; where the survivor has one already, that has the earlier due.
      await life.act(one, 'merge', { intoRequestId: into });
      expect(await arrivals(into)).toMatchObject([
        { state: 'void' },
        { state: 'open', dueAt: utc('2026-01-08 15:00') },
      ]);
      now('2026-01-06 17:00');
      const other = (await life.register('key', onsite)).id;
      await life.act(into, 'merge', { intoRequestId: other });
      expect(await arrivals(other)).toMatchObject([{ state: 'open', dueAt: utc('2026-01-08 15:00') }]);
    });
    it('acts of both count: a backup that was confirmed for one', async () => {
      const [one, into] = [(await life.register('key', {})).id, (await life.register('key', {})).id];
      await life.act(one, 'backup', {
        confirmedBy: '王芳',
        takenAt: utc('2026-01-06 10:30'),
        location: 'D',
        disclaimerAccepted: true,
      });
      await life.act(one, 'merge', { intoRequestId: into });
      expect(await life.act(into, 'work', { mode: 'remote', by: '张工' })).toMatchObject({ state: 'working' });
    });
  });

  describe('R15: memos', () => {
    it('planned for today, not for yesterday; written anew it has no confirmation and pauses nothing', async () => {
      now('2026-01-07 09:00');
      const id = (await life.register('standard', { urgency: 'low' })).id;
      const memo = { text: '慢', solution: '补丁' };
      const past = await life.attempt(id, 'memo', { ...memo, plannedOn: '2026-01-06' });
      expect([past.status, past.body.code]).toEqual([409, 'planned-in-past']);
      const { memo: first } = await life.act(id, 'memo', { ...memo, plannedOn: '2026-01-07' });
      const confirm = (sha256: string, side: string, person: string, more = {}) =>
        life.act(id, 'memo/confirm', { side, person, sha256, ...more });
      await confirm(first.sha256, 'customer', '王芳');
      now('2026-01-07 10:00');
      await confirm(first.sha256, 'vendor', '李强');
      // An hour has run; seven remain from Thursday morning on.
      expect(await shown(id)).toMatchObject({
        state: 'waiting',
        promises: [{ state: 'paused', dueAt: utc('2026-01-08 17:00') }],
      });
      now('2026-01-07 11:00');
      const { memo: second } = await life.act(id, 'memo', { ...memo, text: '很慢', plannedOn: '2026-01-09' });
      expect(await shown(id)).toMatchObject({
        state: 'registered',
        memo: { version: 2, confirmations: [] },
        promises: [{ dueAt: utc('2026-01-08 10:00') }],
      });
      expect(await refusal(id, 'memo/confirm', { side: 'vendor', person: '李强', sha256: first.sha256 })).toEqual([
        409,
        'memo-hash-differs',
      ]);
      await confirm(second.sha256, 'vendor', ' 李　强 ');
      expect(await refusal(id, 'memo/confirm', { side: 'customer', person: '李 强', sha256: second.sha256 })).toEqual([
        409,
        'memo-same-person',
      ]);
      await confirm(second.sha256.toUpperCase(), 'customer', '李 强', { differentPeople: true });
      expect((await shown(id)).state).toBe('waiting');
    });
  });

  describe('R8: without a right', () => {
    it('declined by anybody of support, referred, or granted when asked again', async () => {
      now('2026-01-08 10:00');
      const denied = async () => (await life.register('lapsing', { urgency: 'high' })).id;
      const [declined, referred, granted] = [await denied(), await denied(), await denied()];
      expect(await refusal(declined, 'work', { mode: 'advice', by: '张工' })).toEqual([409, 'not-entitled']);
      expect(await refusal(declined, 'visits', { reason: '来' })).toEqual([409, 'not-entitled']);
      expect(await refusal(declined, 'resolve', resolution)).toEqual([409, 'not-entitled']);
      expect(await support.post(`/requests/${declined}/decline`, { reason: '已过期' })).toMatchObject({
        state: 'declined',
      });
      expect(await support.post(`/requests/${referred}/refer`, { to: 'renewal' })).toMatchObject({ state: 'waiting' });
      expect(await refusal(referred, 'refer', { to: 'quotation' })).toEqual([409, 'request-state']);
      await life.renew('lapsing', '2026-01-08');
      now('2026-01-08 11:30');
      // From the deciding on: 30 minutes before lunch, 30 after it.
      expect(await support.post(`/requests/${granted}/decide`, {})).toMatchObject({
        decision: { entitled: true },
        promises: [{ startAt: utc('2026-01-08 11:30'), dueAt: utc('2026-01-08 13:30') }],
      });
      expect(await refusal(granted, 'decline', { reason: '不' }, app.keys.support)).toEqual([409, 'request-entitled']);
    });
  });

  describe('K13: a new urgency', () => {
    it('takes a reason, and the level of the day it was requested on', async () => {
      now('2026-01-12 09:00');
      const { id } = await life.register('standard', { urgency: 'low' });
      await client.patch(`/customers/${life.customerId('standard')}`, { level: 'vip' });
      now('2026-01-12 09:10');
      expect((await refusal(id, 'priority', { urgency: 'high' }))[0]).toBe(400);
      await life.act(id, 'priority', { urgency: 'high', reason: '停产' });
      expect(await shown(id)).toMatchObject({
        priority: 'P2',
        promises: [{ priority: 'P2', dueAt: utc('2026-01-12 10:00') }],
      });
    });
  });

  describe('Q1, Q2: what counts in a report', () => {
    const report = (query: Record<string, string>) => client.get('/reports/service-levels', query);
    it('calls of hotline hours by the calendar, whatever became of them, by months of the zone', async () => {
      now('2026-03-02 09:00');
      for (const [at, channel, act] of [
        ['2026-02-13 08:59:59.999', 'hotline', 'answer'],
        ['2026-02-13 09:00', 'phone', 'answer'],
        ['2026-02-13 11:59:59.999', 'hotline', null],
        ['2026-02-13 12:00', 'hotline', 'answer'],
        ['2026-02-13 13:00', 'hotline', 'spam'],
        ['2026-02-13 18:00', 'hotline', 'answer'],
        ['2026-02-14 10:00', 'hotline', 'answer'], // a Saturday of work
        ['2026-02-16 10:00', 'hotline', 'answer'], // a Monday of the holidays
        ['2026-02-24 10:00', 'email', 'answer'],
        ['2026-03-01 00:00', 'email', null],
      ] as const) {
        const { id } = await client.post('/intakes', { channel, receivedAt: utc(at) });
        if (act === 'spam') await client.post(`/intakes/${id}/close`, { reason: 'spam' });
        if (act === 'answer') await client.post(`/intakes/${id}/answer`, { by: '张工', at: utc(at), reason: '补录' });
      }
      const { calls, groups } = await report({ from: '2026-02-13', to: '2026-03-01', by: 'month' });
      expect(calls).toEqual({ received: 4, answered: 2, rate: 50 });
      expect(groups).toMatchObject([
        { key: '2026-02', intakes: { received: 8, registered: 0 } },
        { key: '2026-03', calls: { received: 0, rate: null }, intakes: { received: 1, registered: 0, rate: 0 } },
      ]);
    });
    it('a promise counts under the priority of its verdict, on the day of `requestedAt`', async () => {
      now('2026-03-03 09:00');
      const made = utc('2026-02-25 13:00');
      const late = (body: object, at: string) => ({ ...body, at: utc(at), reason: '补录' });
      const register = async (urgency: string) =>
        (await life.register('key', late({ urgency, requestedAt: made }, '2026-02-25 13:00'))).id as string;
      const [raised, lowered] = [await register('normal'), await register('high')];
      await life.act(raised, 'priority', late({ urgency: 'critical' }, '2026-02-25 13:10'));
      await life.act(raised, 'acknowledge', late({ by: '张工' }, '2026-02-25 13:30'));
      await life.act(lowered, 'priority', late({ urgency: 'normal' }, '2026-02-25 13:50'));
      await life.act(lowered, 'acknowledge', late({ by: '张工' }, '2026-02-25 17:00:00.001'));
      const { groups, promises: all } = await report({ from: '2026-02-25', to: '2026-02-25', by: 'priority' });
      expect(all).toMatchObject({ kept: 1, broken: 1, rate: 50, judgedLate: 1, lowered: 1 });
      expect(groups.map(({ key, promises: { kept, broken } }: never) => [key, kept, broken])).toEqual([
        ['P1', 1, 0],
        ['P3', 0, 1],
      ]);
      expect((await report({ from: '2026-02-26', to: '2026-02-27' })).promises).toMatchObject({ kept: 0, rate: null });
    });
  });

  it('A4: an act of a day ago by anybody, of a millisecond more by an admin with a reason', async () => {
    now('2026-03-10 09:00');
    const { id } = await life.register('key', { requestedAt: utc('2026-03-08 09:00') });
    const act = (at: string) =>
      refusal(id, 'interactions', { direction: 'outbound', channel: 'im', text: '好', at }, app.keys.support);
    expect(await act('2026-03-09T00:59:59.999Z')).toEqual([403, 'needs-admin']);
    expect(await act('2026-03-09T01:00:00.000Z')).toEqual([200, undefined]);
  });
});
