import { deferredEvolve } from '../kernel/deferred-evolve.js';
import { withTopics } from './contacts.js';
import type { Customer, CustomerState, Withdrawn } from './customer.state.js';
import type { Contact, CustomerEvent, Manager } from './customer.events.js';
import { managerFacts } from './managers.js';

type Collections = 'contacts' | 'formerManagers' | 'former' | 'erased' | 'failed';
type Facts = Omit<Customer, Collections>;
/** A customer while events are applied to it: facts are replaced, collections grow in place. */
interface CustomerCopy {
  readonly status: 'copied';
  facts: Facts | Pick<Withdrawn, 'status' | 'customerId'>;
  readonly contacts: Map<string, Contact>;
  readonly formerManagers: Map<string, Manager>;
  readonly former: Set<string>;
  readonly erased: Set<string>;
  readonly failed: Set<string>;
}

/** The state after an event. Its cost does not depend on how many events there were before. */
export const evolve: (state: CustomerState, event: CustomerEvent) => CustomerState = deferredEvolve<
  CustomerState,
  CustomerEvent,
  { state: CustomerState | CustomerCopy }
>({
  copyOf: (state) => ({
    state: state.status === 'registered' || state.status === 'withdrawn' ? copyOf(state) : state,
  }),
  apply(working, event) {
    const { state } = working;
    if (event.type === 'Abandoned') working.state = { status: 'abandoned' };
    else if (event.type === 'CustomerRegistered')
      working.state = {
        status: 'copied',
        facts: { status: 'registered', ...event.data },
        contacts: new Map(),
        formerManagers: new Map(),
        former: new Set(),
        erased: new Set(),
        failed: new Set(),
      };
    else if (state.status === 'copied') applyTo(state, event);
    else throw new Error(`${event.type} before CustomerRegistered`);
  },
  stateOf: ({ state }) => (state.status === 'copied' ? stateOf(state) : state),
});

const copyOf = (state: Customer | Withdrawn): CustomerCopy => {
  const sets = { former: new Set(state.former), erased: new Set(state.erased) };
  if (state.status === 'withdrawn') {
    const { status, customerId } = state;
    const none = { contacts: new Map(), formerManagers: new Map(), failed: new Set<string>() };
    return { status: 'copied', facts: { status, customerId }, ...none, ...sets };
  }
  const { contacts, formerManagers, former: _, erased: __, failed, ...facts } = state;
  return {
    status: 'copied',
    facts,
    contacts: new Map(contacts.map((contact) => [contact.contactId, contact])),
    formerManagers: new Map(formerManagers),
    failed: new Set(failed),
    ...sets,
  };
};

const stateOf = ({ facts, contacts, formerManagers, former, erased, failed }: CustomerCopy): Customer | Withdrawn =>
  facts.status === 'withdrawn'
    ? { status: 'withdrawn', customerId: facts.customerId, former, erased }
    : { ...facts, contacts: [...contacts.values()], formerManagers, former, erased, failed };

const applyTo = (
  copy: CustomerCopy,
  event: Exclude<CustomerEvent, { type: 'Abandoned' | 'CustomerRegistered' }>,
): void => {
  if (event.type === 'ContactErased') {
    erasePerson(copy, event.data.contactId);
    return;
  }
  if (copy.facts.status === 'withdrawn') throw new Error(`${event.type} after CustomerWithdrawn`);
  switch (event.type) {
    case 'CustomerRenamed':
      copy.facts = { ...copy.facts, name: event.data.name };
      return;
    case 'CustomerLevelChanged':
      copy.facts = { ...copy.facts, level: event.data.to };
      return;
    case 'CustomerRegionChanged':
      copy.facts = { ...copy.facts, region: event.data.to };
      return;
    case 'CustomerManagerAssigned':
      copy.facts = { ...copy.facts, manager: assignManager(copy, copy.facts.manager, event.data.manager) };
      return;
    case 'ContactChanged':
      changeContact(copy, event.data);
      return;
    case 'ContactAdded':
      copy.contacts.set(event.data.contactId, event.data);
      return;
    case 'ContactRemoved':
      copy.contacts.delete(event.data.contactId);
      copy.former.add(event.data.contactId);
      copy.failed.delete(event.data.contactId);
      return;
    case 'TopicsChanged': {
      const contact = copy.contacts.get(event.data.contactId);
      const { topics } = event.data;
      if (contact !== undefined) copy.contacts.set(contact.contactId, withTopics(contact, topics ?? undefined));
      return;
    }
    case 'AddressFailed':
      copy.failed.add(event.data.contactId);
      return;
    case 'CustomerWithdrawn': {
      const { customerId, manager } = copy.facts;
      const managers = [...copy.formerManagers.keys(), ...(manager === null ? [] : [manager.subject])];
      for (const personId of [...copy.contacts.keys(), ...managers]) copy.former.add(personId);
      for (const collection of [copy.contacts, copy.formerManagers, copy.failed]) collection.clear();
      copy.facts = { status: 'withdrawn', customerId };
      return;
    }
  }
};

/** A change names no topics: they stay. M4: mail goes to a changed address again. */
const changeContact = ({ contacts, failed }: CustomerCopy, contact: Contact): void => {
  const before = contacts.get(contact.contactId);
  if (before === undefined) return;
  contacts.set(contact.contactId, withTopics(contact, before.topics));
  if (addressOf(before.person) !== addressOf(contact.person)) failed.delete(contact.contactId);
};

const addressOf = (person: Contact['person']): string | null => ('plain' in person ? person.plain.email : null);

/** The previous manager can still be erased, and is the same person when assigned again (A2, A5). */
const assignManager = (
  { formerManagers, failed }: CustomerCopy,
  before: Manager | null,
  manager: Manager | null,
): Manager | null => {
  if (before !== null) formerManagers.set(before.subject, before);
  if (manager === null) return null;
  const same = formerManagers.get(manager.subject);
  if (same !== undefined && mailOf(same) !== mailOf(manager)) failed.delete(manager.subject);
  formerManagers.delete(manager.subject);
  return manager;
};

const mailOf = (manager: Manager): string | null => ('plain' in manager ? managerFacts(manager.plain).email : null);

const erasePerson = (copy: CustomerCopy, personId: string): void => {
  if (copy.facts.status === 'registered' && copy.facts.manager?.subject === personId)
    copy.facts = { ...copy.facts, manager: null };
  for (const collection of [copy.contacts, copy.formerManagers, copy.failed]) collection.delete(personId);
  copy.erased.add(personId);
};
