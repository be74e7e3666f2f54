import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ObligationRunner } from '../../src/obligations/firing/runner.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { caughtUp, onEmbedded, startApp } from '../support/app.js';
import { DrivenApp, ScriptedMail } from '../support/obligations.js';

type Named = 'dies' | 'late' | 'renewed' | 'revoked' | 'nobody' | 'refused';

/** Contracts like K, each of a customer of its own: 90, 60, 30 and 7 days before fall due at these minutes. */
const due = { 90: '2025-12-01 09:00', 60: '2025-12-31 09:00', 30: '2026-01-30 09:00', 7: '2026-02-14 09:00' } as const;

describe('O3, O9, O10: how obligations end', () => {
  const mail = new ScriptedMail();
  const contracts = {} as Record<Named, string>;
  const customers = {} as Record<Named, string>;
  let driven: DrivenApp;
  /** Notifies the process that the store of jobs was emptied. */
  const emptied: (() => void)[] = [];
  beforeAll(async () => {
    const app = await startApp({ now: inUtc('2025-03-01 10:00'), mail });
    const { jobs } = app.stores;
    const onEmptied = jobs.onEmptied.bind(jobs);
    jobs.onEmptied = (listener) => {
      emptied.push(listener);
      onEmptied(listener);
    };
    driven = await DrivenApp.over(app);
    for (const no of ['dies', 'late', 'renewed', 'revoked', 'nobody', 'refused'] as const) {
      customers[no] = (await driven.customer(`KH-${no}`)).id;
      contracts[no] = (await driven.buy(customers[no], no, '2025-03-01')).id;
    }
  }, 60_000);
  afterAll(() => driven.close());

  const accepted = { outcome: 'accepted' } as const;
  const acceptedOf = (id: string) =>
    Object.entries(mail.counts())
      .filter(([messageId]) => messageId.startsWith(id))
      .map(([messageId, count]) => [messageId.includes('.manager-') ? 'manager' : 'contact', count])
      .sort();
  const call = (method: 'get' | 'post', path: string, key: string) =>
    driven.app.http[method](`/api/v1${path}`).set({ authorization: `Bearer ${key}`, 'accept-language': 'en' });

  it('O9: a death between accept and record repeats that mail alone, under its Message-ID', async () => {
    const { id } = await driven.of(contracts.dies, -90);
    let deaths = 0;
    mail.answer = ({ obligationId, recipientKey }) =>
      obligationId === id && recipientKey.startsWith('manager-') && (deaths += 1) === 1 ? 'dies' : accepted;
    await driven.at(inUtc(due[90]));
    expect([(await driven.of(contracts.dies, -90)).state, deaths]).toEqual(['due', 1]);
    // The claim of the attempt ended with it.
    await driven.at(inUtc('2025-12-01 09:01'));
    const { state, sentAt, recipients } = await driven.of(contracts.dies, -90);
    expect([state, sentAt, recipients.map((each) => each.state)]).toEqual([
      'sent',
      inUtc('2025-12-01 09:01'),
      ['accepted', 'accepted'],
    ]);
    expect(acceptedOf(id)).toEqual([
      ['contact', 1],
      ['manager', 2],
    ]);
  });

  it('O3: with every job gone, all that is owed is found again, once', async () => {
    await driven.emptyJobs(Object.values(contracts));
    mail.answer = ({ obligationId, recipientKey }) => {
      const isLate = obligationId === lateId && !recipientKey.startsWith('manager-');
      return isLate && (failures += 1) <= 2 ? { outcome: 'temporary', code: '451' } : accepted;
    };
    let failures = 0;
    const lateId = (await driven.of(contracts.late, -60)).id;
    driven.app.clock.set(inUtc('2025-12-31 08:59'));
    await driven.client.post(`/contracts/${contracts.renewed}/renewals`, { signedOn: '2025-12-31', period: 'P1Y' });
    await driven.client.post(`/contracts/${contracts.revoked}/licence/revoke`, { reason: 'returned' });
    const { contacts } = await driven.client.get(`/customers/${customers.nobody}`);
    await driven.client.patch(`/customers/${customers.nobody}`, {
      removeContacts: [contacts[0].contactId],
      customerManager: null,
    });
    await driven.at(inUtc(due[60]));
    for (const no of ['dies', 'refused'] as const) {
      const { id, state } = await driven.of(contracts[no], -60);
      expect([state, acceptedOf(id)]).toEqual([
        'sent',
        [
          ['contact', 1],
          ['manager', 1],
        ],
      ]);
    }
    await driven.emptyJobs(Object.values(contracts));
    const before = mail.accepted.length;
    await driven.settle();
    expect(mail.accepted.length).toBe(before);
  });

  it('O3: what is not owed any more is suppressed, with its reason', async () => {
    for (const [no, reason] of [
      ['renewed', 'renewed'],
      ['revoked', 'licence-revoked'],
      ['nobody', 'no-recipient'],
    ] as const) {
      const { state, reason: because, recipients } = await driven.of(contracts[no], -60);
      expect([no, state, because, recipients]).toEqual([no, 'suppressed', reason, []]);
    }
    expect((await driven.of(contracts.renewed, -30)).outlook).toBe('renewed');
    expect((await driven.of(contracts.late, -30)).outlook).toBe(null);
  });

  it('M4: who cannot be reached for a time is tried again, nobody else is', async () => {
    const { id, state, recipients } = await driven.of(contracts.late, -60);
    expect([state, recipients.map((each) => each.state).sort()]).toEqual(['due', ['accepted', 'waiting']]);
    await driven.at(inUtc('2025-12-31 09:01'));
    expect(await driven.of(contracts.late, -60)).toMatchObject({ state: 'due', error: '451' });
    await driven.at(inUtc('2025-12-31 09:06'));
    expect((await driven.of(contracts.late, -60)).state).toBe('sent');
    expect(acceptedOf(id)).toEqual([
      ['contact', 1],
      ['manager', 1],
    ]);
  });

  it('M4: two refusals for good in a row stop an address; a corrected one is written to again', async () => {
    mail.answer = ({ to }) => (to.address.includes('KH-refused') ? { outcome: 'permanent', code: '5.1.1' } : accepted);
    await driven.at(inUtc(due[30]));
    expect(await driven.of(contracts.refused, -30)).toMatchObject({
      state: 'suppressed',
      reason: 'undeliverable',
      error: '5.1.1',
    });
    const { keys } = driven.app;
    const { id } = await driven.of(contracts.refused, -30);
    expect((await call('post', `/obligations/${id}/retry`, keys.sales)).status).toBe(403);
    expect((await call('get', `/obligations/${id}`, keys.other)).status).toBe(404);
    expect((await call('post', `/obligations/${id}/retry`, keys.admin)).status).toBe(202);
    await driven.settle();
    expect(await driven.of(contracts.refused, -30)).toMatchObject({ state: 'suppressed', reason: 'undeliverable' });
    await driven.at(inUtc(due[7]));
    expect(await driven.of(contracts.refused, -7)).toMatchObject({ state: 'suppressed', reason: 'undeliverable' });
    const { contacts } = await driven.client.get(`/customers/${customers.refused}`);
    const contact = {
      contactId: contacts[0].contactId,
      name: '王芳',
      email: 'new@customer.example',
      role: 'lead',
      notify: true,
    };
    await driven.client.patch(`/customers/${customers.refused}`, { contacts: [contact] });
    const { id: seven } = await driven.of(contracts.refused, -7);
    expect((await call('post', `/obligations/${seven}/retry`, keys.admin)).status).toBe(202);
    await driven.settle();
    const again = await call('get', `/obligations/${seven}`, keys.auditor);
    expect([again.status, again.body.state, again.body.id]).toEqual([200, 'sent', seven]);
    const refused = await call('post', `/obligations/${seven}/retry`, keys.admin);
    expect([refused.status, refused.body.code]).toEqual([409, 'obligation-ended']);
    expect(refused.body.detail).toContain('has ended (sent)');
  });

  it('O3: a process that runs on while jobs are lost finds by itself what had one', async () => {
    const { id } = await driven.of(contracts.late, 30);
    mail.answer = ({ obligationId, recipientKey }) =>
      obligationId === id && !recipientKey.startsWith('manager-') ? { outcome: 'temporary', code: '451' } : accepted;
    for (const minute of ['09:00', '09:01', '09:06', '09:36', '11:36', '17:36'])
      await driven.at(inUtc(`2026-03-31 ${minute}`));
    // It waits for a day, and searches go on to later days.
    await driven.at(inUtc('2026-04-01 16:00'));
    mail.answer = () => accepted;
    await driven.loseFirings(Object.values(contracts));
    driven.app.clock.set(inUtc('2026-04-02 09:00'));
    const runner = driven.app.app.get(ObligationRunner, { strict: false });
    const isSent = async (): Promise<boolean> => {
      await runner.idle();
      await caughtUp(driven.app);
      return (await driven.of(contracts.late, 30)).state === 'sent';
    };
    expect(await isSent()).toBe(false);
    for (const notify of emptied) notify();
    for (let n = 0; n < 1_000 && !(await isSent()); n += 1) await nextTurn();
    expect(acceptedOf(id)).toEqual([
      ['contact', 1],
      ['manager', 1],
    ]);
  });

  // Elsewhere a job is lost to others when the clock jumps.
  onEmbedded('O9: a claim that nears its end is renewed: no mail leaves under one that has ended', async () => {
    const { clock, stores } = driven.app;
    const { id: contractId } = await driven.buy(customers.late, 'renews', '2026-04-01');
    const { id, dueAt } = await driven.of(contractId, -90);
    mail.answer = ({ obligationId }) => {
      // A claim is good for ten minutes.
      if (obligationId === id) clock.set(new Date(clock.ms() + 6 * 60_000).toISOString());
      return accepted;
    };
    await driven.at(dueAt);
    const good: boolean[] = [];
    let until = '';
    for (const { type, data, meta } of await stores.events.readStream(`seeyon.obligation-${id}`)) {
      if (type === 'ObligationClaimed') ({ until } = data as { until: string });
      if (type === 'MailAccepted') good.push(meta.recordedAt < until);
    }
    expect(good).toEqual([true, true]);
  });

  it('O4: a term that gets another last day owes anew what was sent of the earlier one', async () => {
    const { id: contractId } = await driven.buy(customers.late, 'longer', '2026-05-01');
    const { dueAt, lastDay } = await driven.of(contractId, -90);
    mail.answer = () => accepted;
    await driven.at(dueAt);
    const suspension = { from: '2027-03-01', to: '2027-03-31', extend: true, reason: '搬迁' };
    await driven.client.post(`/contracts/${contractId}/suspend`, suspension);
    await driven.settle();
    const reminders = (await driven.obligations({ contractId })).filter(({ offset }) => offset === -90);
    expect([lastDay, reminders.map((each) => [each.lastDay, each.state])]).toEqual([
      '2027-05-01',
      [
        ['2027-05-01', 'sent'],
        ['2027-06-01', 'planned'],
      ],
    ]);
  });
});
