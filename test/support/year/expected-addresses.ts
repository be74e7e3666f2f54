import type { ExpectedEnd } from './group.js';
import type { LedgerFacts } from './ledger-facts.js';

/** M4: of each address that was stopped a member of staff is informed at once. */
export const expectedOfAddresses = (ledger: LedgerFacts): ReadonlyMap<string, ExpectedEnd> => {
  const expected = new Map<string, ExpectedEnd>();
  for (const [customerId, facts] of ledger.of('customer'))
    facts.forEach(({ type, data, recordedAt: at }, revision) => {
      if (type !== 'AddressFailed') return;
      const recipients = ledger.staff(customerId, at);
      expected.set(`address ${data.contactId} ${revision}`, { kind: 'address-failed', at, ends: ['sent'], recipients });
    });
  return expected;
};
