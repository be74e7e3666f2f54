import type { Day } from '../kernel/civil.js';
import type { Contract } from './contract.state.js';

export const contractStates = ['not-started', 'in-term', 'gap', 'lapsed', 'suspended', 'terminated'] as const;
export type ContractStanding = (typeof contractStates)[number];

/** How a contract stands on a day (civil day in the vendor's zone): terminated before suspended before the terms. */
export const standingOn = (state: Contract, day: Day): ContractStanding => {
  if (state.terminatedFrom !== null && day >= state.terminatedFrom) return 'terminated';
  if (state.suspensions.some(({ from, to }) => from <= day && (to === null || day <= to))) return 'suspended';
  if (day < state.purchasedOn) return 'not-started';
  if (state.terms.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)) return 'in-term';
  if (state.terms.every(({ lastDay }) => lastDay < day)) return 'lapsed';
  return state.terms.some(({ lastDay }) => lastDay < day) ? 'gap' : 'not-started';
};

/** Who owns a contract on a day: the buyer until a transfer takes effect (C7). */
export const ownerOn = (state: Contract, day: Day): string =>
  state.owners.filter(({ from }) => from === null || from <= day).at(-1)!.customerId;
