import { contactRoles, topics } from '../../domain/customer/customer.events.js';
import { languages, levels, regions } from '../../domain/kernel/vocabulary.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  page,
  text,
  whole,
  yesNo,
} from '../platform/http/server/schemas.js';

/** M4: no mail is sent to the present address. */
const failed = { type: 'boolean', const: true };
const person = { name: text, email: orNull(text), phone: orNull(text), im: orNull(text) };
export const contact = {
  oneOf: [
    named(
      'Contact',
      object(
        {
          contactId: text,
          ...person,
          role: oneOf(contactRoles),
          notify: yesNo,
          language: oneOf(languages),
          topics: list(oneOf(topics)),
          addressFailed: failed,
        },
        ['language', 'topics', 'addressFailed'],
      ),
    ),
    named('ErasedContact', object({ contactId: text, erased: { type: 'boolean', const: true } })),
  ],
};
const erasedManager = named('ErasedManager', object({ managerId: text, erased: { type: 'boolean', const: true } }));
const heldManager = named(
  'Manager',
  object({ managerId: text, name: text, email: orNull(text), phone: orNull(text), addressFailed: failed }, [
    'addressFailed',
  ]),
);
const manager = { oneOf: [heldManager, erasedManager] };
const facts = {
  id: text,
  code: text,
  name: text,
  level: oneOf(levels),
  region: oneOf(regions),
  customerManager: orNull(text),
  manager: orNull(manager),
  contacts: list(contact),
  revision: whole,
};
export const customerSchema = named('Customer', object(facts, ['manager']));
const family = named(
  'CustomerWithMerged',
  object(
    {
      ...facts,
      formerManagers: list(manager),
      merged: list(object({ id: text, code: text, name: text, contacts: list(contact) })),
    },
    ['manager', 'formerManagers'],
  ),
);
/** Of which customer another answers, and whether it does. */
export const mergeState = object({ id: text, mergedInto: orNull(text), revision: whole });

export const get: RouteDocs = { answer: family, etag: true };
const withoutPersons = named(
  'CustomerWithoutPersons',
  object({
    id: text,
    code: text,
    name: text,
    level: oneOf(levels),
    region: oneOf(regions),
    revision: whole,
    merged: list(object({ id: text, code: text, name: text })),
  }),
);
const listed = named(
  'ListedCustomer',
  object({
    id: text,
    code: text,
    name: text,
    level: oneOf(levels),
    region: oneOf(regions),
    customerManager: orNull(text),
    revision: whole,
    merged: list(object({ id: text, code: text, name: text })),
  }),
);
export const find: RouteDocs = {
  answer: page({ anyOf: [family, listed, withoutPersons] }),
  refuses: ['cursor-invalid', 'forbidden', 'search-too-large'],
  csv: true,
};
export const exported: RouteDocs = {
  answer: object({
    customerId: text,
    contactId: text,
    erased: yesNo,
    current: orNull({ anyOf: [contact, manager] }),
    events: list(
      object({ position: whole, type: text, recordedAt: instant, effectiveAt: instant, data: { type: 'object' } }),
    ),
  }),
};
