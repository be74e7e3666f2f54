import { describe, expect, it } from '@jest/globals';
import { changesSince } from '../../../domain/customer/changes-since.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import { personal } from '../../../domain/kernel/personal.js';

const registered: CustomerEvent = {
  type: 'CustomerRegistered',
  data: {
    customerId: 'c1',
    code: 'KH1',
    name: '甲方',
    level: 'key',
    region: 'city',
    manager: personal('m0', '李强'),
  },
};
const level = (from: 'key' | 'vip', to: 'key' | 'vip'): CustomerEvent => ({
  type: 'CustomerLevelChanged',
  data: { from, to },
});
const manager = (subject: string, name: string): CustomerEvent => ({
  type: 'CustomerManagerAssigned',
  data: { manager: personal(subject, name) },
});
const contact = (type: 'ContactAdded' | 'ContactChanged', name: string): CustomerEvent => ({
  type,
  data: {
    contactId: 'p1',
    person: personal('p1', { name, email: null, phone: null, im: null }),
    role: 'user',
    notify: true,
  },
});
const removed: CustomerEvent = { type: 'ContactRemoved', data: { contactId: 'p1' } };

describe('C9: changes of a customer that still have an effect', () => {
  it.each<readonly [string, readonly CustomerEvent[], readonly number[]]>([
    ['a level', [level('key', 'vip')], [1]],
    ['a level changed back', [level('key', 'vip'), level('vip', 'key')], []],
    ['the last of several levels', [level('key', 'vip'), level('vip', 'key'), level('key', 'vip')], [3]],
    ['another manager', [manager('m1', '王伟')], [1]],
    ['the same manager again, sealed under another key', [manager('m1', '王伟'), manager('m2', '李强')], []],
    ['a contact', [contact('ContactAdded', '王芳'), contact('ContactChanged', '王方')], [2]],
    ['a contact that was removed', [contact('ContactAdded', '王芳'), removed], []],
    [
      'A2: nothing of a contact that was erased',
      [contact('ContactAdded', '王芳'), { type: 'ContactErased', data: { contactId: 'p1', reason: 'r' } }],
      [],
    ],
  ])('%s', (_, changes, inEffect) => expect(changesSince([registered, ...changes], 1)).toEqual(inEffect));
});
