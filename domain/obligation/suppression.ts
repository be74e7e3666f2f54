import { type Day, dayAt } from '../kernel/civil.js';
import type { Suppression } from './kinds.js';
import { isRenewed, type OwedContract, ownerOn } from './owed-contract.js';

/** Whom it concerns: the owner and the last day that its identity names. */
export interface OfTerm {
  readonly termId: string;
  readonly ownerId: string;
  readonly lastDay: Day;
}

/**
 * O3: why a reminder or notice is not sent at an instant (epoch ms), by what the contract records then; null where it
 * is. Who is written to is judged apart.
 */
export const suppressionOf = (contract: OwedContract, of: OfTerm, at: number, zone: string): Suppression | null => {
  const today = dayAt(at, zone);
  const term = contract.terms.find(({ termId }) => termId === of.termId);
  // O2: with another last day it exists anew.
  if (contract.withdrawn || term === undefined || term.lastDay !== of.lastDay) return 'withdrawn';
  if (ownerOn(contract, today) !== of.ownerId) return 'transferred';
  if (isRenewed(contract, of.lastDay)) return 'renewed';
  // O3: renewed late, it is served again: a notice that nothing follows would be false.
  if (contract.terms.some(({ firstDay }) => firstDay > of.lastDay && firstDay <= today)) return 'renewed';
  const { terminatedFrom } = contract;
  // C6: a termination before the last day ends the term: there is nothing to renew.
  if (terminatedFrom !== null && (terminatedFrom <= today || terminatedFrom <= of.lastDay)) return 'terminated';
  if (contract.suspensions.some(({ from, to }) => from <= today && (to === null || today <= to))) return 'suspended';
  return contract.licenceValid ? null : 'licence-revoked';
};
