import { describe, expect, it } from '@jest/globals';
import { customer, type CustomerCommand, mayErase } from '../../../domain/customer/customer.js';
import { type Contact, type CustomerEvent, type Manager, topics } from '../../../domain/customer/customer.events.js';
import type { Customer } from '../../../domain/customer/customer.state.js';
import { managerNamed } from '../../../domain/customer/managers.js';
import { recipientsOf } from '../../../domain/customer/recipients.js';
import { fold } from '../../../domain/kernel/decider.js';
import { personal } from '../../../domain/kernel/personal.js';
import { deciding } from '../../support/deciding.js';

const { given } = deciding(customer);
const contact = (contactId: string, email: string | null, more: Partial<Contact> = {}): Contact => ({
  contactId,
  person: personal(contactId, { name: contactId, email, phone: null, im: null }),
  role: 'it',
  notify: true,
  ...more,
});
const added = (data: Contact): CustomerEvent => ({ type: 'ContactAdded', data });
const zhao = { name: '赵经理', email: 'zhao@example.com', phone: '1' };
const manager = (subject: string, plain: string | typeof zhao = zhao): Manager => personal(subject, plain);
const registered = (of: Manager | null): CustomerEvent => ({
  type: 'CustomerRegistered',
  data: { customerId: 'c1', code: 'A1', name: '甲方', level: 'key', region: 'city', manager: of },
});
const assigned = (of: Manager | null): CustomerEvent => ({ type: 'CustomerManagerAssigned', data: { manager: of } });
const failed = (contactId: string): CustomerEvent => ({ type: 'AddressFailed', data: { contactId, code: '5.1.1' } });
const erased = (contactId: string): CustomerEvent => ({ type: 'ContactErased', data: { contactId, reason: 'r' } });
const change = (what: Partial<Extract<CustomerCommand, { kind: 'change' }>>): CustomerCommand => ({
  kind: 'change',
  contacts: [],
  removeContacts: [],
  ...what,
});
const stateOf = (...events: readonly CustomerEvent[]) => fold(customer, events) as Customer;
const reached = (topic: (typeof topics)[number], ...events: readonly CustomerEvent[]) =>
  recipientsOf(stateOf(...events), topic).map(({ key, address, language }) => [key, address, language]);

describe('O5: recipients', () => {
  it('O5: contacts with notify, an address and the topic; about contracts the manager too', () => {
    const events = [
      registered(manager('m1')),
      added(contact('p1', 'p1@example.com', { language: 'en' })),
      added(contact('p2', null)),
      added(contact('p3', 'p3@example.com', { notify: false })),
      added(contact('p4', 'p4@example.com', { topics: ['contract', 'survey'] })),
    ];
    const [p1, p4] = [
      ['p1', 'p1@example.com', 'en'],
      ['p4', 'p4@example.com', null],
    ];
    expect(reached('contract', ...events)).toEqual([p1, p4, ['manager-c1', 'zhao@example.com', null]]);
    expect(reached('release', ...events)).toEqual([p1]);
    expect(reached('survey', ...events)).toEqual([p1, p4]);
    expect(reached('contract', registered(manager('m1', '赵经理')))).toEqual([]);
  });

  it('A2: nobody who was erased, or whose key is gone', () => {
    const events = [registered(manager('m1')), added(contact('p1', 'p1@example.com'))];
    expect(reached('contract', ...events, erased('p1'), erased('m1'))).toEqual([]);
    const gone = { ...contact('p1', null), person: { subject: 'p1', erased: true } } as Contact;
    expect(reached('contract', registered({ subject: 'm1', erased: true }), added(gone))).toEqual([]);
  });

  it('M4: nobody whose address failed, until it changes', () => {
    const events = [registered(manager('m1')), added(contact('p1', 'p1@example.com')), failed('p1'), failed('m1')];
    const changed = (email: string): CustomerEvent => ({ type: 'ContactChanged', data: contact('p1', email) });
    expect(reached('contract', ...events)).toEqual([]);
    expect(reached('contract', ...events, changed('p1@example.com'))).toEqual([]);
    expect(reached('contract', ...events, changed('new@example.com'))).toEqual([['p1', 'new@example.com', null]]);
    const moved = manager('m1', { ...zhao, email: 'new@example.com' });
    expect(reached('contract', ...events, assigned(moved))).toEqual([['manager-c1', 'new@example.com', null]]);
    expect(reached('contract', ...events, assigned(null), assigned(manager('m1')))).toEqual([]);
  });
});

describe('M4: an address that failed', () => {
  const events = [registered(manager('m1')), added(contact('p1', 'p1@example.com'))];
  const fail = (contactId: string, address: string): CustomerCommand => ({
    kind: 'fail-address',
    contactId,
    address,
    code: '5.1.1',
  });
  it('M4: is recorded once, of contacts and managers', () => {
    given(...events)
      .when(fail('p1', 'p1@example.com'))
      .then(failed('p1'));
    given(...events)
      .when(fail('m1', 'zhao@example.com'))
      .then(failed('m1'));
    given(...events, failed('p1'))
      .when(fail('p1', 'p1@example.com'))
      .then();
  });
  it('M4: does not concern the address that replaced it, nor whom nobody has', () => {
    given(...events)
      .when(fail('p1', 'before@example.com'))
      .then();
    given(...events, erased('p1'))
      .when(fail('p1', 'p1@example.com'))
      .then();
  });
});

