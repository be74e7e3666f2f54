import { deferredEvolve } from '../kernel/deferred-evolve.js';
import type { Customer, CustomerState, Withdrawn } from './customer.state.js';
import type { Contact, CustomerEvent } from './customer.events.js';

type Facts = Omit<Customer, 'contacts' | 'former' | 'erased'>;
/** A customer while events are applied to it: facts are replaced, collections grow in place. */
interface CustomerCopy {
  readonly status: 'copied';
  facts: Facts | Pick<Withdrawn, 'status' | 'customerId'>;
  readonly contacts: Map<string, Contact>;
  readonly former: Set<string>;
  readonly erased: Set<string>;
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
        former: new Set(),
        erased: new Set(),
      };
    else if (state.status === 'copied') applyTo(state, event);
    else throw new Error(`${event.type} before CustomerRegistered`);
  },
  stateOf: ({ state }) => (state.status === 'copied' ? stateOf(state) : state),
});

const copyOf = (state: Customer | Withdrawn): CustomerCopy => {
  const { former, erased } = state;
  const sets = { former: new Set(former), erased: new Set(erased) };
  if (state.status === 'withdrawn') {
    const { status, customerId } = state;
    return { status: 'copied', facts: { status, customerId }, contacts: new Map(), ...sets };
  }
  const { contacts, former: _, erased: __, ...facts } = state;
  return {
    status: 'copied',
    facts,
    contacts: new Map(contacts.map((contact) => [contact.contactId, contact])),
    ...sets,
  };
};

const stateOf = ({ facts, contacts, former, erased }: CustomerCopy): Customer | Withdrawn =>
  facts.status === 'withdrawn'
    ? { status: 'withdrawn', customerId: facts.customerId, former, erased }
    : { ...facts, contacts: [...contacts.values()], former, erased };

const applyTo = (
  copy: CustomerCopy,
  event: Exclude<CustomerEvent, { type: 'Abandoned' | 'CustomerRegistered' }>,
): void => {
  if (event.type === 'ContactErased') {
    copy.contacts.delete(event.data.contactId);
    copy.erased.add(event.data.contactId);
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
      copy.facts = { ...copy.facts, manager: event.data.manager };
      return;
    case 'ContactChanged':
      if (copy.contacts.has(event.data.contactId)) copy.contacts.set(event.data.contactId, event.data);
      return;
    case 'ContactAdded':
      copy.contacts.set(event.data.contactId, event.data);
      return;
    case 'ContactRemoved':
      copy.contacts.delete(event.data.contactId);
      copy.former.add(event.data.contactId);
      return;
    case 'CustomerWithdrawn':
      for (const contactId of copy.contacts.keys()) copy.former.add(contactId);
      copy.contacts.clear();
      copy.facts = { status: 'withdrawn', customerId: copy.facts.customerId };
      return;
  }
};
