import type { Day } from '../kernel/civil.js';
import type { EventFact } from '../kernel/event-facts.js';
import type { ContractEvent } from './contract.events.js';
import { contractFacts } from './contract.facts.js';

/** T5: the day that an event is true from, where it names one; else it is true from when it was recorded. */
export const effectiveOn = ({ type, data }: ContractEvent): Day | undefined =>
  (contractFacts[type] as EventFact<ContractEvent['data']>).effectiveOn?.(data);

/** P2: the version of the policy that the event's own term is computed by. */
export const policyVersionOf = (event: ContractEvent): number | undefined =>
  event.type === 'ContractPurchased' || event.type === 'ContractRenewed' ? event.data.term.policyVersion : undefined;
