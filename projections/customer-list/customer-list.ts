import type { Contact, CustomerEvent } from '../../domain/customer/customer.events.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import type { Veiled } from '../../domain/kernel/personal.js';
import { codeKey } from '../../domain/kernel/spelling.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import { allOf, type Projection } from '../projection.js';
import type { CustomerListRow, ListedContact } from './customer-list.row.js';

type Changed = Exclude<CustomerEvent, { type: 'Abandoned' | 'CustomerRegistered' | 'CustomerWithdrawn' }>;
type Listed = Exclude<CustomerEvent, { type: 'Abandoned' }> | MergeEvent;
type Facts = Omit<CustomerListRow, 'codeKey' | 'nameKey' | 'listedLevel' | 'listedRegion'>;

/** Customers as they are listed and searched. Persons stay sealed under their keys (A2). */
export const customerList: Projection<CustomerListRow, Listed> = {
  name: 'customer-list',
  version: 2,
  handles: allOf<Listed>()({
    CustomerRegistered: true,
    CustomerRenamed: true,
    CustomerLevelChanged: true,
    CustomerRegionChanged: true,
    CustomerManagerAssigned: true,
    ContactAdded: true,
    ContactChanged: true,
    ContactRemoved: true,
    TopicsChanged: true,
    AddressFailed: true,
    ContactErased: true,
    CustomerWithdrawn: true,
    CustomersMerged: true,
    CustomerMergeUndone: true,
  }),
  indexes: [
    ['mergedInto', 'codeKey'],
    ['mergedInto', 'nameKey'],
    ['listedLevel', 'codeKey'],
    ['listedLevel', 'nameKey'],
    ['listedRegion', 'codeKey'],
    ['listedRegion', 'nameKey'],
    ['codeKey'],
    ['nameKey'],
    ['customerId'],
  ],
  rows: (event) =>
    isMerge(event) ? [event.data.absorbedId, event.data.intoId] : [idOfStream((event as Recorded).stream)],
  apply(event, row, id) {
    if (event.type === 'CustomerRegistered') return { row: listed(registered(event)) };
    // A customer whose import was undone has no row; an erasure of a person is recorded for it all the same.
    if (row === undefined || event.type === 'CustomerWithdrawn') return { row: undefined };
    if (isMerge(event)) return { row: listed(merged(row, event, id)) };
    return { row: listed({ ...row, ...changed(row, event), revision: event.revision }) };
  },
};

const isMerge = (event: Recorded<Listed>): event is Recorded<MergeEvent> =>
  event.type === 'CustomersMerged' || event.type === 'CustomerMergeUndone';

const listed = (facts: Facts): CustomerListRow => ({
  ...facts,
  codeKey: codeKey(facts.code),
  nameKey: codeKey(facts.name),
  listedLevel: facts.mergedInto === null ? facts.level : null,
  listedRegion: facts.mergedInto === null ? facts.region : null,
});

const registered = ({ vendor, revision, data }: Recorded<Extract<Listed, { type: 'CustomerRegistered' }>>): Facts => ({
  vendor,
  customerId: data.customerId,
  code: data.code,
  name: data.name,
  level: data.level,
  region: data.region,
  manager: data.manager as Veiled | null,
  contacts: [],
  mergedInto: null,
  absorbed: [],
  revision,
});

const changed = (row: CustomerListRow, event: Recorded<Changed>): Partial<Facts> => {
  switch (event.type) {
    case 'CustomerRenamed':
      return { name: event.data.name };
    case 'CustomerLevelChanged':
      return { level: event.data.to };
    case 'CustomerRegionChanged':
      return { region: event.data.to };
    case 'CustomerManagerAssigned':
      return { manager: event.data.manager as Veiled | null };
    case 'ContactAdded':
      return { contacts: [...without(row, event.data.contactId), contactOf(event.data)] };
    case 'ContactChanged': {
      const contact = contactOf(event.data);
      return { contacts: row.contacts.map((each) => (each.contactId === contact.contactId ? contact : each)) };
    }
    case 'ContactRemoved':
      return { contacts: without(row, event.data.contactId) };
    case 'TopicsChanged':
    case 'AddressFailed':
      return {};
    case 'ContactErased': {
      const { contactId } = event.data;
      const manager = row.manager?.subject === contactId ? null : row.manager;
      return { contacts: without(row, contactId), manager };
    }
  }
};

const contactOf = ({ contactId, person }: Contact): ListedContact => ({ contactId, person: person as Veiled });

const without = ({ contacts }: CustomerListRow, contactId: string): readonly ListedContact[] =>
  contacts.filter((each) => each.contactId !== contactId);

const merged = (row: CustomerListRow, { type, data }: Recorded<MergeEvent>, id: string): Facts => {
  const { absorbedId, intoId } = data;
  if (id === absorbedId) return { ...row, mergedInto: type === 'CustomersMerged' ? intoId : null };
  const others = row.absorbed.filter((each) => each !== absorbedId);
  return { ...row, absorbed: type === 'CustomersMerged' ? [...others, absorbedId] : others };
};
