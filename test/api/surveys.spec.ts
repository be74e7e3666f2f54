import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mail } from '../../src/platform/mail/mail.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { caughtUp, startApp } from '../support/app.js';
import { DrivenApp, ScriptedMail, type ShownObligation } from '../support/obligations.js';

/** Requests after their closing, in local time of Asia/Shanghai; 5 December 2025 is a Friday. */
describe('S22: surveys, from the closing of a request to the reply', () => {
  const mail = new ScriptedMail();
  let driven: DrivenApp;
  let customerId: string;
  let contactId: string;
  beforeAll(async () => {
    driven = await DrivenApp.over(await startApp({ now: inUtc('2025-12-05 15:00'), mail }));
    customerId = (await driven.customer('KH-A')).id;
    contactId = (await driven.client.get(`/customers/${customerId}`)).contacts[0].contactId;
    await driven.buy(customerId, 'XS-A', '2025-09-01');
  }, 60_000);
  afterAll(() => driven.close());

  const at = (local: string): Promise<void> => driven.at(inUtc(local));
  const act = (id: string, path: string, body: object) => driven.client.post(`/requests/${id}/${path}`, body);
  const shown = (id: string) => driven.client.get(`/requests/${id}`);
  const resolved = async (more: object = {}): Promise<{ readonly id: string; readonly no: string }> => {
    const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法<登录>' };
    const request = await driven.client.post('/requests', { customerId, contact: contactId, ...usual, ...more });
    await act(request.id, 'resolve', { resolution: '已恢复', by: '张工' });
    return request;
  };
  const closed = async (more: object = {}) => {
    const request = await resolved(more);
    await act(request.id, 'close', { confirmedBy: '王芳' });
    return request;
  };
  const find = async (id: string, kind: string): Promise<ShownObligation> =>
    (await driven.obligations({ requestId: id })).filter((each) => each.kind === kind).at(-1)!;
  const outcome = async (id: string, kind: string) => {
    const found = (await find(id, kind)) as ShownObligation | undefined;
    return found?.reason ?? found?.state;
  };
  const mailsOf = async (id: string, kind: string): Promise<readonly Mail[]> => {
    const { id: obligationId } = await find(id, kind);
    return mail.accepted.filter((each) => each.obligationId === obligationId);
  };
  /** The path of the link in a mail to `surveys` or `resolutions`. */
  const linkIn = ({ text }: Mail, route: string): string =>
    new URL(new RegExp(`https?://\\S+/api/v1/${route}/\\S+`).exec(text)![0]).pathname;
  const surveyLink = async (id: string, kind = 'survey') => linkIn((await mailsOf(id, kind))[0]!, 'surveys');
  const get = (path: string, accept = 'application/json') => driven.app.http.get(path).set('accept', accept);
  const post = (path: string, body: object) => driven.app.http.post(path).set('accept-language', 'en').send(body);
  const head = () => driven.app.stores.ordinals.head();
  const report = async (query: Record<string, string>, accept = 'application/json') =>
    driven.app.http
      .get('/api/v1/reports/satisfaction')
      .query(query)
      .set({ authorization: `Bearer ${driven.app.keys.auditor}`, 'accept-language': 'en', accept });

  it('worked answer 32: sent on Monday, answered 2 on Tuesday by the link, to be followed up by Thursday 18:00', async () => {
    const { id, no } = await resolved();
    await at('2025-12-05 16:00');
    await act(id, 'close', { confirmedBy: '王芳' });
    await at('2025-12-08 08:59');
    expect(await find(id, 'survey')).toMatchObject({ state: 'planned', dueAt: inUtc('2025-12-08 09:00') });
    expect((await shown(id)).survey).toBeNull();
    await at('2025-12-08 09:00');
    const [letter, ...more] = await mailsOf(id, 'survey');
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ recipientKey: contactId, headers: { 'Auto-Submitted': 'auto-generated' } });
    expect(letter!.headers['List-Unsubscribe']).toMatch(/^<https?:\/\/\S+\/api\/v1\/unsubscribe\/\S+>$/);
    expect(letter!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(letter!.text).toContain('2025年12月22日');
    expect((await shown(id)).survey).toMatchObject({ state: 'open', closesAt: inUtc('2025-12-23 00:00') });

    const link = linkIn(letter!, 'surveys');
    const before = await head();
    const asked = await get(link);
    expect([asked.status, asked.body]).toEqual([
      200,
      {
        company: '致远',
        requestNo: no,
        title: '无法<登录>',
        closesAt: inUtc('2025-12-23 00:00'),
        scores: [1, 2, 3, 4, 5],
      },
    ]);
    const page = await get(link, 'text/html,*/*');
    expect(page.text).toContain('您对这次服务满意吗？');
    expect(page.text).toContain('无法&lt;登录&gt;');
    expect(page.text).not.toContain('<script');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none';.*form-action 'self'/);
    await Promise.all(Array.from({ length: 20 }, () => get(link)));
    expect(await head()).toEqual(before);

    await at('2025-12-09 10:00');
    for (const [body, pointer] of [
      [{ comment: '慢' }, '/score'],
      [{ score: 6 }, '/score'],
      [{ score: 2, mood: 'bad' }, '/mood'],
    ] as const) {
      const refused = await post(link, body);
      expect([refused.status, refused.body.errors?.[0].pointer]).toEqual([400, pointer]);
    }
    const thanks = await driven.app.http
      .post(link)
      .set('accept', 'text/html')
      .type('form')
      .send('score=2&comment=%E7%AD%89%E4%BA%86%0D%0A%E4%B8%A4%E5%A4%A9');
    expect([thanks.status, thanks.text.includes('感谢您的评价')]).toEqual([200, true]);
    expect((await shown(id)).survey).toEqual({
      cycle: 1,
      state: 'answered',
      sentAt: inUtc('2025-12-08 09:00'),
      closesAt: null,
      answeredAt: inUtc('2025-12-09 10:00'),
      score: 2,
      comment: '等了\r\n两天',
      followUp: {
        dueAt: inUtc('2025-12-11 18:00'),
        state: 'open',
        repliedAt: null,
        action: null,
        text: null,
        by: null,
      },
    });
    const again = await post(link, { score: 5 });
    expect([again.status, again.body.code]).toEqual([410, 'survey-answered']);
    expect(again.body.detail).toContain('answered already');
    const later = await get(link, 'text/html');
    expect([later.status, later.text.includes('此次调查已经填写过')]).toEqual([410, true]);

    await driven.settle();
    expect(await outcome(id, 'survey-reminder')).toBe('answered');
    expect(await find(id, 'follow-up-due')).toMatchObject({ state: 'planned', dueAt: inUtc('2025-12-11 18:00') });
    await at('2025-12-11 18:00');
    const [due] = await mailsOf(id, 'follow-up-due');
    expect(due!.recipientKey).toBe(`manager-${customerId}`);
    expect(due!.text).toContain('两天');
    const reply = { action: '已更换补丁', text: '抱歉让您久等', by: '李强' };
    const replied = await act(id, 'follow-up/reply', reply);
    expect(replied.survey.followUp).toMatchObject({ ...reply, state: 'replied' });
    const twice = await driven.client.attempt(`/requests/${id}/follow-up/reply`, reply);
    expect([twice.status, twice.body.code]).toEqual([409, 'follow-up-replied']);
  });

  it('of hundreds of answers at once one is recorded, and the others are refused', async () => {
    await at('2025-12-15 10:00');
    const { id } = await closed();
    await at('2025-12-16 09:00');
    const link = await surveyLink(id);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => post(link, { score: (n % 5) + 1 })));
    const refused = answers.filter(({ status, body }) => status === 410 && body.code === 'survey-answered');
    expect([answers.filter(({ status }) => status === 200).length, refused.length]).toEqual([1, 199]);
    const [won] = answers.filter(({ status }) => status === 200);
    expect((await shown(id)).survey).toMatchObject({ state: 'answered', score: won!.body.score });
    const types = (await driven.app.stores.events.readStream(`seeyon.request-${id}`)).map(({ type }) => type);
    expect(types.filter((type) => type === 'SurveyAnswered')).toHaveLength(1);
  });

  it('S8: reopening supersedes an open survey in one append; whoever is second is refused', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push((await closed()).id);
    await at('2025-12-17 09:00');
    const states = new Set<string>();
    for (const [n, id] of ids.entries()) {
      const link = await surveyLink(id);
      const [answered] = await Promise.all(
        n % 2 === 0
          ? [post(link, { score: 3 }), act(id, 'reopen', { reason: '再次出现' })]
          : [act(id, 'reopen', { reason: '再次出现' }).then(() => post(link, { score: 3 }))],
      );
      const { survey, state } = await shown(id);
      states.add(survey.state);
      expect(state).toBe('registered');
      expect([answered.status, answered.body.code ?? null, survey.state]).toEqual(
        survey.state === 'answered' ? [200, null, 'answered'] : [410, 'survey-superseded', 'superseded'],
      );
    }
    expect(states.has('superseded')).toBe(true);
    await driven.settle();
    const [, id] = ids as [string, string];
    expect([await outcome(id, 'survey-reminder'), await outcome(id, 'survey-close')]).toEqual(['reopened', 'reopened']);
    // Each resolution has a survey of its own.
    await act(id, 'resolve', { resolution: '已恢复', by: '张工' });
    await act(id, 'close', { confirmedBy: '王芳' });
    await at('2025-12-18 09:00');
    expect((await shown(id)).survey).toMatchObject({ cycle: 2, state: 'open' });
    const early = await closed();
    await act(early.id, 'reopen', { reason: '再次出现' });
    await driven.settle();
    expect(await outcome(early.id, 'survey')).toBe('reopened');
  });

  it('ends unsent where nobody can be written to, or wants no surveys; declined and cancelled have none', async () => {
    const named = await closed({ contact: '赵六' });
    const cancelled = await driven.client.post('/requests', {
      customerId,
      service: 'maintenance',
      channel: 'hotline',
      urgency: 'low',
      title: '误报',
      contact: contactId,
    });
    await act(cancelled.id, 'cancel', { reason: '误报' });
    const other = await driven.customer('KH-B');
    await driven.buy(other.id, 'XS-B', '2025-09-01');
    const { contacts } = await driven.client.get(`/customers/${other.id}`);
    const unwilling = await closed({ customerId: other.id, contact: contacts[0].contactId });
    const asked = await closed({ customerId: other.id, contact: contacts[0].contactId });
    const { name, email, role } = { name: '王芳', email: 'KH-B@customer.example', role: 'lead' };
    const contact = { contactId: contacts[0].contactId, name, email, role, notify: true, topics: ['contract'] };
    await driven.client.patch(`/customers/${other.id}`, { contacts: [contact] });
    await at('2025-12-19 09:00');
    expect([await outcome(named.id, 'survey'), await outcome(unwilling.id, 'survey')]).toEqual([
      'no-recipient',
      'unsubscribed',
    ]);
    expect(await outcome(cancelled.id, 'survey')).toBeUndefined();
    expect((await shown(asked.id)).survey).toBeNull();
  });

  it('R11, R12: the link in the mail of a resolution accepts it, or reopens it with a reason', async () => {
    await at('2025-12-22 10:00');
    const { id, no } = await resolved();
    await driven.settle();
    const link = linkIn((await mailsOf(id, 'request-resolved'))[0]!, 'resolutions');
    const before = await head();
    const asked = await get(link);
    expect(asked.body).toMatchObject({
      requestNo: no,
      resolution: '已恢复',
      state: 'resolved',
      reopensThrough: '2026-01-05',
    });
    const page = await get(link, 'text/html');
    expect(page.text.match(/<form method="post">/g)).toHaveLength(2);
    expect(await head()).toEqual(before);
    const unfounded = await post(link, { answer: 'reopen' });
    expect([unfounded.status, unfounded.body.errors[0].pointer]).toEqual([400, '/reason']);
    const accepted = await driven.app.http.post(link).set('accept', 'text/html').type('form').send('answer=accept');
    expect([accepted.status, accepted.text.includes('已确认解决')]).toEqual([200, true]);
    expect((await shown(id)).closed).toMatchObject({ how: 'customer' });
    expect((await post(link, { answer: 'accept' })).body.state).toBe('closed');
    const reopened = await post(link, { answer: 'reopen', reason: '又不行了' });
    expect([reopened.status, reopened.body.state]).toEqual([200, 'reopened']);
    expect((await shown(id)).state).toBe('registered');
    const late = await post(link, { answer: 'accept' });
    expect([late.status, late.body.code]).toEqual([410, 'resolution-superseded']);
    expect((await get(link, 'text/html')).status).toBe(410);
  });

  it('worked answer 31: sent on a Saturday of work, reminded after the holidays, open through 28 February', async () => {
    await at('2026-02-13 17:00');
    const { id } = await closed();
    await at('2026-02-14 09:00');
    expect((await mailsOf(id, 'survey')).length).toBe(1);
    expect(await find(id, 'survey-reminder')).toMatchObject({ state: 'planned', dueAt: inUtc('2026-02-26 09:00') });
    await at('2026-02-26 08:59');
    expect(await outcome(id, 'survey-reminder')).toBe('planned');
    await at('2026-02-26 09:00');
    const link = await surveyLink(id, 'survey-reminder');
    await driven.at('2026-02-28T15:59:59.999Z');
    expect((await get(link)).status).toBe(200);
    driven.app.clock.set('2026-02-28T16:00:00.000Z');
    const closedBefore = await post(link, { score: 5 });
    expect([closedBefore.status, closedBefore.body.code]).toEqual([410, 'survey-closed']);
    await at('2026-03-02 09:00');
    expect([await outcome(id, 'survey-close'), (await shown(id)).survey.state]).toEqual(['done', 'closed']);
    expect((await mailsOf(id, 'survey-close')).length).toBe(0);
    const events = await driven.app.stores.events.readStream(`seeyon.request-${id}`);
    expect(events.find(({ type }) => type === 'SurveyClosed')!.meta.effectiveAt).toBe('2026-02-28T16:00:00.000Z');
  });

  it('M2: the pages behind the links are in the language of whoever was written to', async () => {
    await at('2026-03-02 10:00');
    const other = await driven.customer('KH-EN');
    await driven.buy(other.id, 'XS-EN', '2025-09-01');
    const [known] = (await driven.client.get(`/customers/${other.id}`)).contacts;
    const contact = { contactId: known.contactId, name: '王芳', email: 'KH-EN@customer.example', language: 'en' };
    await driven.client.patch(`/customers/${other.id}`, { contacts: [contact] });
    const { id } = await resolved({ customerId: other.id, contact: contact.contactId });
    await driven.settle();
    const page = async (link: string) => (await get(link, 'text/html')).text;
    const resolution = await page(linkIn((await mailsOf(id, 'request-resolved'))[0]!, 'resolutions'));
    expect(resolution).toContain('<html lang="en">');
    expect(resolution).toContain('Please confirm the resolution');
    await act(id, 'close', { confirmedBy: '王芳' });
    await at('2026-03-03 09:00');
    expect(await page(await surveyLink(id))).toContain('How was our service?');
  });

  it('Q3: satisfaction by the day of sending, superseded surveys left out, as known then', async () => {
    const { body } = await report({ from: '2025-12-01', to: '2025-12-31', by: 'month' });
    const { scores } = body as { scores: Record<string, number> };
    expect(Object.values(scores).reduce((sum, count) => sum + count, 0)).toBe(body.answered);
    expect(body.groups).toMatchObject([{ key: '2025-12', sent: body.sent, answered: body.answered }]);
    const first = { from: '2025-12-08', to: '2025-12-08' };
    const figures = { sent: 1, answered: 1, responseRate: 100, average: 2, low: 1 };
    expect((await report(first)).body).toMatchObject({
      ...figures,
      scores: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 0 },
      followUps: { inTime: 1, late: 0, open: 0 },
    });
    const before = await report({ ...first, knownAt: inUtc('2025-12-09 09:00') });
    expect(before.body).toMatchObject({ sent: 1, answered: 0, responseRate: 0, average: null, low: 0 });
    const unreplied = await report({ ...first, knownAt: inUtc('2025-12-10 09:00') });
    expect(unreplied.body.followUps).toEqual({ inTime: 0, late: 0, open: 1 });
    const csv = await report({ ...first, by: 'service' }, 'text/csv');
    expect(csv.text.split('\r\n').slice(1)).toEqual([
      'maintenance,1,1,100,2,0,1,0,0,0,1,1,0,0',
      'all,1,1,100,2,0,1,0,0,0,1,1,0,0',
      '',
    ]);
    await caughtUp(driven.app);
    expect((await report({ from: '2026-02-14', to: '2026-02-14' })).body).toMatchObject({ sent: 1, answered: 0 });
  });

  it('M6: a wrong token, one of another purpose and one of an erased person are one 404, and are limited', async () => {
    const { id } = await resolved();
    await driven.settle();
    const resolution = linkIn((await mailsOf(id, 'request-resolved'))[0]!, 'resolutions');
    const token = resolution.slice(resolution.lastIndexOf('/') + 1);
    await driven.client.post(`/customers/${customerId}/contacts/${contactId}/erase`, {
      reason: '本人要求',
      texts: 'keep',
    });
    const answers = await Promise.all(
      [resolution, `/api/v1/surveys/${token}`, '/api/v1/surveys/x', '/api/v1/resolutions/x'].flatMap((path) => [
        get(path),
        post(path, path.includes('surveys') ? { score: 1 } : { answer: 'accept' }),
      ]),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'link-unknown']));
    let last = 404;
    for (let n = 0; n < 70 && last === 404; n += 1) last = (await get('/api/v1/surveys/x')).status;
    expect(last).toBe(429);
  });
});
