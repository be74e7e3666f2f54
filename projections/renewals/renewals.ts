import type { ContractEvent, Term } from '../../domain/contract/contract.events.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { type ContractChange, contractChanges } from '../contract-changes.js';
import { latestOf, type RemovedFact } from '../facts/facts.row.js';
import { type Paging, withFacts } from '../facts/pages.js';
import type { Projection } from '../projection.js';
import type { RenewalFact, RenewalFactsRow, RenewalsRow } from './renewals.row.js';

type Handled = ContractChange | Extract<ContractEvent, { type: 'ContractWithdrawn' }>;
type Recording = RenewalFact | RemovedFact;

/** Nothing ages: what followed on a term is asked of terms that ended long ago. */
const paging: Paging<RenewalFact> = {
  wholeUpTo: 8,
  replacedAtMost: 8,
  old: () => null,
  answersFrom: () => '9999-12-31T23:59:59.999Z',
};

/**
 * What followed on each term (Q4): contracts by the last days that their terms have, or were ever known to have, and of
 * each contract its terms as known at any position (T5).
 */
export const renewals: Projection<RenewalsRow, Handled> = {
  name: 'renewals',
  version: 1,
  handles: [...contractChanges, 'ContractWithdrawn'],
  indexes: [['lastDay'], ['subject', 'knownTo']],
  rows: (event) => {
    const contractId = idOfStream(event.stream);
    return [contractId, ...new Set(termsIn(event).map(({ lastDay }) => endId(contractId, lastDay)))];
  },
  apply(event, row, id) {
    const contractId = idOfStream(event.stream);
    if (id !== contractId) {
      const lastDay = id.slice(contractId.length + 1);
      return { row: row ?? { vendor: event.vendor, contractId, lastDay } };
    }
    const live = row as RenewalFactsRow | undefined;
    return withFacts(live, contractId, event, factsOf(event, live), paging);
  },
};

const endId = (contractId: string, lastDay: string): string => `${contractId}:${lastDay}`;

/** Every term that the event states, whole. */
const termsIn = ({ data }: Recorded<Handled>): readonly Term[] => [
  ...('term' in data ? [data.term] : []),
  ...('terms' in data ? data.terms : []),
];

const factsOf = (event: Recorded<Handled>, live: RenewalFactsRow | undefined): readonly Recording[] => {
  const { position, data } = event;
  const by = { position, proof: [] } as const;
  const known = latestOf(live === undefined ? [] : [live], position);
  const facts: Recording[] = [];
  if (event.type === 'ContractPurchased' || event.type === 'ContractCorrected') {
    const { contractNo } = event.type === 'ContractPurchased' ? event.data : event.data.facts;
    if (contractNo !== undefined) facts.push({ ...by, kind: 'number', key: 'number', contractNo });
  }
  for (const { termId, firstDay, lastDay } of termsIn(event)) {
    const key = `term:${termId}`;
    const before = known.get(key);
    if (before?.kind === 'term' && before.firstDay === firstDay && before.lastDay === lastDay) continue;
    facts.push({ ...by, kind: 'term', key, termId, firstDay, lastDay });
  }
  if ('removed' in data) for (const termId of data.removed) facts.push({ ...by, kind: 'gone', key: `term:${termId}` });
  if (event.type === 'ContractTerminated')
    facts.push({ ...by, kind: 'terminated', key: 'terminated', from: event.data.from });
  if (event.type === 'ContractReinstated') facts.push({ ...by, kind: 'terminated', key: 'terminated', from: null });
  if (event.type === 'ContractWithdrawn') facts.push({ ...by, kind: 'withdrawn', key: 'withdrawn' });
  return facts;
};
