import type { ExpectedEnd } from './group.js';
import type { LedgerFacts } from './ledger-facts.js';

/** M4: of each address that was stopped the manager of the customer that answers is informed at once, if there is one. */
export const expectedOfAddresses = (ledger: LedgerFacts): ReadonlyMap<string, ExpectedEnd> => {
  const expected = new Map<string, ExpectedEnd>();
  for (const [customerId, facts] of ledger.of('customer'))
    facts.forEach(({ type, data, recordedAt: at }, revision) => {
      if (type !== 'AddressFailed') return;
      const recipients = ledger.manager(customerId, at);
      const ends = [recipients.length > 0 ? 'sent' : 'no-recipient'];
      expected.set(`address ${data.contactId} ${revision}`, { kind: 'address-failed', at, ends, recipients });
    });
  return expected;
};
