import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import type { Contact, CustomerEvent } from '../../../domain/customer/customer.events.js';
import { customer, type CustomerCommand } from '../../../domain/customer/customer.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { personal } from '../../../domain/kernel/personal.js';
import { deciding } from '../../support/deciding.js';

const { given } = deciding(customer);
const contact = (contactId: string, name: string, more: Partial<Contact> = {}): Contact => ({
  contactId,
  person: personal(contactId, { name, email: null, phone: null, im: null }),
  role: 'it',
  notify: true,
  ...more,
});
const [li, wang] = [contact('p1', '李明'), contact('p2', '王芳')];
const manager = personal('m1', '赵经理');
const facts = { customerId: 'c1', code: 'A001', name: '东方集团', level: 'standard', region: 'city', manager } as const;
const register: CustomerCommand = { kind: 'register', ...facts, contacts: [li] };
const registered: CustomerEvent = { type: 'CustomerRegistered', data: facts };
const added = (data: Contact): CustomerEvent => ({ type: 'ContactAdded', data });
const removed = (contactId: string): CustomerEvent => ({ type: 'ContactRemoved', data: { contactId } });
const erased = (contactId: string): CustomerEvent => ({
  type: 'ContactErased',
  data: { contactId, reason: '本人要求' },
});
const change = (what: Partial<Extract<CustomerCommand, { kind: 'change' }>>): CustomerCommand => ({
  kind: 'change',
  contacts: [],
  removeContacts: [],
  ...what,
});
const erase = (contactId: string): CustomerCommand => ({ kind: 'erase-contact', contactId, reason: '本人要求' });

describe('C11: registering a customer', () => {
  it('records the customer and every contact', () => given().when(register).then(registered, added(li)));
  it('C11: once', () => given(registered, added(li)).when(register).then());
  it('C1: never in a stream that another claimant of the code gave up', () =>
    given({ type: 'Abandoned', data: { claimedBy: 'c9' } })
      .when(register)
      .refuses('number-claimed', 'C1'));
  it('D1: nothing else is recorded of a customer that nobody registered', () =>
    given()
      .when(change({ name: '别名' }))
      .refuses('customer-unknown', 'D1'));
});

describe('C11: changing a customer', () => {
  it('records each real change as an event of its own', () =>
    given(registered)
      .when(change({ name: '东方股份', level: 'vip', region: 'outside', manager: null }))
      .then(
        { type: 'CustomerRenamed', data: { name: '东方股份' } },
        { type: 'CustomerLevelChanged', data: { from: 'standard', to: 'vip' } },
        { type: 'CustomerRegionChanged', data: { from: 'city', to: 'outside' } },
        { type: 'CustomerManagerAssigned', data: { manager: null } },
      ));
  it('C11: records nothing of what is so already', () =>
    given(registered, added(li))
      .when(
        change({
          name: '东方集团',
          level: 'standard',
          region: 'city',
          manager: personal('m2', '赵经理'),
          contacts: [li],
        }),
      )
      .then());
  it('changes, adds and removes contacts', () => {
    const promoted = contact('p1', '李明', { role: 'lead' });
    given(registered, added(li))
      .when(change({ contacts: [promoted, wang] }))
      .then({ type: 'ContactChanged', data: promoted }, added(wang));
    given(registered, added(li), added(wang))
      .when(change({ removeContacts: ['p2'] }))
      .then(removed('p2'));
  });
  it('C11: removes a contact once', () =>
    given(registered, added(li), removed('p1'))
      .when(change({ removeContacts: ['p1'] }))
      .then());
  it('A2: cannot remove whom nobody knows', () =>
    given(registered)
      .when(change({ removeContacts: ['p7'] }))
      .refuses('contact-unknown', 'A2', { contactId: 'p7' }));
  it('C11: adds no second contact with the same data of a person', () => {
    const add = (data: Contact): CustomerCommand => ({ kind: 'add-record', manager: null, contact: data });
    given(registered, added(li)).when(add(wang)).then(added(wang));
    given(registered, added(li))
      .when(add(contact('p9', '李明')))
      .then();
    given(registered, added(li))
      .when(add(contact('p1', '李小明')))
      .then();
  });
  it('C11: a contact named twice in one command is added, and removed, once', () => {
    given(registered)
      .when(change({ contacts: [wang, wang] }))
      .then(added(wang));
    given(registered)
      .when(change({ contacts: [contact('p2', '王'), wang] }))
      .then(added(wang));
    given(registered, added(li))
      .when(change({ removeContacts: ['p1', 'p1'] }))
      .then(removed('p1'));
    given(registered, added(li))
      .when(change({ contacts: [contact('p1', '李')], removeContacts: ['p1'] }))
      .then(removed('p1'));
  });
});

describe('A2: erasing a contact', () => {
  it('A2: is recorded once, of present and of former contacts', () => {
    given(registered, added(li)).when(erase('p1')).then(erased('p1'));
    given(registered, added(li), removed('p1')).when(erase('p1')).then(erased('p1'));
    given(registered, added(li), erased('p1')).when(erase('p1')).then();
  });
  it('A2: needs a contact of this customer', () =>
    given(registered).when(erase('p7')).refuses('contact-unknown', 'A2', { contactId: 'p7' }));
  it('A2: an id that the caller gives is one of this customer, so that no two persons share a key', () => {
    given(registered)
      .when(change({ contacts: [wang], named: ['p2'] }))
      .refuses('contact-unknown', 'A2', { contactId: 'p2' });
    given(registered, added(wang), removed('p2'))
      .when(change({ contacts: [wang], named: ['p2'] }))
      .then(added(wang));
  });
  it('A2: is final: an erased contact neither changes nor comes back', () => {
    given(registered, added(li), erased('p1'))
      .when(change({ contacts: [li] }))
      .refuses('contact-erased', 'A2', { contactId: 'p1' });
    given(registered, added(li), erased('p1')).when({ kind: 'add-record', manager: null, contact: li }).then();
  });
});

describe('C11, A2: any customer', () => {
  it('has each contact once, none of them erased; deciding again adds nothing', () => {
    const someone = fc
      .record({ id: fc.constantFrom('p1', 'p2', 'p3'), name: fc.constantFrom('李', '王') })
      .map(({ id, name }) => contact(id, name));
    const id = fc.constantFrom('p1', 'p2', 'p3');
    const command: fc.Arbitrary<CustomerCommand> = fc.oneof(
      fc.array(someone, { maxLength: 3 }).map((contacts) => change({ contacts })),
      fc.array(id, { maxLength: 3 }).map((removeContacts) => change({ removeContacts })),
      fc.constantFrom('standard' as const, 'key' as const, 'vip' as const).map((level) => change({ level })),
      someone.map((item): CustomerCommand => ({ kind: 'add-record', manager: null, contact: item })),
      id.map(erase),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let state = fold(customer, [registered]);
        for (const recorded of commands) {
          const events = customer.decide(recorded, state);
          if (events instanceof Refusal) continue;
          state = events.reduce(customer.evolve, state);
          if (state.status !== 'registered') throw new Error('a customer went missing');
          const { contacts, erased: gone } = state;
          expect(new Set(contacts.map((item) => item.contactId)).size).toBe(contacts.length);
          expect(contacts.filter((item) => gone.has(item.contactId))).toStrictEqual([]);
          expect(customer.decide(recorded, state)).toStrictEqual([]);
        }
      }),
    );
  });
});
