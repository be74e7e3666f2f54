import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textSubject } from '../../domain/kernel/personal.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, onEmbedded, startApp, type TestApp } from '../support/app.js';
import { findIn, formsOf } from '../support/byte-search.js';
import { sendForm, storedHashes } from '../support/forms.js';
import { freshFolder } from '../support/folder.js';
import { DrivenApp } from '../support/obligations.js';

interface Made {
  readonly customerId: string;
  readonly contactId: string;
  readonly requestId: string;
  readonly intakeId: string;
}

/** A contact that called, and asked for something that was talked about and planned. */
const asked = async (app: TestApp, code: string, secret: string): Promise<Made> => {
  const client = new ApiClient(app, 'seeyon');
  const { id: customerId, contacts } = await client.post('/customers', {
    code,
    name: `客户 ${code}`,
    level: 'standard',
    region: 'city',
    contacts: [{ name: `${secret}名`, email: `${code}@customer.example`, role: 'lead', notify: true }],
  });
  const { contactId } = contacts[0];
  await client.post('/contracts', {
    customerId,
    contractNo: code,
    licenceNo: `L-${code}`,
    purchasedOn: '2025-03-01',
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });
  const receivedAt = app.clock.now();
  const call = { channel: 'hotline', receivedAt, from: contactId, text: `${secret}一` };
  const { id: intakeId } = await client.post('/intakes', call);
  const registration = {
    customerId,
    intakeId,
    service: 'maintenance',
    channel: 'hotline',
    urgency: 'normal',
    title: `${secret}二`,
    description: `${secret}三`,
    contact: contactId,
  };
  // A6: a name and a content that would be found.
  const file = { name: `${secret}附.txt`, content: `${secret}件\n`.repeat(5_000) };
  const { id: requestId } = (await sendForm(app, '/requests', registration, [file])).body;
  const interaction = { direction: 'inbound', channel: 'phone', text: `${secret}四`, by: contactId };
  await sendForm(app, `/requests/${requestId}/interactions`, interaction, [file]);
  const memo = { text: `${secret}五`, solution: `${secret}六`, plannedOn: '2026-01-09' };
  await client.post(`/requests/${requestId}/memo`, memo);
  return { customerId, contactId, requestId, intakeId };
};

const keysOf = async ({ stores }: TestApp, { requestId, intakeId }: Made) => {
  const subjects = [requestId, intakeId].map(textSubject);
  const found = await stores.keys.find('seeyon', subjects);
  return subjects.map((subject) => found.get(subject) === null);
};