describe('M5: topics', () => {
  const one = contact('p1', 'p1@example.com');
  const chosen = (contactId: string, of: Contact['topics'] | null): CustomerEvent => ({
    type: 'TopicsChanged',
    data: { contactId, topics: of ?? null },
  });
  const choose = (...of: readonly (typeof topics)[number][]): CustomerCommand => ({
    kind: 'change-topics',
    contactId: 'p1',
    topics: of,
  });
  it('M5: contract mail cannot be unsubscribed; all topics are recorded as all', () => {
    given(registered(null), added(one))
      .when(choose())
      .then(chosen('p1', ['contract']));
    given(registered(null), added(one))
      .when(choose('survey', 'release', 'release'))
      .then(chosen('p1', ['contract', 'release', 'survey']));
    given(registered(null), added(one), chosen('p1', ['contract']))
      .when(choose(...topics))
      .then(chosen('p1', null));
    given(registered(null), added(one))
      .when(choose(...topics))
      .then();
  });
  it('M5: whom nobody knows, and who was erased, unsubscribes from nothing', () => {
    given(registered(null)).when(choose()).refuses('contact-unknown', 'A2', { contactId: 'p1' });
    given(registered(null), added(one), erased('p1'))
      .when(choose())
      .refuses('contact-erased', 'A2', { contactId: 'p1' });
  });
  it('M5: a change of the contact that names no topics leaves them, and the language', () => {
    const before = [registered(null), added({ ...one, language: 'en' }), chosen('p1', ['contract'])] as const;
    const after = contact('p1', 'new@example.com', { language: 'en' });
    given(...before)
      .when(change({ contacts: [contact('p1', 'new@example.com')] }))
      .then({ type: 'ContactChanged', data: after });
    expect(reached('survey', ...before, { type: 'ContactChanged', data: after })).toEqual([]);
    given(...before)
      .when(change({ contacts: [{ ...one, language: null, topics: ['survey'] }] }))
      .then({ type: 'ContactChanged', data: one }, chosen('p1', ['contract', 'survey']));
  });
});

describe('A5: the customer manager', () => {
  const bare = manager('m1', '赵经理');
  it('A5: is recorded as the name where nothing else is held, as before there were addresses', () => {
    given(registered(null))
      .when(change({ manager: personal('m1', { name: '赵经理', email: null, phone: null }) }))
      .then(assigned(bare));
    given(registered(bare))
      .when(change({ manager: manager('m1') }))
      .then(assigned(manager('m1')));
  });
  it('A5: a name alone takes no address away; an object without one does', () => {
    given(registered(manager('m1')))
      .when(change({ manager: bare }))
      .then();
    given(registered(manager('m1')))
      .when(change({ manager: personal('m1', { name: '赵经理', email: null, phone: null }) }))
      .then(assigned(bare));
    given(registered(manager('m1')))
      .when({ kind: 'add-record', manager: bare, contact: null })
      .then();
  });
  it('A5: present and former managers are known by their name, erased ones are not', () => {
    const state = stateOf(registered(manager('m1')), assigned(manager('m2', '钱')));
    expect(['赵经理', '钱', '孙'].map((name) => managerNamed(state, name))).toEqual(['m1', 'm2', null]);
    const after = stateOf(registered(manager('m1')), assigned(manager('m2', '钱')), erased('m1'), erased('m2'));
    expect(['赵经理', '钱'].map((name) => managerNamed(after, name))).toEqual([null, null]);
    expect(after.manager).toBeNull();
  });
  it('A2: present and former managers can be erased, also of a customer whose import was undone', () => {
    const events = [registered(manager('m1')), assigned(manager('m2', '钱'))] as const;
    const withdrawn: CustomerEvent = { type: 'CustomerWithdrawn', data: { importId: 'i', reason: 'r' } };
    for (const state of [stateOf(...events), stateOf(...events, withdrawn)])
      expect(['m1', 'm2', 'm3'].map((id) => mayErase(state, id))).toEqual([true, true, false]);
    given(...events)
      .when({ kind: 'erase-contact', contactId: 'm1', reason: 'r' })
      .then(erased('m1'));
    given(...events)
      .when({ kind: 'erase-contact', contactId: 'm1', reason: 'r', texts: 'keep' })
      .then({ type: 'ContactErased', data: { contactId: 'm1', reason: 'r', texts: 'keep' } });
  });
  it('A2: an erased manager is never assigned again', () => {
    given(registered(manager('m1')), erased('m1'))
      .when(change({ manager: manager('m1') }))
      .then();
  });
});
