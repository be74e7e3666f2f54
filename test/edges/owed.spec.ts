import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { startApp } from '../support/app.js';
import { DrivenApp, ScriptedMail, type ShownObligation } from '../support/obligations.js';

/**
 * What is owed around National Day 2025, over HTTP, worked out by hand from docs/rules.md. Local time. Friday 26
 * September; Sunday 28 September and Saturday 11 October are working days, 1 to 8 October are holidays.
 */
describe('what is owed at the edges of its rules', () => {
  const mail = new ScriptedMail();
  let driven: DrivenApp;
  let customerId: string;
  let contactId: string;
  beforeAll(async () => {
    driven = await DrivenApp.over(await startApp({ now: inUtc('2025-09-26 09:00'), mail }));
    customerId = (await driven.customer('KH-A')).id;
    contactId = (await driven.client.get(`/customers/${customerId}`)).contacts[0].contactId;
    await driven.buy(customerId, 'XS-A', '2025-09-01');
  }, 60_000);
  afterAll(() => driven.close());

  const at = (local: string): Promise<void> => driven.at(inUtc(local));
  const act = (id: string, path: string, body: object) => driven.client.post(`/requests/${id}/${path}`, body);
  const register = async (more: object = {}): Promise<string> =>
    (
      await driven.client.post('/requests', {
        customerId,
        contact: contactId,
        service: 'maintenance',
        channel: 'hotline',
        urgency: 'low',
        title: '无法登录',
        ...more,
      })
    ).id;
  const resolve = (id: string) => act(id, 'resolve', { resolution: '已恢复', by: '张工' });
  const owed = async (id: string): Promise<readonly ShownObligation[]> => driven.obligations({ requestId: id });
  /** Kind, offset and due of what is planned, or how it ended. */
  const dues = async (id: string, ...kinds: readonly string[]) =>
    (await owed(id))
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, offset, dueAt, state, reason }) => [kind, offset, dueAt, reason ?? state])
      .sort();
  const linkOf = async (id: string): Promise<string> => {
    const survey = (await owed(id)).filter(({ kind }) => kind === 'survey').at(-1)!;
    const { text } = mail.accepted.find(({ obligationId }) => obligationId === survey.id)!;
    return new URL(/https?:\/\/\S+\/api\/v1\/surveys\/\S+/.exec(text)![0]).pathname;
  };
  const answer = async (link: string, score: number) => {
    const { status, body } = await driven.app.http.post(link).set('accept', 'application/json').send({ score });
    return [status, body.code ?? body.score];
  };

  let waiting: string;
  let silent: string;
  let asked: string;
  it('R10, R11, R15, R18: working days are those of the calendar', async () => {
    await at('2025-09-26 17:00');
    waiting = await register();
    await act(waiting, 'wait', { kind: 'information', text: '日志', automatic: true });
    expect(await dues(waiting, 'wait-reminder', 'wait-unanswered')).toEqual([
      ['wait-reminder', 3, inUtc('2025-09-30 09:00'), 'planned'],
      ['wait-reminder', 6, inUtc('2025-10-11 09:00'), 'planned'],
      ['wait-unanswered', 7, inUtc('2025-10-13 09:00'), 'planned'],
    ]);
    const friday = (await driven.client.post('/intakes', { channel: 'email', receivedAt: inUtc('2025-09-26 17:00') }))
      .id;
    await at('2025-09-27 12:00');
    const saturday = (await driven.client.post('/intakes', { channel: 'email', receivedAt: inUtc('2025-09-27 12:00') }))
      .id;
    await at('2025-09-28 10:00');
    silent = await register();
    await resolve(silent);
    expect(await dues(silent, 'request-close')).toEqual([['request-close', 0, inUtc('2025-10-11 18:00'), 'planned']]);
    const planned = await register();
    const { memo } = await act(planned, 'memo', { text: '慢', solution: '补丁', plannedOn: '2025-10-04' });
    for (const [side, person] of [
      ['vendor', '李强'],
      ['customer', contactId],
    ])
      await act(planned, 'memo/confirm', { side, person, sha256: memo.sha256 });
    expect(await dues(planned, 'memo-planned')).toEqual([['memo-planned', 0, inUtc('2025-09-30 09:00'), 'planned']]);
    const intakes = new Map(
      (await driven.obligations({ kind: 'intake-open' })).map((each) => [each.intakeId, each.dueAt]),
    );
    expect([intakes.get(friday), intakes.get(saturday)]).toEqual([
      inUtc('2025-09-28 18:00'),
      inUtc('2025-09-28 18:00'),
    ]);
  });

  it('S22: closed before the holidays it is asked about after them; each resolution for itself', async () => {
    await at('2025-09-30 17:00');
    asked = await register();
    await resolve(asked);
    await act(asked, 'close', { confirmedBy: '王芳' });
    const early = await register();
    await resolve(early);
    await act(early, 'close', { confirmedBy: '王芳' });
    await act(early, 'reopen', { reason: '又来' });
    expect((await dues(asked, 'survey')).map(([, , due]) => due)).toEqual([inUtc('2025-10-09 09:00')]);
    await at('2025-10-09 09:00');
    expect((await driven.client.get(`/requests/${asked}`)).survey).toMatchObject({
      state: 'open',
      sentAt: inUtc('2025-10-09 09:00'),
      closesAt: inUtc('2025-10-24 00:00'),
    });
    expect((await dues(asked, 'survey-reminder')).map(([, , due]) => due)).toEqual([inUtc('2025-10-13 09:00')]);
    expect((await dues(early, 'survey')).map(([, , , end]) => end)).toEqual(['reopened']);
    // Within one week: a second resolution, a second survey.
    await resolve(early);
    await act(early, 'close', { confirmedBy: '王芳' });
    await at('2025-10-10 09:00');
    expect((await driven.client.get(`/requests/${early}`)).survey).toMatchObject({ cycle: 2, state: 'open' });
    await at('2025-10-10 20:00');
    expect(await answer(await linkOf(early), 2)).toEqual([200, 2]);
    expect((await driven.client.get(`/requests/${early}`)).survey.followUp).toMatchObject({
      dueAt: inUtc('2025-10-13 18:00'),
    });
  });

  it('R10, R11, S22: a make-up Saturday is a day of reminders, of silence and of answers', async () => {
    await at('2025-10-11 09:00');
    expect(await dues(waiting, 'wait-reminder', 'wait-unanswered')).toEqual([
      ['wait-reminder', 3, inUtc('2025-09-30 09:00'), 'sent'],
      ['wait-reminder', 6, inUtc('2025-10-11 09:00'), 'sent'],
      ['wait-unanswered', 7, inUtc('2025-10-13 09:00'), 'planned'],
    ]);
    await driven.at('2025-10-11T09:59:59.999Z');
    expect((await driven.client.get(`/requests/${silent}`)).state).toBe('resolved');
    await at('2025-10-11 18:00');
    expect((await driven.client.get(`/requests/${silent}`)).closed).toEqual({
      at: inUtc('2025-10-11 18:00'),
      how: 'silence',
    });
    // R12: from the closing, not from the resolution.
    await driven.at('2025-10-25T15:59:59.999Z');
    expect(await act(silent, 'reopen', { reason: '又来' })).toMatchObject({ state: 'registered' });
  });

  it('S22: through the 14th day after the sending, and not a millisecond longer', async () => {
    await at('2025-11-03 10:00');
    const ids = [await register(), await register()] as const;
    for (const id of ids) {
      await resolve(id);
      await act(id, 'close', { confirmedBy: '王芳' });
    }
    await at('2025-11-04 09:00');
    const links = [await linkOf(ids[0]), await linkOf(ids[1])] as const;
    await driven.at('2025-11-18T15:59:59.999Z');
    expect(await answer(links[0], 3)).toEqual([200, 3]);
    expect((await driven.client.get(`/requests/${ids[0]}`)).survey.followUp).toBeNull();
    driven.app.clock.set('2025-11-18T16:00:00.000Z');
    expect(await answer(links[1], 3)).toEqual([410, 'survey-closed']);
    expect(await answer(links[0], 4)).toEqual([410, 'survey-answered']);
  });
});
