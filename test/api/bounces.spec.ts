import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firingId, firings, forgetSearch } from '../../src/obligations/firing/obligation-jobs.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { startApp } from '../support/app.js';
import { DrivenApp, ScriptedMail } from '../support/obligations.js';

/** A contract from 2025-03-01: 90, 60 and 30 days before its last day fall due at these minutes. */
const due = { 90: '2025-12-01 09:00', 60: '2025-12-31 09:00', 30: '2026-01-30 09:00' } as const;

describe('M4: mails that come back', () => {
  const mail = new ScriptedMail();
  let driven: DrivenApp;
  let customerId: string;
  let contractId: string;
  beforeAll(async () => {
    driven = await DrivenApp.over(await startApp({ now: inUtc('2025-03-01 10:00'), mail }));
    customerId = (await driven.customer('KH1')).id;
    contractId = (await driven.buy(customerId, 'KH1', '2025-03-01')).id;
  }, 60_000);
  afterAll(() => driven.close());

  const report = (messageId: string, status: string, key = driven.app.keys.system) =>
    driven.app.http
      .post('/api/v1/mail/bounces')
      .set({ authorization: `Bearer ${key}`, 'accept-language': 'en' })
      .send({ messageId, status });
  const contactId = async (): Promise<string> =>
    (await driven.client.get(`/customers/${customerId}`)).contacts[0].contactId;
  const toContact = async (offset: number): Promise<string> => {
    const { id } = await driven.of(contractId, offset);
    return mail.accepted.find(({ messageId }) => messageId.startsWith(`${id}.per_`))!.messageId;
  };
  const notices = () => mail.accepted.filter(({ subject }) => subject === '客户 KH1：一个邮箱无法送达');
  const recorded = async (stream: string, type: string) =>
    (await driven.app.stores.events.readStream(`seeyon.${stream}`)).filter((event) => event.type === type);

  it('are refused where nothing like it was sent, and from anybody but a mail system', async () => {
    await driven.at(inUtc(due[90]));
    const messageId = await toContact(-90);
    expect((await report(messageId, '5.1.1', driven.app.keys.admin)).status).toBe(403);
    const [local] = messageId.split('@');
    for (const unknown of ['none', `${local}@elsewhere.example`, messageId.replace('per_', 'per_0')]) {
      const { status, body } = await report(unknown, '5.1.1');
      expect([unknown, status, body.code]).toEqual([unknown, 404, 'mail-unknown']);
    }
    for (const status of ['2.0.0', 'gone', '5.1']) expect((await report(messageId, status)).status).toBe(400);
  });

  it('a failure is recorded with its obligation, once, and leaves the end as it was', async () => {
    const messageId = await toContact(-90);
    const { id } = await driven.of(contractId, -90);
    expect((await report(messageId, '4.4.7')).body).toMatchObject({ obligationId: id, permanent: false });
    expect(await recorded(`obligation-${id}`, 'MailFailed')).toEqual([]);
    for (const spelling of [messageId, `<${messageId}>`]) {
      const { status, body } = await report(spelling, '5.1.1');
      expect([status, body]).toEqual([200, { obligationId: id, contactId: await contactId(), permanent: true }]);
    }
    expect((await recorded(`obligation-${id}`, 'MailFailed')).length).toBe(1);
    await driven.settle();
    const { state, recipients } = await driven.of(contractId, -90);
    expect(state).toBe('sent');
    expect(recipients.map((each) => [each.role, each.state, each.code]).sort()).toEqual([
      ['contact', 'failed', '5.1.1'],
      ['manager', 'accepted', null],
    ]);
    expect([await recorded(`customer-${customerId}`, 'AddressFailed'), notices()]).toEqual([[], []]);
  });

  it('the second in a row stops the address, and the manager is notified once', async () => {
    await driven.at(inUtc(due[60]));
    const messageId = await toContact(-60);
    for (let times = 0; times < 2; times += 1) expect((await report(messageId, '550')).status).toBe(200);
    await driven.settle();
    const failures = await recorded(`customer-${customerId}`, 'AddressFailed');
    expect(failures.map(({ data }) => data)).toEqual([{ contactId: await contactId(), code: '550' }]);
    expect(notices().map(({ to }) => to.address)).toEqual(['manager.KH1@seeyon.example']);
    const { text, quotes } = notices()[0]!;
    expect(text).toContain('客户：客户 KH1\n联系人：王芳\n角色：项目负责人\n退信状态：550');
    expect(quotes).toEqual([await contactId()]);
    await driven.at(inUtc(due[30]));
    const { state, recipients } = await driven.of(contractId, -30);
    expect([state, recipients.map(({ role }) => role)]).toEqual(['sent', ['manager']]);
  });

  it('a report about an address that was changed since counts for nothing', async () => {
    const contact = { contactId: await contactId(), name: '王芳', email: 'new@customer.example', notify: true };
    await driven.client.patch(`/customers/${customerId}`, { contacts: [{ ...contact, role: 'lead' }] });
    expect((await report(await toContact(-60), '5.1.1')).status).toBe(200);
    expect((await recorded(`customer-${customerId}`, 'AddressFailed')).length).toBe(1);
  });

  it('C9: histories of the customer and the contract show what was owed and what was asked for', async () => {
    const asked = { customerId, contractId, service: 'maintenance', channel: 'email', urgency: 'low', title: '打印' };
    const { no } = await driven.client.post('/requests', asked);
    await driven.settle();
    for (const path of [`/customers/${customerId}`, `/contracts/${contractId}`]) {
      const { items } = await driven.client.get(`${path}/timeline`, { limit: '200' });
      const sentences = items.map(({ sentence }: { sentence: string }) => sentence).join('\n');
      expect(sentences).toContain('The renewal reminder of contract KH1 was sent to 2 recipients');
      expect(sentences).toContain('mail of contract KH1 failed for one recipient');
      expect(sentences).toContain(no);
      expect(sentences).not.toContain('Internal record');
    }
  });
});

