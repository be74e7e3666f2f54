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
    contactId = (await driven.client.get(`/customers/${customerId}`)).contacts[0].id;
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
});
