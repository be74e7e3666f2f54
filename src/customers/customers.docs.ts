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
import { ChangeCustomerDto, EraseDto, MergeDto, RegisterCustomerDto, UndoMergeDto } from './customers.dto.js';

const person = { name: text, email: orNull(text), phone: orNull(text), im: orNull(text) };
const contact = {
  anyOf: [
    object({ contactId: text, ...person, role: oneOf(contactRoles), notify: yesNo }),
    object({ contactId: text, erased: { const: true } }),
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
const customer = named('Customer', object(facts));
const family = named(
  'CustomerWithMerged',
  object({ ...facts, merged: list(object({ id: text, code: text, name: text, contacts: list(contact) })) }),
);

export const register: RouteDocs = {
  status: 201,
  answer: customer,
  refuses: ['number-held', 'number-claimed'],
  body: { type: RegisterCustomerDto },
  examples: {
    whole: {
      code: 'KH00795',
      name: '青岛甲方科技有限公司',
      level: 'key',
      region: 'city',
      customerManager: '李强',
      contacts: [{ name: '王芳', email: 'wang.fang@example.com', phone: '13900000000', role: 'it' }],
    },
    least: { code: 'KH00796', name: '潍坊乙方集团', level: 'standard', region: 'unknown' },
  },
};
export const get: RouteDocs = { answer: family };
export const find: RouteDocs = { answer: page(family) };
export const change: RouteDocs = {
  answer: customer,
  refuses: ['contact-unknown', 'contact-erased', 'customer-merged'],
  body: { type: ChangeCustomerDto },
  examples: {
    level: { level: 'vip', name: '青岛甲方科技股份有限公司' },
    contact: { contacts: [{ name: '赵磊', phone: '13800000000', role: 'lead' }] },
  },
};
export const erase: RouteDocs = {
  answer: object({ id: text, contactId: text, erased: { const: true }, revision: whole }),
  refuses: ['contact-unknown', 'key-copy-behind'],
  body: { type: EraseDto },
  examples: { request: { reason: '本人要求' } },
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
const mergeState = object({ id: text, mergedInto: orNull(text), revision: whole });
export const merge: RouteDocs = {
  answer: mergeState,
  refuses: ['merged-into-itself', 'customer-merged'],
  body: { type: MergeDto },
  examples: { request: { intoCustomerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d', reason: '同一客户登记了两次' } },
};
export const undoMerge: RouteDocs = {
  answer: mergeState,
  refuses: ['customer-not-merged'],
  body: { type: UndoMergeDto },
  examples: { request: { reason: '实为两家公司' } },
};
