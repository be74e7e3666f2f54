import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../domain/policy/policy.js';
import { letter } from '../../../src/obligations/sources/sending.js';
import { loadPolicies } from '../../../src/policies/load-policy.js';

const { policy } = loadPolicies().find(({ policy: { vendor } }) => vendor === 'seeyon')!;
const composed = { subject: 'S', text: 'T', html: '<p>T</p>' };
const addressee = {
  key: 'per_1',
  personId: 'per_1',
  customerId: 'cus_1',
  role: 'contact',
  name: '王芳',
  address: 'wang@example.cn',
  language: null,
} as const;

const fromOf = (mailFrom: string, changes: Partial<Policy> = {}): string =>
  letter(
    { publicUrl: 'https://ledger.example', mailFrom, ownTexts: new Map() },
    { ...policy, ...changes },
    { obligationId: 'o' },
    addressee,
    composed,
  ).from;

describe('M1: whom a mail is from', () => {
  it('an address alone appears under the name of the vendor, which cannot end its quotes', () => {
    expect(fromOf('service@example.com')).toBe('"致远" <service@example.com>');
    expect(fromOf('service@example.com', { company: 'A "B", C\\D' })).toBe('"A \\"B\\", C\\\\D" <service@example.com>');
  });

  it('a sender with a name keeps it', () => {
    expect(fromOf('Help <service@example.com>')).toBe('Help <service@example.com>');
  });
});
