import { contactRoles } from '../../domain/customer/customer.events.js';
import { levels, regions } from '../../domain/kernel/vocabulary.js';
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

const person = { name: text, email: orNull(text), phone: orNull(text), im: orNull(text) };
export const contact = {
  oneOf: [
    named('Contact', object({ contactId: text, ...person, role: oneOf(contactRoles), notify: yesNo })),
    named('ErasedContact', object({ contactId: text, erased: { type: 'boolean', const: true } })),
  ],
};
const facts = {
  id: text,
  code: text,
  name: text,
  level: oneOf(levels),
  region: oneOf(regions),
  customerManager: orNull(text),
  contacts: list(contact),
  revision: whole,
};
export const customerSchema = named('Customer', object(facts));
const family = named(
  'CustomerWithMerged',
  object({ ...facts, merged: list(object({ id: text, code: text, name: text, contacts: list(contact) })) }),
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
    current: orNull(contact),
    events: list(
      object({ position: whole, type: text, recordedAt: instant, effectiveAt: instant, data: { type: 'object' } }),
    ),
  }),
};
