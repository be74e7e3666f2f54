import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokens } from '../../src/mails/mails.port.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { startApp } from '../support/app.js';
import { findIn, formsOf } from '../support/byte-search.js';
import { DrivenApp } from '../support/obligations.js';

let driven: DrivenApp;
beforeAll(async () => {
  driven = await DrivenApp.over(await startApp({ now: inUtc('2025-12-05 10:00') }));
}, 60_000);
afterAll(() => driven.close());

const texts = [
  '张静怡',
  '审批流卡住了',
  '索引碎片',
  '下一补丁修复',
  '清理了索引',
  '等了四天半',
  '已经道歉并回访',
  '再观察一周',
];
const outbox = (): readonly string[] => readdirSync(join(driven.app.home, 'outbox'));

it('A7: of a contact with requests, a memo, a survey and mails no word is left, and figures stay', async () => {
  const { client, app } = driven;
  const { id: customerId } = await driven.customer('KH-A');
  await driven.buy(customerId, 'XS-A', '2025-09-01');
  const contact = { name: '张静怡', email: 'jingyi.zhang@customer.example', role: 'it', notify: true };
  const changed = await client.patch(`/customers/${customerId}`, { contacts: [contact] });
  const { contactId } = changed.contacts.find((each: { name: string }) => each.name === '张静怡');
  const act = (id: string, path: string, body: object) => client.post(`/requests/${id}/${path}`, body);
  const { id } = await client.post('/requests', {
    customerId,
    contact: contactId,
    service: 'maintenance',
    channel: 'hotline',
    urgency: 'normal',
    title: '审批流卡住了',
  });
  await act(id, 'memo', { text: '索引碎片', solution: '下一补丁修复', plannedOn: '2025-12-08' });
  await act(id, 'resolve', { resolution: '清理了索引', by: '张工' });
  await act(id, 'close', { confirmedBy: contactId });
  await driven.at(inUtc('2025-12-08 09:00'));
  const letters = outbox().map((name) => readFileSync(join(app.home, 'outbox', name), 'latin1'));
  expect(letters.length).toBeGreaterThan(1);
  const { survey } = await client.get(`/requests/${id}`);
  expect(survey.state).toBe('open');

  const token = app.app.get(Tokens, { strict: false }).make('survey', ['seeyon', id, '1', contactId]);
  const answered = await app.http.post(`/api/v1/surveys/${token}`).send({ score: 1, comment: '等了四天半' });
  expect(answered.status).toBe(200);
  await driven.at(inUtc('2025-12-10 18:00'));
  // The manager was written to, with what the customer answered.
  expect(outbox().some((name) => name.includes('manager-'))).toBe(true);
  await act(id, 'follow-up/reply', { action: '已经道歉并回访', text: '再观察一周', by: '李强' });
  const span = { from: '2025-12-01', to: '2025-12-31' };
  const figures = async () => [
    await client.get('/reports/satisfaction', span),
    (await client.get('/reports/service-levels', span)).promises,
  ];
  const [satisfaction, promises] = await figures();
  expect(satisfaction).toMatchObject({ sent: 1, answered: 1, low: 1, followUps: { inTime: 1 } });

  await client.post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求' });
  await driven.settle();
  for (const word of [...texts, 'jingyi.zhang@customer.example'])
    expect([word, findIn(app.home, formsOf(word))]).toEqual([word, []]);
  const [after, promisesAfter] = await figures();
  expect({ ...after, knownPosition: 0 }).toEqual({ ...satisfaction, knownPosition: 0 });
  expect(promisesAfter).toEqual(promises);
  const shown = await client.get(`/requests/${id}`);
  expect([shown.textErased, shown.title, shown.survey.score, shown.survey.comment]).toEqual([true, null, 1, null]);
  expect((await app.http.get(`/api/v1/surveys/${token}`)).body.code).toBe('link-unknown');
});