describe('A7: a contact is erased with what it asked for', () => {
  const secret = '绝密之句四七一二';
  let app: TestApp;
  let client: ApiClient;
  beforeAll(async () => {
    app = await startApp({ now: '2025-12-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
  });
  afterAll(() => app.close());

  const erase = ({ customerId, contactId }: Made, more: object = {}) =>
    client.post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求', ...more });

  it('its texts and mails are in no answer and in no file, and states, promises and figures stay', async () => {
    const made = await asked(app, 'A', secret);
    await app.stores.mail.send({
      messageId: 'o1.k@localhost',
      obligationId: 'o1',
      recipientKey: made.contactId,
      from: 'a@vendor.example',
      replyTo: null,
      to: { name: `${secret}名`, address: 'A@customer.example' },
      subject: `${secret}七`,
      text: `${secret}八`,
      html: `${secret}九`,
      headers: {},
    });
    await caughtUp(app);
    const figures = async () => {
      const report = await client.get('/reports/service-levels', { from: '2025-12-01', to: '2025-12-02' });
      return { ...report, knownPosition: null };
    };
    const request = () => client.get(`/requests/${made.requestId}`);
    const [before, reported] = [await request(), await figures()];
    expect(JSON.stringify(before)).toContain(`${secret}四`);
    expect(before).toMatchObject({
      files: [{ name: `${secret}附.txt` }],
      interactions: [{ files: [{ bytes: 140_000 }] }],
    });
    expect((await storedHashes(app)).stored).toHaveLength(2);
    expect(await erase(made)).not.toHaveProperty('retained');
    const after = await request();
    expect(after).toMatchObject({ title: null, description: null, contact: made.contactId, textErased: true });
    const { state, promises, priority } = before;
    expect(after).toMatchObject({ state, promises, priority });
    const { items } = await client.get('/intakes');
    expect(items).toMatchObject([{ id: made.intakeId, text: null, from: made.contactId }]);
    expect(await figures()).toEqual(reported);
    expect(JSON.stringify([after, await client.get('/requests'), items])).not.toContain(secret);
    expect(await keysOf(app, made)).toEqual([true, true]);
    expect(after.files).toEqual([{ ...before.files[0], name: null }]);
    expect(await storedHashes(app)).toEqual({ stored: [], unconfirmed: [] });
    expect(findIn(app.home, formsOf(secret))).toEqual([]);
    // Once is enough, and a repeat reaches what was asked for since.
    const later = await client.post('/requests', {
      customerId: made.customerId,
      service: 'maintenance',
      channel: 'email',
      urgency: 'low',
      title: '后来',
      contact: made.contactId,
    });
    await erase(made);
    expect(await client.get(`/requests/${later.id}`)).toMatchObject({ title: null, textErased: true });
  });

  it('texts that are kept are listed, and stay', async () => {
    const made = await asked(app, 'B', '留存之句');
    expect((await erase(made, { texts: 'keep' })).retained).toEqual([
      { kind: 'request', id: made.requestId },
      { kind: 'intake', id: made.intakeId },
    ]);
    expect(await client.get(`/requests/${made.requestId}`)).toMatchObject({ title: '留存之句二', textErased: false });
    expect((await storedHashes(app)).stored).toHaveLength(2);
    expect(await keysOf(app, made)).toEqual([false, false]);
  });

  it('a mail that was sent while its recipient was erased is forgotten too', async () => {
    const driven = await DrivenApp.over(await startApp({ now: inUtc('2025-03-01 10:00') }));
    const { mail } = driven.app.stores;
    const { id: customerId } = await driven.customer('C');
    await driven.buy(customerId, 'C', '2025-03-01');
    const [{ contactId }] = (await driven.client.get(`/customers/${customerId}`)).contacts;
    const send = mail.send.bind(mail);
    mail.send = async (letter) => {
      if (letter.recipientKey === contactId)
        await driven.client.post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求' });
      return send(letter);
    };
    await driven.at(inUtc('2025-12-01 09:00'));
    await driven.close();
    expect(findIn(driven.app.home, formsOf('王芳'))).toEqual([]);
    expect(findIn(driven.app.home, formsOf('C@customer.example'))).toEqual([]);
  });
});

describe('A7: an erasure that ends halfway', () => {
  onEmbedded('is completed by the next start, from what it recorded', async () => {
    const home = freshFolder();
    const first = await startApp({ home, now: '2025-12-01T02:00:00.000Z' });
    const made = await asked(first, 'D', '半途之句');
    first.stores.keys.erase = () => Promise.reject(new Error('the process ended here'));
    const { status } = await first.http
      .post(`/api/v1/customers/${made.customerId}/contacts/${made.contactId}/erase`)
      .set('authorization', `Bearer ${first.keys.admin}`)
      .send({ reason: '本人要求' });
    expect([status, await keysOf(first, made)]).toEqual([500, [false, false]]);
    await first.close();

    const second = await startApp({ home, now: '2025-12-01T02:00:00.000Z' });
    expect(await keysOf(second, made)).toEqual([true, true]);
    expect(await second.stores.keys.begunErasures()).toEqual([]);
    expect((await storedHashes(second)).stored).toEqual([]);
    const shown = await new ApiClient(second, 'seeyon').get(`/requests/${made.requestId}`);
    expect(shown).toMatchObject({ title: null, textErased: true });
    await second.close();
  });

  onEmbedded('of the texts of one request is completed too: its files go before its key', async () => {
    const home = freshFolder();
    const first = await startApp({ home, now: '2025-12-01T02:00:00.000Z' });
    const made = await asked(first, 'E', '一半之句');
    first.stores.files.remove = () => Promise.reject(new Error('the process ended here'));
    const { status } = await first.http
      .post(`/api/v1/requests/${made.requestId}/erase-text`)
      .set('authorization', `Bearer ${first.keys.admin}`)
      .send({ reason: '本人要求' });
    expect([status, await keysOf(first, made)]).toEqual([500, [false, false]]);
    await first.close();

    const second = await startApp({ home, now: '2025-12-01T02:00:00.000Z' });
    expect(await keysOf(second, made)).toEqual([true, false]);
    expect((await storedHashes(second)).stored).toEqual([]);
    await second.close();
  });
});
