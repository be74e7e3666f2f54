import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tokens } from '../../src/mails/mails.port.js';
import { findIn, formsOf } from '../support/byte-search.js';
import { startApp, type TestApp } from '../support/app.js';
import { freshFolder } from '../support/folder.js';
import { aMail } from '../support/mail-server.js';

let app: TestApp;
let customerId: string;
let contactIds: readonly string[];
beforeAll(async () => {
  app = await startApp();
  const contact = (name: string) => ({ name, email: `${name}@example.cn`, role: 'it', notify: true });
  const made = await app.http
    .post('/api/v1/customers')
    .set('authorization', `Bearer ${app.keys.sales}`)
    .send({ code: 'C1', name: '远景科技', level: 'key', region: 'city', contacts: ['wang', 'chen'].map(contact) });
  customerId = made.body.id as string;
  contactIds = (await customerNow()).contacts.map(({ contactId }) => contactId);
});
afterAll(() => app.close());

interface Shown {
  readonly contacts: readonly { readonly contactId: string; readonly topics?: readonly string[] }[];
}
const customerNow = async (): Promise<Shown> =>
  (await app.http.get(`/api/v1/customers/${customerId}`).set('authorization', `Bearer ${app.keys.sales}`))
    .body as Shown;
const addressOf = (contactId: string, topic = 'survey', vendor = 'seeyon'): string =>
  `/api/v1/unsubscribe/${app.app.get(Tokens, { strict: false }).make('unsubscribe', [vendor, customerId, contactId, topic])}`;
const topicsNow = async (index: number) => (await customerNow()).contacts[index]?.topics;

describe('M5, M6: the link that ends notices', () => {
  it('only shows on GET, as JSON and as a page that may do nothing but send its form', async () => {
    const address = addressOf(contactIds[0]!);
    const before = await topicsNow(0);
    const shown = await app.http.get(address);
    expect([shown.status, shown.body]).toEqual([200, { company: '致远', topic: 'survey', subscribed: true }]);
    const page = await app.http.get(address).set('accept', 'text/html,*/*').set('accept-language', 'zh-CN');
    expect(page.text).toContain('<form method="post">');
    expect(page.text).toContain('不再接收致远关于“满意度调查”的邮件？');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none';.*form-action 'self'/);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(await topicsNow(0)).toEqual(before);
  });

  it('acts on POST of the forms of RFC 8058, for one topic, again without a second event', async () => {
    const address = addressOf(contactIds[0]!);
    const done = { company: '致远', topic: 'survey', subscribed: false };
    const form = await app.http.post(address).type('form').send('List-Unsubscribe=One-Click');
    expect([form.status, form.body]).toEqual([200, done]);
    const topics = await topicsNow(0);
    expect(topics).toEqual(['contract', 'release', 'article', 'media', 'club']);
    const head = await app.stores.ordinals.head();
    const parts = await app.http.post(address).field('List-Unsubscribe', 'One-Click');
    expect([parts.status, parts.body]).toEqual([200, done]);
    expect((await app.http.post(address).send()).body).toEqual(done);
    expect(await app.stores.ordinals.head()).toEqual(head);
    expect((await app.http.get(address).set('accept', 'text/html')).text).not.toContain('<form');
    expect((await app.http.post(addressOf(contactIds[0]!, 'release'))).body.subscribed).toBe(false);
    expect(await topicsNow(0)).toEqual(['contract', 'article', 'media', 'club']);
  });

  it('A7: ends with the person, whose kept mails go too; erased, wrong and contract are one 404, and limited', async () => {
    const [, contactId] = contactIds as [string, string];
    await app.stores.mail.send(aMail({ recipientKey: contactId, to: { name: 'chen', address: 'chen@example.cn' } }));
    const address = addressOf(contactId);
    expect((await app.http.get(address)).status).toBe(200);
    const erased = await app.http
      .post(`/api/v1/customers/${customerId}/contacts/${contactId}/erase`)
      .set('authorization', `Bearer ${app.keys.admin}`)
      .send({ reason: '本人要求' });
    expect(erased.status).toBe(200);
    expect(readdirSync(join(app.home, 'outbox'))).toEqual([]);
    expect(findIn(app.home, formsOf('chen@example.cn'))).toEqual([]);
    const answers = await Promise.all(
      [
        address,
        addressOf(contactIds[0]!, 'contract'),
        addressOf(contactIds[0]!, 'survey', 'huaruan'),
        addressOf('ctc_nobody'),
        `${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`,
        '/api/v1/unsubscribe/x',
      ].flatMap((each) => [app.http.get(each), app.http.post(each)]),
    );
    const same = answers.map(({ status, body }) => ({ ...(body as object), status, correlationId: '' }));
    expect(new Set(same.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(same[0]).toMatchObject({ status: 404, code: 'link-unknown' });
    const page = await app.http.get(address).set('accept', 'text/html').set('accept-language', 'zh-TW');
    expect([page.status, page.type, page.headers['cache-control']]).toEqual([404, 'text/html', 'no-store']);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('<h1>連結無效</h1>');
    let last = 404;
    for (let n = 0; n < 70 && last === 404; n += 1) last = (await app.http.get('/api/v1/unsubscribe/x')).status;
    expect(last).toBe(429);
  });

  it('M2: an unknown placeholder in a vendor\u2019s own text stops the start', async () => {
    const policies = freshFolder();
    mkdirSync(join(policies, 'mails'));
    writeFileSync(
      join(policies, 'mails', 'seeyon.en.yaml'),
      'survey: { subject: "{titel}", opening: [], facts: [], closing: [] }',
    );
    await expect(startApp({ policies })).rejects.toThrow('seeyon.en.yaml: survey: unknown placeholder {titel}');
  });
});
