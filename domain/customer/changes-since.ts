import { fold } from '../kernel/decider.js';
import type { Personal } from '../kernel/personal.js';
import { type Customer, customer } from './customer.js';
import type { Contact, CustomerEvent } from './customer.events.js';

/**
 * Which events of a customer's history from `from` on still have an effect, as indices: of what they change the last
 * one, and none where it was changed back to what it was (C9).
 */
export const changesSince = (history: readonly CustomerEvent[], from: number): readonly number[] => {
  const [before, now] = [fold(customer, history.slice(0, from)), fold(customer, history)];
  if (before.status !== 'registered' || now.status !== 'registered')
    return history.flatMap((_, index) => (index < from ? [] : [index]));
  const last = new Map(history.map((event, index) => [subjectOf(event), index]));
  return [...last.values()]
    .filter((index) => index >= from && holds(history[index]!, before, now))
    .sort((a, b) => a - b);
};

/** What an event changes: one contact, or the fact that events of its type are about. */
const subjectOf = ({ type, data }: CustomerEvent): string =>
  'contactId' in data && type !== 'AddressFailed' ? data.contactId : type;

const holds = (event: CustomerEvent, before: Customer, now: Customer): boolean => {
  switch (event.type) {
    case 'CustomerRenamed':
      return now.name !== before.name;
    case 'CustomerLevelChanged':
      return now.level !== before.level;
    case 'CustomerRegionChanged':
      return now.region !== before.region;
    case 'CustomerManagerAssigned':
      return valueOf(now.manager) !== valueOf(before.manager);
    case 'ContactAdded':
    case 'ContactChanged':
    case 'ContactRemoved':
    case 'TopicsChanged':
      return contactDiffers(event.data.contactId, before, now);
    // M4: what a mail server reports is no change that anybody made.
    case 'AddressFailed':
    case 'ContactErased':
      return false;
    case 'CustomerRegistered':
    case 'CustomerWithdrawn':
    case 'Abandoned':
      return true;
  }
};

/** A2: an erased contact has no differences. Its data is unreadable and the erasure is permanent. */
const contactDiffers = (contactId: string, before: Customer, now: Customer): boolean => {
  if (now.erased.has(contactId)) return false;
  const [old, present] = [before, now].map(({ contacts }) =>
    contacts.find((contact) => contact.contactId === contactId),
  );
  return contactOf(old) !== contactOf(present);
};

const contactOf = (contact: Contact | undefined): string =>
  contact === undefined
    ? ''
    : JSON.stringify([valueOf(contact.person), contact.role, contact.notify, contact.language, contact.topics]);

/** Values of persons compare by what they hold, whatever key they are sealed under. */
const valueOf = (person: Personal<unknown> | null): string =>
  JSON.stringify(person === null || !('plain' in person) ? null : sorted(person.plain));

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
