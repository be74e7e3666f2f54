import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBLIGATION_SOURCES } from '../../src/obligations/obligations.tokens.js';
import type { OwedSource } from '../../src/obligations/sources/source.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { startApp } from '../support/app.js';
import { nextPolicy } from '../support/next-policy.js';
import { DrivenApp, ScriptedMail, type ShownObligation } from '../support/obligations.js';

/** A life of requests that the runner drives, in local time of Asia/Shanghai; 29 September 2025 is a Monday. */
describe('what is owed of requests', () => {
  const mail = new ScriptedMail();
  let driven: DrivenApp;
  let customerId: string;
  let contactId: string;
  let source: { -readonly [Field in keyof OwedSource]: OwedSource[Field] };
  let perform: NonNullable<OwedSource['perform']>;
  beforeAll(async () => {
    driven = await DrivenApp.over(await startApp({ now: inUtc('2025-09-29 09:00'), mail }));
    customerId = (await driven.customer('KH-A')).id;
    contactId = (await driven.client.get(`/customers/${customerId}`)).contacts[0].contactId;
    await driven.buy(customerId, 'XS-A', '2025-09-01');
    const sources: readonly OwedSource[] = driven.app.app.get(OBLIGATION_SOURCES, { strict: false });
    source = sources.find(({ name }) => name === 'request')!;
    perform = source.perform!.bind(source);
  }, 60_000);
  afterAll(() => driven.close());

  const at = (local: string): Promise<void> => driven.at(inUtc(local));
  const register = async (more: object = {}): Promise<{ id: string; no: string }> => {
    const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };
    const request = await driven.client.post('/requests', { customerId, contact: contactId, ...usual, ...more });
    await driven.settle();
    return request;
  };
  const act = async (id: string, path: string, body: object) => {
    const answer = await driven.client.post(`/requests/${id}/${path}`, body);
    await driven.settle();
    return answer;
  };
  const resolve = (id: string) => act(id, 'resolve', { resolution: '已恢复', by: '张工' });
  const owedOf = (requestId: string): Promise<readonly ShownObligation[]> => driven.obligations({ requestId });
  const find = async (id: string, kind: string, offset = 0): Promise<ShownObligation> =>
    (await owedOf(id)).filter((each) => each.kind === kind && each.offset === offset).at(-1)!;
  const ended = async (id: string, kind: string, offset = 0) => {
    const { state, reason } = await find(id, kind, offset);
    return reason ?? state;
  };
  const recipients = ({ id }: ShownObligation): readonly string[] =>
    mail.accepted
      .filter(({ obligationId }) => obligationId === id)
      .map(({ recipientKey }) => recipientKey.split('-')[0]!.split('_')[0]!)
      .sort();
  const typesOf = async (id: string): Promise<readonly string[]> =>
    (await driven.app.stores.events.readStream(`seeyon.request-${id}`)).map(({ type }) => type);
  const countOf = async (id: string, type: string): Promise<number> =>
    (await typesOf(id)).filter((each) => each === type).length;

  it('R9, R11, M3: received, resolved and closed by silence at the worked instant', async () => {
    const { id, no } = await register();
    expect(no).toMatch(/^R20250929-[0-9A-HJKMNP-TV-Z]{5,}$/);
    const received = await find(id, 'request-received');
    expect([received.state, recipients(received)]).toEqual(['sent', ['per']]);
    await at('2025-09-29 15:00');
    await resolve(id);
    expect(await find(id, 'request-close')).toMatchObject({
      state: 'planned',
      dueAt: inUtc('2025-10-13 18:00'),
      outlook: null,
    });
    const threads = mail.accepted.filter(({ headers }) => headers['References']?.includes(id));
    expect(new Set(threads.map(({ headers }) => headers['References'])).size).toBe(1);
    // Received, broken in between, resolved.
    expect(threads.map(({ recipientKey }) => recipientKey.slice(0, 3))).toEqual(['per', 'man', 'per']);
    expect(threads[2]!.text).toContain('2025');
    await driven.at('2025-10-13T09:59:59.999Z');
    expect((await driven.client.get(`/requests/${id}`)).state).toBe('resolved');
    await driven.at('2025-10-13T10:00:00.000Z');
    const { state, closed } = await driven.client.get(`/requests/${id}`);
    expect([state, closed]).toEqual(['closed', { at: inUtc('2025-10-13 18:00'), how: 'silence' }]);
    expect(await ended(id, 'request-close')).toBe('done');
    expect(recipients(await find(id, 'request-close'))).toEqual([]);
    // R7, R12: it is still the customer's to reopen.
    await act(id, 'reopen', { reason: '又出现' });
    expect(await ended(id, 'request-close')).toBe('done');
    await act(id, 'cancel', { reason: '测试结束' });
  });

  it('M8: what answers an act of the customer leaves at once, the rest at the opening', async () => {
    await at('2025-10-13 20:00');
    const { id } = await register();
    expect(await ended(id, 'request-received')).toBe('sent');
    await resolve(id);
    expect((await find(id, 'request-resolved')).state).toBe('due');
    await at('2025-10-14 08:59');
    expect(recipients(await find(id, 'request-resolved'))).toEqual([]);
    await at('2025-10-14 09:00');
    expect([await ended(id, 'request-resolved'), recipients(await find(id, 'request-resolved'))]).toEqual([
      'sent',
      ['per'],
    ]);
    await act(id, 'close', { confirmedBy: '王芳' });
    expect(await ended(id, 'request-close')).toBe('closed');
  });

  it('K11, K12: a promise breaks by itself; the owner is notified of its risk and its end once', async () => {
    await at('2025-10-14 10:00');
    const { id } = await register();
    await at('2025-10-14 13:59');
    expect((await find(id, 'promise-at-risk')).state).toBe('planned');
    await at('2025-10-14 14:00');
    expect([await ended(id, 'promise-at-risk'), recipients(await find(id, 'promise-at-risk'))]).toEqual([
      'sent',
      ['manager'],
    ]);
    await at('2025-10-14 15:00');
    expect(await countOf(id, 'PromiseBroken')).toBe(0);
    await driven.at('2025-10-14T07:00:00.001Z');
    expect(await countOf(id, 'PromiseBroken')).toBe(1);
    await at('2025-10-14 15:30');
    const broken = await find(id, 'promise-broken');
    expect([broken.state, recipients(broken)]).toEqual(['sent', ['manager']]);
    // K11: what was in time and is recorded now turns the verdict around, not what was sent.
    await act(id, 'acknowledge', { by: '张工', at: inUtc('2025-10-14 14:30') });
    expect((await driven.client.get(`/requests/${id}`)).promises[0].state).toBe('kept');
    expect([await ended(id, 'promise-broken'), await ended(id, 'promise-at-risk')]).toEqual(['sent', 'sent']);
    await act(id, 'cancel', { reason: '测试结束' });
  });

  it('R10, K10: a wait pauses the promise, is reminded of twice, and then the owner is notified', async () => {
    await at('2025-10-15 10:00');
    const { id } = await register();
    const inTime = (await register()).id;
    await act(inTime, 'acknowledge', { by: '张工' });
    expect([await ended(inTime, 'promise-at-risk'), await ended(inTime, 'promise-broken')]).toEqual(['kept', 'kept']);
    await act(id, 'wait', { kind: 'information', text: '请提供日志', automatic: true });
    expect([await ended(id, 'request-waiting'), recipients(await find(id, 'request-waiting'))]).toEqual([
      'sent',
      ['per'],
    ]);
    expect(await find(id, 'promise-broken')).toMatchObject({ state: 'planned', outlook: 'paused' });
    for (const [day, kind, offset, to] of [
      ['2025-10-20', 'wait-reminder', 3, 'per'],
      ['2025-10-23', 'wait-reminder', 6, 'per'],
      ['2025-10-24', 'wait-unanswered', 7, 'manager'],
    ] as const) {
      await at(`${day} 08:59`);
      expect((await find(id, kind, offset)).state).toBe('planned');
      await at(`${day} 09:00`);
      expect([kind, await ended(id, kind, offset), recipients(await find(id, kind, offset))]).toEqual([
        kind,
        'sent',
        [to],
      ]);
    }
    expect([await countOf(id, 'PromiseBroken'), await countOf(inTime, 'PromiseBroken')]).toEqual([0, 0]);
    await act(id, 'interactions', { direction: 'inbound', channel: 'email', text: '见附件' });
    await act(id, 'wait', { kind: 'access', text: '请开通', automatic: true });
    await act(id, 'resume', {});
    expect([await ended(id, 'wait-reminder', 3), await ended(id, 'wait-unanswered', 7)]).toEqual([
      'answered',
      'answered',
    ]);
    for (const each of [id, inTime]) await act(each, 'cancel', { reason: '测试结束' });
    expect(await ended(id, 'promise-broken')).toBe('void');
  });

  it('R5: both leads are reminded of the planned day of a memo on the working day before it', async () => {
    const { id } = await register({ contact: '赵某' });
    expect(await ended(id, 'request-received')).toBe('no-recipient');
    const plan = async (plannedOn: string) => {
      const { memo } = await act(id, 'memo', { text: '报表慢', solution: '下一补丁', plannedOn });
      for (const [side, person] of [
        ['vendor', '李强'],
        ['customer', contactId],
      ])
        await act(id, 'memo/confirm', { side, person, sha256: memo.sha256 });
    };
    await plan('2025-10-30');
    await plan('2025-11-02');
    const memos = (await owedOf(id)).filter(({ kind }) => kind === 'memo-planned');
    expect(memos.map(({ reason, state, dueAt }) => [reason ?? state, dueAt])).toEqual([
      ['rewritten', inUtc('2025-10-30 09:00')],
      ['planned', inUtc('2025-10-31 09:00')],
    ]);
    await at('2025-10-31 09:00');
    expect(recipients((await owedOf(id)).find(({ about }) => about === memos[1]!.about)!)).toEqual(['manager', 'per']);
    await act(id, 'cancel', { reason: '测试结束' });
  });

  it('O9: of the runner and an act that comes between its decision and its fact one wins', async () => {
    await at('2025-11-03 10:00');
    const [reopened, inTime, dies] = [(await register()).id, (await register()).id, (await register()).id];
    source.perform = async (vendor, owed) => {
      const { requestId, kind } = owed.named;
      if (requestId === inTime)
        await driven.client.post(`/requests/${inTime}/acknowledge`, { by: '张工', at: inUtc('2025-11-03 14:50') });
      if (requestId === reopened && kind === 'request-close')
        await driven.client.post(`/requests/${reopened}/reopen`, { reason: '又出现' });
      const isRecorded = await perform(vendor, owed);
      if (requestId === dies && deaths-- > 0) throw new Error('the process ended here');
      return isRecorded;
    };
    let deaths = 1;
    await resolve(reopened);
    await at('2025-11-03 15:01');
    expect([await ended(inTime, 'promise-broken'), await countOf(inTime, 'PromiseBroken')]).toEqual(['kept', 0]);
    expect(recipients(await find(inTime, 'promise-broken'))).toEqual([]);
    // A death between the fact and the end: the next attempt finds the fact, and goes on.
    await at('2025-11-03 15:20');
    expect([await ended(dies, 'promise-broken'), await countOf(dies, 'PromiseBroken')]).toEqual(['sent', 1]);
    expect(recipients(await find(dies, 'promise-broken'))).toEqual(['manager']);
    await at('2025-11-10 18:00');
    expect((await driven.client.get(`/requests/${reopened}`)).state).toBe('registered');
    expect([await ended(reopened, 'request-close'), await countOf(reopened, 'RequestClosed')]).toEqual(['reopened', 0]);
    // A new cycle with a promise of its own, which is owed anew.
    expect((await find(reopened, 'promise-broken')).about).toBe(`promise ${reopened}-respond-2`);
    const ofCustomer = await driven.obligations({ customerId, kind: 'promise-broken' });
    expect(ofCustomer.map(({ id }) => id)).toContain((await find(dies, 'promise-broken')).id);
    source.perform = perform;
    for (const each of [inTime, dies, reopened]) await act(each, 'cancel', { reason: '测试结束' });
  });

  it('O3: with every job gone in the middle nothing is lost, and nothing is done twice', async () => {
    await at('2025-11-11 10:00');
    const [late, resolved, waiting] = [(await register()).id, (await register()).id, (await register()).id];
    await resolve(resolved);
    await act(waiting, 'wait', { kind: 'backup', text: '请先备份', automatic: true });
    const all = [late, resolved, waiting];
    const before = mail.accepted.length;
    await driven.emptyRequestJobs(all);
    driven.app.clock.set(inUtc('2025-11-18 18:00'));
    await driven.emptyRequestJobs(all);
    await driven.settle();
    expect([await ended(late, 'promise-at-risk'), await ended(late, 'promise-broken')]).toEqual(['superseded', 'sent']);
    expect([await ended(resolved, 'request-close'), await countOf(resolved, 'RequestClosed')]).toEqual(['done', 1]);
    expect((await driven.client.get(`/requests/${resolved}`)).closed.at).toBe(inUtc('2025-11-18 18:00'));
    await at('2025-11-19 09:00');
    expect([await ended(waiting, 'wait-reminder', 3), await ended(waiting, 'wait-reminder', 6)]).toEqual([
      'superseded',
      'sent',
    ]);
    await driven.emptyRequestJobs(all);
    await driven.settle();
    // One of the broken promise, one reminder, one survey of what was closed; nothing of the others.
    expect(mail.accepted.length).toBe(before + 3);
    expect(await countOf(late, 'PromiseBroken')).toBe(1);
    for (const each of [late, waiting]) await act(each, 'cancel', { reason: '测试结束' });
  });

  it('R11, R12: silence closes the resolution that it is about, not one that replaced it meanwhile', async () => {
    await at('2025-11-19 10:00');
    const { id } = await register();
    await resolve(id);
    source.perform = async (vendor, owed) => {
      if (owed.named.requestId === id && owed.named.kind === 'request-close') {
        // An act that was in time is recorded late.
        await driven.client.post(`/requests/${id}/reopen`, { reason: '又出现', at: inUtc('2025-11-26 17:00') });
        const resolution = { resolution: '已修复', by: '张工', at: inUtc('2025-11-26 17:30') };
        await driven.client.post(`/requests/${id}/resolve`, resolution);
      }
      return perform(vendor, owed);
    };
    await at('2025-11-26 19:00');
    source.perform = perform;
    expect(await driven.client.get(`/requests/${id}`)).toMatchObject({ state: 'resolved', closed: null });
    const closings = (await owedOf(id)).filter(({ kind }) => kind === 'request-close');
    expect(closings.map(({ about, reason, state, dueAt }) => [about, reason ?? state, dueAt])).toEqual([
      ['cycle 1', 'reopened', inUtc('2025-11-26 18:00')],
      ['cycle 2', 'planned', inUtc('2025-12-03 18:00')],
    ]);
    await act(id, 'close', { confirmedBy: '王芳' });
  });

  it('M4, M8: another attempt waits for hotline hours only where the first one does', async () => {
    await at('2025-11-27 17:59');
    mail.answer = () => ({ outcome: 'temporary', code: '451' });
    const { id } = await register();
    await resolve(id);
    mail.answer = () => ({ outcome: 'accepted' });
    const both = async () => [await ended(id, 'request-received'), await ended(id, 'request-resolved')];
    expect(await both()).toEqual(['due', 'due']);
    await at('2025-11-27 18:00');
    expect(await both()).toEqual(['sent', 'due']);
    await at('2025-11-28 08:59');
    expect(await both()).toEqual(['sent', 'due']);
    await at('2025-11-28 09:00');
    expect(await both()).toEqual(['sent', 'sent']);
    await act(id, 'close', { confirmedBy: '王芳' });
  });

  it('O3: what a request that is over owes still is found again, with every job gone', async () => {
    await at('2025-11-28 10:00');
    mail.answer = () => ({ outcome: 'temporary', code: '451' });
    const { id } = await register();
    await act(id, 'cancel', { reason: '测试结束' });
    mail.answer = () => ({ outcome: 'accepted' });
    expect(await ended(id, 'request-received')).toBe('due');
    await driven.emptyRequestJobs([id]);
    await at('2025-11-28 10:02');
    expect(await ended(id, 'request-received')).toBe('sent');
  });

  it('O10: lists name what is planned for requests, by any filter, as JSON, as CSV and one by one', async () => {
    await at('2025-12-01 10:00');
    const { id } = await register();
    const owed = (await owedOf(id)).filter(({ state }) => state === 'planned');
    const [atRisk, broken] = ['promise-at-risk', 'promise-broken'].map((kind) =>
      owed.find((each) => each.kind === kind),
    ) as [ShownObligation, ShownObligation];
    const planned = owed.map((each) => each.id);
    expect(planned.length).toBe(2);
    const idsOf = async (query: Record<string, string>) => (await driven.obligations(query)).map((each) => each.id);
    const queries: readonly Record<string, string>[] = [
      {},
      { state: 'planned' },
      { kind: 'promise-broken', state: 'planned' },
      { customerId },
      { customerId, state: 'planned', limit: '1' },
      { state: 'planned', dueBefore: inUtc('2025-12-01 15:01'), limit: '1' },
    ];
    for (const query of queries) {
      const found = await idsOf(query);
      const asked = 'kind' in query ? [broken.id] : planned;
      expect([query, found.filter((each) => planned.includes(each))]).toEqual([query, asked]);
      expect(new Set(found).size).toBe(found.length);
    }
    expect(await idsOf({ state: 'planned', dueBefore: inUtc('2025-12-01 14:00') })).toEqual([]);
    expect(await idsOf({ state: 'sent', kind: 'promise-broken', customerId })).not.toContain(broken.id);
    expect(await driven.client.get(`/obligations/${broken.id}`)).toEqual(broken);
    const csv = async (language: string) =>
      (
        await driven.app.http
          .get('/api/v1/obligations')
          .query({ state: 'planned', requestId: id })
          .set({
            authorization: `Bearer ${driven.app.keys.auditor}`,
            accept: 'text/csv',
            'accept-language': language,
          })
      ).text.split('\r\n');
    const [heading, ...lines] = await csv('zh-TW');
    expect(heading).toMatch(/^\uFEFF到期時間,應辦事項,狀態,/);
    expect(lines).toContain(
      `${inUtc('2025-12-01 14:00')},時限將至提醒,未到期,,,2025-12-01,否,${customerId},,,${id},,,,,${atRisk.id}`,
    );
    expect(
      (await csv('en'))
        .slice(1, 3)
        .map((line) => line.split(',')[1])
        .sort(),
    ).toEqual(['notice of a broken promise', 'warning of a promise at risk']);
    await act(id, 'cancel', { reason: '测试结束' });
    expect(await idsOf({ state: 'planned', customerId })).not.toContain(broken.id);
  });

  it('O3, O9: what is recorded before the claim counts, although it was decided without it', async () => {
    await at('2025-12-02 10:00');
    const { id } = await register();
    await act(id, 'wait', { kind: 'information', text: '请提供日志', automatic: true });
    const { ledger } = driven.app.stores;
    const handle = ledger.handle.bind(ledger);
    let isAnswered = false;
    ledger.handle = (async (handling: Parameters<typeof handle>[0]) => {
      if (!isAnswered && handling.request.scope.startsWith('obligation claim')) {
        isAnswered = true;
        await driven.client.post(`/requests/${id}/resume`, {});
      }
      return handle(handling);
    }) as typeof handle;
    await at('2025-12-05 09:00');
    ledger.handle = handle;
    expect(isAnswered).toBe(true);
    const reminder = await find(id, 'wait-reminder', 3);
    expect([reminder.reason, recipients(reminder)]).toEqual(['answered', []]);
    await act(id, 'cancel', { reason: '测试结束' });
  });

  it('O9: nobody is written to about a fact that was not recorded', async () => {
    await at('2025-12-08 10:00');
    const { id } = await register();
    source.perform = (vendor, owed) => (owed.named.requestId === id ? Promise.resolve(false) : perform(vendor, owed));
    await at('2025-12-08 15:01');
    source.perform = perform;
    const broken = () => find(id, 'promise-broken');
    expect([(await broken()).state, recipients(await broken())]).toEqual(['due', []]);
    await at('2025-12-08 15:30');
    expect([(await broken()).state, recipients(await broken())]).toEqual(['sent', ['manager']]);
    expect(await countOf(id, 'PromiseBroken')).toBe(1);
    await act(id, 'cancel', { reason: '测试结束' });
  });

  it('M4: after the last attempt it is undeliverable', async () => {
    const begun = Date.parse(inUtc('2025-12-09 10:00'));
    await at('2025-12-09 10:00');
    const { id: customerId } = await driven.customer('KH-M4');
    const [contact] = (await driven.client.get(`/customers/${customerId}`)).contacts;
    mail.answer = ({ recipientKey }) =>
      recipientKey === contact.contactId ? { outcome: 'temporary', code: '451' } : { outcome: 'accepted' };
    const { id } = await register({ customerId, contact: contact.contactId });
    // 1, 5, 30, 120, 360 and 1440 minutes apart.
    const outcomes: (string | null)[] = [];
    for (const minutes of [1, 6, 36, 156, 516, 1956]) {
      await driven.at(new Date(begun + minutes * 60_000).toISOString());
      outcomes.push(await ended(id, 'request-received'));
    }
    mail.answer = () => ({ outcome: 'accepted' });
    expect(outcomes).toEqual(['due', 'due', 'due', 'due', 'due', 'undeliverable']);
    await act(id, 'cancel', { reason: '测试结束' });
  });

  it('R18: an intake that no request names is reported at the close of the next working day', async () => {
    await at('2026-03-02 09:00');
    const policy = await nextPolicy((path) => driven.client.get(path));
    const ofMail = { ...policy.mail, desk: 'service@seeyon.example' };
    await driven.client.post('/policies/seeyon/versions', { ...policy, effectiveFrom: '2026-03-02', mail: ofMail });
    const intake = async (): Promise<string> =>
      (await driven.client.post('/intakes', { channel: 'email', receivedAt: inUtc('2026-03-02 09:00') })).id;
    const [open, named, closed] = [await intake(), await intake(), await intake()];
    const { id } = await register({ intakeId: named });
    await driven.client.post(`/intakes/${closed}/close`, { reason: 'spam' });
    await at('2026-03-03 17:59');
    const ofIntakes = async () =>
      new Map(
        (await driven.obligations({ kind: 'intake-open' })).map((each) => [each.intakeId, each.reason ?? each.state]),
      );
    expect([...(await ofIntakes())].sort()).toEqual(
      [
        [open, 'planned'],
        [named, 'registered'],
        [closed, 'closed'],
      ].sort(),
    );
    await at('2026-03-03 18:00');
    expect((await ofIntakes()).get(open)).toBe('sent');
    expect(mail.accepted.at(-1)).toMatchObject({ recipientKey: 'desk', to: { address: 'service@seeyon.example' } });
    // The vendor's own address learns of broken promises too.
    expect(recipients(await find(id, 'promise-broken'))).toEqual(['desk', 'manager']);
  });

  it('K14: what is owed of a request follows the policy of its decision, whatever was published since', async () => {
    await at('2026-03-03 19:00');
    const [before, policy] = [await register(), await nextPolicy((path) => driven.client.get(path))];
    const requests = { ...policy.requests, silenceWorkingDays: 1 };
    await driven.client.post('/policies/seeyon/versions', { ...policy, effectiveFrom: '2026-03-03', requests });
    const { id: customerId } = await driven.customer('KH-K14');
    await driven.buy(customerId, 'XS-K14', '2026-03-03');
    const after = await register({ customerId, contact: '赵某' });
    for (const { id } of [before, after]) await resolve(id);
    const closing = async ({ id }: { id: string }) => (await find(id, 'request-close')).dueAt;
    expect([await closing(before), await closing(after)]).toEqual([
      inUtc('2026-03-10 18:00'),
      inUtc('2026-03-04 18:00'),
    ]);
    for (const { id } of [before, after]) await act(id, 'close', { confirmedBy: '王芳' });
  });

  it('R14: the stream of merges is no request, and stops nothing that is owed', async () => {
    await at('2026-03-04 10:00');
    const [merged, survivor] = [await register(), await register()];
    await act(merged.id, 'merge', { intoRequestId: survivor.id });
    await at('2026-03-04 10:30');
    expect(await ended((await register()).id, 'request-received')).toBe('sent');
  });

  it('O9: a search that was given up is tried again with whatever is recorded next', async () => {
    const groupsOf = source.groupsOf.bind(source);
    source.groupsOf = () => Promise.reject(new Error('a fault of the product'));
    const { id } = await register();
    for (const hour of [11, 12, 13, 14, 15, 16]) await at(`2026-03-04 ${hour}:00`);
    source.groupsOf = groupsOf;
    expect(await ended(id, 'request-received')).toBe('due');
    await register();
    expect(await ended(id, 'request-received')).toBe('sent');
  });
});
