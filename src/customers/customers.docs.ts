import { contactRoles } from '../../domain/customer/customer.events.js';
import { levels, regions } from '../../domain/kernel/words.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { instant, list, named, object, oneOf, orNull, text, whole, yesNo } from '../platform/http/server/schemas.js';
import { ChangeCustomerDto, EraseDto, RegisterCustomerDto } from './customers.dto.js';

const person = { name: text, email: orNull(text), phone: orNull(text), im: orNull(text) };
const contact = { anyOf: [object({ contactId: text, ...person, role: oneOf(contactRoles), notify: yesNo }), object({ contactId: text, erased: { const: true } })] };
const customer = named('Customer', object({ id: text, code: text, name: text, level: oneOf(levels), region: oneOf(regions), customerManager: orNull(text), contacts: list(contact), revision: whole }));

export const register: RouteDocs = {
  status: 201,
  answer: customer,
  refuses: ['number-held', 'number-claimed'],
  body: { type: RegisterCustomerDto },
  examples: {
    whole: { code: 'KH00795', name: '青岛甲方科技有限公司', level: 'key', region: 'city', customerManager: '李强', contacts: [{ name: '王芳', email: 'wang.fang@example.com', phone: '13900000000', role: 'it' }] },
    least: { code: 'KH00796', name: '潍坊乙方集团', level: 'standard', region: 'unknown' },
  },
};
export const get: RouteDocs = { answer: customer };
export const change: RouteDocs = {
  answer: customer,
  refuses: ['contact-unknown', 'contact-erased'],
  body: { type: ChangeCustomerDto },
  examples: { level: { level: 'vip', name: '青岛甲方科技股份有限公司' }, contact: { contacts: [{ name: '赵磊', phone: '13800000000', role: 'lead' }] } },
};
export const erase: RouteDocs = {
  answer: object({ id: text, contactId: text, erased: { const: true }, revision: whole }),
  refuses: ['contact-unknown', 'key-copy-behind'],
  body: { type: EraseDto },
  examples: { request: { reason: '本人要求' } },
};
export const exported: RouteDocs = {
  answer: object({
    ...{ customerId: text, contactId: text, erased: yesNo, current: orNull(contact) },
    events: list(object({ position: whole, type: text, recordedAt: instant, effectiveAt: instant, data: { type: 'object' } })),
  }),
};
