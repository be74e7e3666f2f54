import type { Language } from '../kernel/vocabulary.js';
import { topicsOf } from './contacts.js';
import type { Topic } from './customer.events.js';
import type { Customer } from './customer.state.js';
import { managerFacts } from './managers.js';

/** Who is written to. */
export interface Recipient {
  /** The contact's id, or `manager-<customerId>` (M3): never an address. */
  readonly key: string;
  /** The name of the person's key: what `AddressFailed` and `ContactErased` name. */
  readonly personId: string;
  readonly role: 'contact' | 'manager';
  readonly name: string;
  readonly address: string;
  /** Null: the policy's. */
  readonly language: Language | null;
}

/** M3: the recipient key of a customer's manager. */
export const managerKey = (customerId: string): string => `manager-${customerId}`;

/**
 * O5: who is written to about a topic, as the customer is now: contacts that may be written to (`notify`), have an
 * address and the topic; about contracts the manager too, where one has an address. Nobody whose address failed (M4),
 * nobody who was erased (A2).
 */
export const recipientsOf = (customer: Customer, topic: Topic): readonly Recipient[] => [
  ...contactsFor(customer, topic),
  ...(topic === 'contract' ? managerOf(customer) : []),
];

const contactsFor = ({ contacts, failed }: Customer, topic: Topic): readonly Recipient[] =>
  contacts.flatMap((contact): readonly Recipient[] => {
    const { contactId, person, notify, language = null } = contact;
    if (!notify || failed.has(contactId) || !topicsOf(contact).includes(topic) || !('plain' in person)) return [];
    const { name, email } = person.plain;
    if (email === null) return [];
    return [{ key: contactId, personId: contactId, role: 'contact', name, address: email, language }];
  });

const managerOf = ({ customerId, manager, failed }: Customer): readonly Recipient[] => {
  if (manager === null || failed.has(manager.subject) || !('plain' in manager)) return [];
  const { name, email } = managerFacts(manager.plain);
  if (email === null) return [];
  const key = managerKey(customerId);
  return [{ key, personId: manager.subject, role: 'manager', name, address: email, language: null }];
};
