import type { Contact, Manager } from '../../domain/customer/customer.events.js';
import type { Customer } from '../../domain/customer/customer.js';
import { managerFacts } from '../../domain/customer/managers.js';

/** A person's data as it may be read; of an erased one that it was erased, and nothing else (A2). */
export const contactAnswer = ({ contactId, person, role, notify, language, topics }: Contact) => {
  if (!('plain' in person)) return { contactId, erased: true };
  const { email, im, name, phone } = person.plain;
  // C11: in one order, whether the event was just made or read back, where its members are sorted.
  return {
    contactId,
    email,
    im,
    name,
    phone,
    role,
    notify,
    ...(language !== undefined && { language }),
    ...(topics !== undefined && { topics }),
  };
};

/** M4: of whom the present address refuses mail. */
const addressFailed = ({ failed }: Customer, personId: string) => failed.has(personId) && { addressFailed: true };

/** The manager with the name of the person's key, under which the person can be erased (A2). */
export const managerAnswer = (manager: Manager) =>
  'plain' in manager
    ? { managerId: manager.subject, ...managerFacts(manager.plain) }
    : { managerId: manager.subject, erased: true };

interface ShownManager {
  readonly manager?: (ReturnType<typeof managerAnswer> & { readonly addressFailed?: boolean }) | null;
  readonly formerManagers?: readonly ReturnType<typeof managerAnswer>[];
}

/**
 * The manager as an object: where there is a mail address or a telephone number, which the name alone does not show, or
 * where it is asked for.
 */
const managerOf = (state: Customer, isAsked: boolean): ShownManager => {
  const { manager, formerManagers } = state;
  const isMore = manager !== null && 'plain' in manager && typeof manager.plain !== 'string';
  if (!isMore && !isAsked) return {};
  return {
    manager: manager === null ? null : { ...managerAnswer(manager), ...addressFailed(state, manager.subject) },
    ...(isAsked && { formerManagers: [...formerManagers.values()].map(managerAnswer) }),
  };
};

/** Those that can be reached, then those that were erased. */
const contactsOf = (state: Customer) => [
  ...state.contacts.map((contact) => ({ ...contactAnswer(contact), ...addressFailed(state, contact.contactId) })),
  ...[...state.erased].map((contactId) => ({ contactId, erased: true })),
];

export const customerAnswer = (state: Customer, revision: number, withManager = false) => ({
  id: state.customerId,
  code: state.code,
  name: state.name,
  level: state.level,
  region: state.region,
  customerManager: state.manager !== null && 'plain' in state.manager ? managerFacts(state.manager.plain).name : null,
  ...managerOf(state, withManager),
  contacts: contactsOf(state),
  revision,
});

/** The survivor of merges, with those it answers for besides: their codes find it, their contacts are its own. */
export const familyAnswer = ([survivor, ...absorbed]: readonly Customer[], revision: number, withManager = false) => ({
  ...customerAnswer(survivor!, revision, withManager),
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
