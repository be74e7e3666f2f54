import { type Decider, Refusal } from '../kernel/decider.js';
import type { Level, Region } from '../kernel/vocabulary.js';
import { contactAfter, type StatedContact, withTopics } from './contacts.js';
import type { Contact, CustomerEvent, MadeObject, Manager, Topic } from './customer.events.js';
import type { Customer, CustomerState, Withdrawn } from './customer.state.js';
import { evolve } from './evolve.js';
import { managerAfter, managerFacts, recordedManager } from './managers.js';

export type { Customer, CustomerState, Withdrawn };

export type CustomerCommand =
  | {
      readonly kind: 'register';
      readonly customerId: string;
      readonly code: string;
      readonly name: string;
      readonly level: Level;
      readonly region: Region;
      readonly manager: Manager | null;
      readonly contacts: readonly StatedContact[];
    }
  /** Only what is named changes; `manager: null` takes the manager away. */
  | {
      readonly kind: 'change';
      readonly name?: string | undefined;
      readonly level?: Level | undefined;
      readonly region?: Region | undefined;
      readonly manager?: Manager | null | undefined;
      readonly contacts: readonly StatedContact[];
      /**
       * Ids among `contacts` that the caller gave: each must be one of this customer's, or keys of persons would be
       * shared (A2).
       */
      readonly named?: readonly string[];
      readonly removeContacts: readonly string[];
    }
  /**
   * What a record of an import adds to an existing customer: its manager, and a contact unless the customer has one
   * with the same facts.
   */
  | { readonly kind: 'add-record'; readonly manager: Manager | null; readonly contact: StatedContact | null }
  /** M5: of a contact that unsubscribes, or subscribes again. */
  | { readonly kind: 'change-topics'; readonly contactId: string; readonly topics: readonly Topic[] }
  /**
   * M4: mail to this address of a contact or manager was refused for good. `address` is what was written to: a failure
   * of an earlier address does not concern the present one.
   */
  | { readonly kind: 'fail-address'; readonly contactId: string; readonly address: string; readonly code: string }
  /**
   * `names`: the id is the key of those on whose behalf this customer or one of its contracts was changed (A3); the
   * caller has checked whose it is.
   */
  | {
      readonly kind: 'erase-contact';
      readonly contactId: string;
      readonly reason: string;
      readonly names?: boolean;
      /** A7: texts of what the person asked for stay. */
      readonly texts?: 'keep';
      /** A7: whose texts are destroyed too. */
      readonly objects?: readonly MadeObject[];
    }
  /** The import that registered it is undone. The caller has checked that no later fact depends on it. */
  | { readonly kind: 'withdraw'; readonly importId: string; readonly reason: string };

export const customerRefusals = {
  'customer-unknown': 'D1',
  'number-claimed': 'C1',
  'contact-unknown': 'A2',
  'contact-erased': 'A2',
} as const;
export type CustomerRefusal = keyof typeof customerRefusals;

/** Who bought (rules section 1). Each real change is an event of its own; persons are `Personal` throughout (A2). */
export const customer: Decider<CustomerState, CustomerCommand, CustomerEvent, CustomerRefusal> = {
  initial: { status: 'missing' },

  decide(command, state) {
    if (state.status === 'abandoned') return new Refusal('number-claimed', 'C1');
    if (command.kind === 'register') {
      if (state.status === 'registered') return [];
      const { kind: _, contacts, manager, ...data } = command;
      return [
        { type: 'CustomerRegistered', data: { ...data, manager: recorded(manager) } },
        ...contacts.map((contact) => ({ type: 'ContactAdded', data: contactAfter(contact) }) as const),
      ];
    }
    if (state.status === 'missing') return new Refusal('customer-unknown', 'D1');
    if (command.kind === 'erase-contact') return erase(command, state);
    if (state.status === 'withdrawn') return command.kind === 'withdraw' ? [] : new Refusal('customer-unknown', 'D1');
    switch (command.kind) {
      case 'change':
        return change(command, state);
      case 'add-record':
        return addRecord(command, state);
      case 'change-topics':
        return changeTopics(command, state);
      case 'fail-address':
        return failAddress(command, state);
      case 'withdraw':
        return [{ type: 'CustomerWithdrawn', data: { importId: command.importId, reason: command.reason } }];
    }
  },

  evolve,
};