describe('M4: that an address stopped is owed to its manager by the ledger', () => {
  const mail = new ScriptedMail();
  const subject = '客户 KH1：一个邮箱无法送达';
  let driven: DrivenApp;
  let customerId: string;
  let now = Date.parse(inUtc('2025-03-03 10:00'));
  beforeAll(async () => {
    driven = await DrivenApp.over(await startApp({ now: new Date(now).toISOString(), mail }));
    customerId = (await driven.customer('KH1')).id;
  }, 60_000);
  afterAll(() => driven.close());

  const notices = () => mail.accepted.filter((each) => each.subject === subject);
  const owed = async () => (await driven.obligations({ customerId })).filter(({ kind }) => kind === 'address-failed');
  const pass = async (minutes: number): Promise<void> => {
    now += minutes * 60_000;
    await driven.at(new Date(now).toISOString());
  };
  /** Mails about two requests come back, and the notice to the manager is not taken for a time. */
  const stop = async (): Promise<void> => {
    mail.answer = (each) => {
      if (each.subject === subject) return { outcome: 'temporary', code: '451' };
      const isContact = each.to.address.endsWith('@customer.example');
      return isContact ? { outcome: 'permanent', code: '5.1.1' } : { outcome: 'accepted' };
    };
    const { contacts } = await driven.client.get(`/customers/${customerId}`);
    const asked = { customerId, service: 'maintenance', channel: 'email', urgency: 'low', title: '打印' };
    for (let n = 0; n < 2; n += 1) {
      await driven.client.post('/requests', { ...asked, contact: contacts[0].contactId });
      await driven.settle();
    }
    // That the address stopped is recorded last, and owes the notice.
    await driven.settle();
  };
  const loseJobs = async (about: string): Promise<void> => {
    const { jobs } = driven.app.stores;
    await forgetSearch(jobs, 'seeyon');
    await jobs.remove(
      firings,
      firingId('seeyon', { source: 'address', subjectId: customerId, customerId, part: about }),
    );
  };

  it('is sent once, although every job was lost before', async () => {
    await stop();
    const [due] = await owed();
    expect(due).toMatchObject({ state: 'due', contractId: null, recipients: [{ role: 'manager', state: 'waiting' }] });
    await loseJobs(due!.about!);
    mail.answer = () => ({ outcome: 'accepted' });
    await pass(2);
    await loseJobs(due!.about!);
    await pass(2);
    expect(notices().map(({ to }) => to.address)).toEqual(['manager.KH1@seeyon.example']);
    expect(await owed()).toMatchObject([{ id: due!.id, state: 'sent' }]);
    const { items } = await driven.client.get(`/customers/${customerId}/timeline`, { limit: '200' });
    const sentences = items.map(({ sentence }: { sentence: string }) => sentence);
    expect(sentences.join('\n')).toContain('notice of an address that takes no mail');
  });

  const request = async (): Promise<void> => {
    const { contacts } = await driven.client.get(`/customers/${customerId}`);
    const asked = { customerId, service: 'maintenance', channel: 'email', urgency: 'low', title: '打印' };
    await driven.client.post('/requests', { ...asked, contact: contacts[0].contactId });
    await driven.settle();
  };
  const change = async (email: string): Promise<void> => {
    const { contacts } = await driven.client.get(`/customers/${customerId}`);
    await driven.client.patch(`/customers/${customerId}`, {
      contacts: [{ contactId: contacts[0].contactId, name: '王芳', email, role: 'lead', notify: true }],
    });
  };

  it('is no more owed where the address was changed, and owed anew where the new one stops', async () => {
    await change('first@customer.example');
    mail.answer = ({ to }) =>
      to.address === 'first@customer.example' ? { outcome: 'permanent', code: '5.1.1' } : { outcome: 'accepted' };
    await request();
    await pass(1);
    // What an earlier address failed is not the new one's.
    await change('second@customer.example');
    mail.answer = ({ to }) =>
      to.address === 'second@customer.example' ? { outcome: 'permanent', code: '5.1.1' } : { outcome: 'accepted' };
    await pass(1);
    await request();
    expect((await owed()).map(({ state }) => state)).toEqual(['sent']);
    mail.answer = () => ({ outcome: 'accepted' });
    await pass(1);
    await request();
    await stop();
    expect((await owed()).map(({ state }) => state).sort()).toEqual(['due', 'sent']);
    await change('third@customer.example');
    mail.answer = () => ({ outcome: 'accepted' });
    await pass(2);
    expect((await owed()).map(({ state, reason }) => reason ?? state).sort()).toEqual(['sent', 'withdrawn']);
    expect(notices().length).toBe(1);
  });
});
