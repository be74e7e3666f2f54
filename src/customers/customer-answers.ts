import type { Contact } from '../../domain/customer/customer.events.js';
import type { Customer } from '../../domain/customer/customer.js';

/** A person's data as it may be read; of an erased one that it was erased, and nothing else (A2). */
export const contactAnswer = ({ contactId, person, role, notify }: Contact) =>
  'plain' in person ? { contactId, ...person.plain, role, notify } : { contactId, erased: true };

/** Those that can be reached, then those that were erased. */
const contactsOf = ({ contacts, erased }: Customer) => [
  ...contacts.map(contactAnswer),
  ...[...erased].map((contactId) => ({ contactId, erased: true })),
];

export const customerAnswer = (state: Customer, revision: number) => ({
  id: state.customerId,
  code: state.code,
  name: state.name,
  level: state.level,
  region: state.region,
  customerManager: state.manager !== null && 'plain' in state.manager ? state.manager.plain : null,
  contacts: contactsOf(state),
  revision,
});

/** The survivor of merges, with those it answers for besides: their codes find it, their contacts are its own. */
export const familyAnswer = ([survivor, ...absorbed]: readonly Customer[], revision: number) => ({
  ...customerAnswer(survivor!, revision),
  merged: absorbed.map((state) => ({
    id: state.customerId,
    code: state.code,
    name: state.name,
    contacts: contactsOf(state),
  })),
});

/** The same without persons: for programs that look customers up. */
export const withoutPersons = ([survivor, ...absorbed]: readonly Customer[], revision: number) => ({
  id: survivor!.customerId,
  code: survivor!.code,
  name: survivor!.name,
  level: survivor!.level,
  region: survivor!.region,
  revision,
  merged: absorbed.map(({ customerId, code, name }) => ({ id: customerId, code, name })),
});