const change = (
  command: Extract<CustomerCommand, { kind: 'change' }>,
  state: Customer,
): readonly CustomerEvent[] | Refusal<CustomerRefusal> => {
  const { name, level, region, manager } = command;
  const events: CustomerEvent[] = [];
  if (name !== undefined && name !== state.name) events.push({ type: 'CustomerRenamed', data: { name } });
  if (level !== undefined && level !== state.level)
    events.push({ type: 'CustomerLevelChanged', data: { from: state.level, to: level } });
  if (region !== undefined && region !== state.region)
    events.push({ type: 'CustomerRegionChanged', data: { from: state.region, to: region } });
  if (manager !== undefined) events.push(...assignment(manager, state));
  const removals = new Set(command.removeContacts);
  // C11: where one command names a contact twice, the last mention counts; a removal takes precedence.
  const stated = new Map(
    command.contacts.filter(({ contactId }) => !removals.has(contactId)).map((contact) => [contact.contactId, contact]),
  );
  const named = new Set(command.named);
  for (const contact of stated.values()) {
    if (named.has(contact.contactId) && !state.erased.has(contact.contactId) && !wasContact(state, contact.contactId))
      return new Refusal('contact-unknown', 'A2', { contactId: contact.contactId });
    if (state.erased.has(contact.contactId))
      return new Refusal('contact-erased', 'A2', { contactId: contact.contactId });
    const before = state.contacts.find((item) => item.contactId === contact.contactId);
    const after = contactAfter(contact, before);
    if (before === undefined) events.push({ type: 'ContactAdded', data: after });
    else events.push(...contactChanges(before, after));
  }
  for (const contactId of removals) {
    if (state.contacts.some((contact) => contact.contactId === contactId))
      events.push({ type: 'ContactRemoved', data: { contactId } });
    else if (!state.former.has(contactId)) return new Refusal('contact-unknown', 'A2', { contactId });
  }
  return events;
};

const contactChanges = (before: Contact, after: Contact): readonly CustomerEvent[] => {
  const [old, now] = [withTopics(before, undefined), withTopics(after, undefined)];
  const { contactId, topics = null } = after;
  return [
    ...(same(old, now) ? [] : [{ type: 'ContactChanged', data: now } as const]),
    ...(same(before.topics ?? null, topics) ? [] : [{ type: 'TopicsChanged', data: { contactId, topics } } as const]),
  ];
};

const assignment = (stated: Manager | null, state: Customer): readonly CustomerEvent[] => {
  const manager = managerAfter(stated, state);
  return manager === state.manager ? [] : [{ type: 'CustomerManagerAssigned', data: { manager } }];
};

const recorded = (manager: Manager | null): Manager | null =>
  manager === null || !('plain' in manager) ? manager : { ...manager, plain: recordedManager(manager.plain) };

const changeTopics = (
  { contactId, topics }: Extract<CustomerCommand, { kind: 'change-topics' }>,
  state: Customer,
): readonly CustomerEvent[] | Refusal<CustomerRefusal> => {
  if (state.erased.has(contactId)) return new Refusal('contact-erased', 'A2', { contactId });
  const before = state.contacts.find((item) => item.contactId === contactId);
  if (before === undefined) return new Refusal('contact-unknown', 'A2', { contactId });
  return contactChanges(before, contactAfter({ ...before, topics }, before));
};

const failAddress = (
  { contactId, address, code }: Extract<CustomerCommand, { kind: 'fail-address' }>,
  state: Customer,
): readonly CustomerEvent[] =>
  state.failed.has(contactId) || addressOf(state, contactId) !== address
    ? []
    : [{ type: 'AddressFailed', data: { contactId, code } }];

/** Where a present contact or manager is written to. */
export const addressOf = ({ contacts, manager }: Customer, personId: string): string | null => {
  if (manager?.subject === personId) return 'plain' in manager ? managerFacts(manager.plain).email : null;
  const person = contacts.find(({ contactId }) => contactId === personId)?.person;
  return person !== undefined && 'plain' in person ? person.plain.email : null;
};

const addRecord = (
  { manager, contact }: Extract<CustomerCommand, { kind: 'add-record' }>,
  state: Customer,
): readonly CustomerEvent[] => {
  const known =
    contact === null ||
    state.erased.has(contact.contactId) ||
    state.contacts.some((item) => item.contactId === contact.contactId || same(item.person, contact.person));
  return [
    ...(manager === null ? [] : assignment(manager, state)),
    ...(known ? [] : [{ type: 'ContactAdded', data: contactAfter(contact) } as const]),
  ];
};

const erase = (
  { contactId, reason, names = false, texts, objects = [] }: Extract<CustomerCommand, { kind: 'erase-contact' }>,
  state: Customer | Withdrawn,
): readonly CustomerEvent[] | Refusal<CustomerRefusal> => {
  if (state.erased.has(contactId)) return [];
  if (!names && !mayErase(state, contactId)) return new Refusal('contact-unknown', 'A2', { contactId });
  const along = { ...(texts !== undefined && { texts }), ...(objects.length > 0 && { objects }) };
  return [{ type: 'ContactErased', data: { contactId, reason, ...along } }];
};

/**
 * Whether the id is that of a person who is or ever was a contact or manager here, the only ones whose keys an erasure
 * touches (A2).
 */
export const mayErase = (state: CustomerState, contactId: string): boolean => {
  if (state.status === 'registered')
    return state.erased.has(contactId) || wasContact(state, contactId) || wasManager(state, contactId);
  return state.status === 'withdrawn' && (state.erased.has(contactId) || state.former.has(contactId));
};
const wasContact = (state: Customer, contactId: string) =>
  state.former.has(contactId) || state.contacts.some((contact) => contact.contactId === contactId);
const wasManager = ({ manager, formerManagers }: Customer, personId: string) =>
  manager?.subject === personId || formerManagers.has(personId);

/** Values compare by their plain content, whatever key they are sealed under. */
const same = (a: unknown, b: unknown): boolean => canonicalText(a) === canonicalText(b);
const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && 'plain' in member
      ? sorted((member as { plain: unknown }).plain)
      : sorted(member),
  );
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
