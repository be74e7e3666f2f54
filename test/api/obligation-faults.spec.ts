import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firingId, firings, forgetSearch } from '../../src/obligations/firing/obligation-jobs.js';
import { OBLIGATION_SOURCES } from '../../src/obligations/obligations.tokens.js';
import type { OwedSource } from '../../src/obligations/sources/source.js';
import type { MailAnswer } from '../../src/platform/mail/mail.js';
import { inUtc } from '../fixtures/obligations/reminders.js';
import { startApp } from '../support/app.js';
import { nextPolicy } from '../support/next-policy.js';
import { DrivenApp, ScriptedMail, type ShownObligation } from '../support/obligations.js';

/** A mail server that takes its time: what happens meanwhile is in the hands of the test. */
class SlowMail extends ScriptedMail {
  meanwhile: (to: string) => Promise<void> = async () => undefined;

  override async send(mail: Parameters<ScriptedMail['send']>[0]): Promise<MailAnswer> {
    await this.meanwhile(mail.to.address);
    return super.send(mail);
  }
}

const accepted = { outcome: 'accepted' } as const;

/** In local time of Asia/Shanghai; 29 September 2025 is a Monday. */
describe('O7, O9, M4: what goes wrong while obligations are dealt with', () => {
  const mail = new SlowMail();
  let driven: DrivenApp;
  beforeAll(async () => {
    driven = await DrivenApp.over(await startApp({ now: inUtc('2025-03-01 10:00'), mail }));
  }, 60_000);
  afterAll(() => driven.close());

  const at = (local: string): Promise<void> => driven.at(inUtc(local));
  const call = (method: 'get' | 'post', path: string) =>
    driven.app.http[method](`/api/v1${path}`).set({ authorization: `Bearer ${driven.app.keys.admin}` });
  const recorded = async (stream: string, type: string) =>
    (await driven.app.stores.events.readStream(`seeyon.${stream}`)).filter((event) => event.type === type);
  const writtenTo = ({ id }: ShownObligation): readonly string[] =>
    mail.accepted.filter(({ obligationId }) => obligationId === id).map(({ to }) => to.address);

  it('O9: work that fails each time is given up, shown with its fault, and done once it can be', async () => {
    const contract = await driven.buy((await driven.customer('POISON')).id, 'POISON', '2025-03-01');
    const { id } = await driven.of(contract.id, -90);
    mail.answer = ({ obligationId }) => {
      if (obligationId === id) throw new Error('no mail can be made of it');
      return accepted;
    };
    for (const minute of ['09:00', '09:01', '09:02', '09:05', '09:10', '09:25']) await at(`2025-12-01 ${minute}`);
    expect((await driven.app.stores.jobs.counts(firings)).dead).toBe(1);
    const shown = await call('get', `/obligations/${id}`);
    expect([shown.body.state, shown.body.error]).toEqual(['due', 'no mail can be made of it']);
    mail.answer = () => accepted;
    expect((await call('post', `/obligations/${id}/retry`)).status).toBe(202);
    await driven.settle();
    expect((await driven.of(contract.id, -90)).state).toBe('sent');
  });

  it('O9: what was given up is tried again when something more of it falls due', async () => {
    const contract = await driven.buy((await driven.customer('REVIVED')).id, 'REVIVED', '2025-03-01');
    mail.answer = () => {
      throw new Error('no mail can be made of it');
    };
    const days = ['2025-12-31 09:00', '2025-12-31 09:01', '2025-12-31 09:02', '2025-12-31 09:05', '2025-12-31 09:10'];
    for (const minute of [...days, '2025-12-31 09:25']) await at(minute);
    expect((await driven.of(contract.id, -60)).state).toBe('due');
    mail.answer = () => accepted;
    await at('2026-01-30 09:00');
    const states = [(await driven.of(contract.id, -60)).state, (await driven.of(contract.id, -30)).state];
    expect(states).toEqual(['superseded', 'sent']);
  });

  it('A7, M5: whoever is erased, or wants no mail, while others are written to is not written to', async () => {
    const contact = (name: string) => ({ name, email: `${name}@erased.example`, role: 'lead', notify: true });
    const { id: customerId } = await driven.client.post('/customers', {
      code: 'ERASED',
      name: '客户',
      level: 'standard',
      region: 'city',
      contacts: ['one', 'two', 'three'].map(contact),
    });
    const contract = await driven.buy(customerId, 'ERASED', '2025-03-15');
    await driven.settle();
    const { contacts } = await driven.client.get(`/customers/${customerId}`);
    const [, two, three] = contacts;
    mail.meanwhile = async (to) => {
      if (to !== 'one@erased.example') return;
      mail.meanwhile = async () => undefined;
      await driven.client.post(`/customers/${customerId}/contacts/${two.contactId}/erase`, { reason: '本人要求' });
      await driven.client.patch(`/customers/${customerId}`, {
        contacts: [{ ...contact('three'), contactId: three.contactId, email: 'changed@erased.example' }],
      });
    };
    await at('2026-02-13 09:00');
    const reminder = await driven.of(contract.id, -30);
    expect([reminder.state, writtenTo(reminder)]).toEqual(['sent', ['one@erased.example', 'changed@erased.example']]);
  });

  it('K11: a warning that no server takes does not put off the verdict', async () => {
    await at('2026-03-02 09:00');
    const { id: customerId } = await driven.customer('LATE');
    await driven.buy(customerId, 'LATE', '2026-03-01');
    const asked = { customerId, service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };
    const { id } = await driven.client.post('/requests', asked);
    mail.answer = () => ({ outcome: 'temporary', code: '451' });
    // Four hours: at risk at noon.
    for (const minute of ['12:00', '12:01', '12:06', '12:36', '13:00']) await at(`2026-03-02 ${minute}`);
    await driven.at('2026-03-02T06:00:00.001Z');
    const respond = (await driven.client.get(`/requests/${id}`)).promises[0];
    expect([respond.dueAt, respond.state]).toEqual([inUtc('2026-03-02 14:00'), 'broken']);
    expect((await recorded(`request-${id}`, 'PromiseBroken')).length).toBe(1);
    mail.answer = () => accepted;
  });

  it('O3, R18: what was begun and has no more use ends, although every job was lost', async () => {
    await at('2026-03-02 15:00');
    const policy = await nextPolicy((path) => driven.client.get(path));
    const ofMail = { ...policy.mail, desk: 'service@seeyon.example' };
    await driven.client.post('/policies/seeyon/versions', { ...policy, effectiveFrom: '2026-03-02', mail: ofMail });
    const received = { channel: 'email', receivedAt: inUtc('2026-03-02 14:00') };
    const { id: intakeId } = await driven.client.post('/intakes', received);
    mail.answer = ({ recipientKey }) => (recipientKey === 'desk' ? { outcome: 'temporary', code: '451' } : accepted);
    await at('2026-03-03 18:00');
    const owed = async () =>
      (await driven.obligations({ kind: 'intake-open' })).map(({ state, reason }) => [state, reason]);
    expect(await owed()).toEqual([['due', null]]);
    // No job is left of what was begun, and none of what ended it.
    const sources: readonly OwedSource[] = driven.app.app.get(OBLIGATION_SOURCES, { strict: false });
    const source = sources.find(({ name }) => name === 'intake') as { subjectOf: OwedSource['subjectOf'] };
    const subjectOf = source.subjectOf.bind(source);
    source.subjectOf = () => null;
    await driven.client.post(`/intakes/${intakeId}/close`, { reason: 'spam' });
    await driven.settle();
    source.subjectOf = subjectOf;
    const { jobs } = driven.app.stores;
    await forgetSearch(jobs, 'seeyon');
    await jobs.remove(
      firings,
      firingId('seeyon', { source: 'intake', subjectId: intakeId, customerId: '', part: 'intake' }),
    );
    mail.answer = () => accepted;
    await at('2026-03-04 09:00');
    expect(await owed()).toEqual([['suppressed', 'closed']]);
  });

  it('O10: what is planned is found by its id, and tried again without effect before its day', async () => {
    const contract = await driven.buy((await driven.customer('PLANNED')).id, 'PLANNED', '2026-04-01');
    const planned = (await driven.obligations({ contractId: contract.id })).filter(({ state }) => state === 'planned');
    expect(planned.length).toBe(7);
    for (const each of planned) expect((await call('get', `/obligations/${each.id}`)).body).toEqual(each);
    const [{ id }] = planned as [ShownObligation];
    expect((await call('post', `/obligations/${id}/retry`)).status).toBe(202);
    await driven.settle();
    expect((await call('get', `/obligations/${id}`)).body.state).toBe('planned');
    for (const unknown of ['00000000-0000-5000-8000-000000000000', 'none'])
      expect((await call('get', `/obligations/${unknown}`)).status).toBe(404);
  });

  it('O10: a list derives again what has changed since the list before, and nothing else', async () => {
    const { id: customerId } = await driven.customer('LISTED');
    await driven.buy(customerId, 'LISTED', '2026-03-01');
    const asked = { customerId, service: 'maintenance', channel: 'hotline', urgency: 'low', title: '打印' };
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await driven.client.post('/requests', asked)).id);
    await driven.settle();
    const sources: readonly OwedSource[] = driven.app.app.get(OBLIGATION_SOURCES, { strict: false });
    const derived: string[] = [];
    for (const source of sources.filter(({ open }) => open !== undefined) as { groupsOf: OwedSource['groupsOf'] }[]) {
      const groupsOf = source.groupsOf.bind(source);
      source.groupsOf = async (vendor, id) => {
        derived.push(id);
        return groupsOf(vendor, id);
      };
    }
    const listed = async (): Promise<number> => {
      derived.length = 0;
      const items = await driven.obligations({ state: 'planned', kind: 'promise-broken', limit: '500' });
      return items.filter((each) => ids.includes(each.requestId!)).length;
    };
    await listed();
    expect([await listed(), derived]).toEqual([5, []]);
    await driven.client.post(`/requests/${ids[2]}/acknowledge`, { by: '张工' });
    await driven.settle();
    derived.length = 0;
    expect([await listed(), new Set(derived)]).toEqual([4, new Set([ids[2]])]);
    await driven.client.post(`/requests/${ids[3]}/cancel`, { reason: '测试结束' });
    await driven.settle();
    expect([await listed(), derived]).toEqual([3, []]);
  });

  it('M4: each recipient has attempts of its own', async () => {
    const { id: customerId } = await driven.customer('OWN');
    await driven.buy(customerId, 'OWN', '2025-06-01');
    const tried: string[] = [];
    mail.answer = ({ to }) => {
      if (to.address.endsWith('OWN@seeyon.example') || to.address.startsWith('manager')) return accepted;
      tried.push(`${to.address} ${driven.app.clock.now()}`);
      return { outcome: 'temporary', code: '451' };
    };
    for (const minute of ['09:00', '09:01', '09:06']) await at(`2026-04-30 ${minute}`);
    await driven.client.patch(`/customers/${customerId}`, {
      contacts: [{ name: '后来', email: 'later@own.example', role: 'lead', notify: true }],
    });
    for (const minute of ['09:36', '09:37', '09:42']) await at(`2026-04-30 ${minute}`);
    const minutes = (address: string) =>
      tried.flatMap((each) => (each.startsWith(address) ? [each.slice(-13, -8)] : []));
    expect([minutes('OWN@'), minutes('later@')]).toEqual([
      ['01:00', '01:01', '01:06', '01:36'],
      ['01:36', '01:37', '01:42'],
    ]);
    mail.answer = () => accepted;
  });
});
