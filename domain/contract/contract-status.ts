import type { Day } from '../kernel/civil.js';
import type { Contract } from './contract.state.js';

export const contractStates = ['not-started', 'in-term', 'gap', 'lapsed', 'suspended', 'terminated'] as const;
export type ContractStatus = (typeof contractStates)[number];

/** The status of a contract on a civil day in the vendor's zone. D2: the first check that fails names it. */
export const statusOn = ({ terms, suspensions, terminatedFrom, purchasedOn }: Contract, day: Day): ContractStatus => {
  if (day < purchasedOn || terms.every(({ firstDay }) => day < firstDay)) return 'not-started';
  if (terminatedFrom !== null && day >= terminatedFrom) return 'terminated';
  if (suspensions.some(({ from, to }) => from <= day && (to === null || day <= to))) return 'suspended';
  if (terms.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)) return 'in-term';
  return terms.every(({ lastDay }) => lastDay < day) ? 'lapsed' : 'gap';
};

/** Who owns a contract on a day: the buyer until a transfer takes effect (C7). */
export const ownerOn = (state: Contract, day: Day): string =>
  state.owners.filter(({ from }) => from === null || from <= day).at(-1)!.customerId;
