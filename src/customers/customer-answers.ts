import type { Contact } from '../../domain/customer/customer.events.js';
import type { Customer } from '../../domain/customer/customer.js';

/** A person's data as it may be read; of an erased one that it was erased, and nothing else (A2). */
export const contactAnswer = ({ contactId, person, role, notify }: Contact) => {
  if (!('plain' in person)) return { contactId, erased: true };
  // C11: in this order whether the person was just entered or read from the ledger, whose order is another.
  const { name, email, phone, im } = person.plain;
  return { contactId, name, email, phone, im, role, notify };
};

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
