import type { ContractEvent, OwnerSince } from '../../domain/contract/contract.events.js';
import type { Day } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';

/** The number of a contract and who owns it from which day on, as known at a position. */
export interface Ownership {
  readonly contractNo: string;
  /** In the order of their days; the buyer first. */
  readonly owners: readonly OwnerSince[];
  /** Every customer that was ever recorded as an owner. */
  readonly everOwners: readonly string[];
}

/** What an event of a contract changes in numbers and owners; the events that change neither are left out. */
export type OwnershipFact = Extract<
  ContractEvent,
  {
    type: 'ContractPurchased' | 'ContractTransferred' | 'ContractCorrected' | 'TransferCorrected' | 'TransferTakenBack';
  }
>;

const changing: ReadonlySet<string> = new Set<OwnershipFact['type']>([
  'ContractPurchased',
  'ContractTransferred',
  'ContractCorrected',
  'TransferCorrected',
  'TransferTakenBack',
]);

/** Two members alone are kept of an event: a correction can be large. */
export const ownershipFactOf = ({ type, data }: Recorded): OwnershipFact | undefined =>
  changing.has(type) ? ({ type, data } as OwnershipFact) : undefined;

/** Folds the facts of one contract (C1, C7, C9); undefined where it was never bought. */
export const ownershipOf = (facts: readonly OwnershipFact[]): Ownership | undefined => {
  let known: Omit<Ownership, 'everOwners'> | undefined;
  const everOwners = new Set<string>();
  for (const fact of facts) {
    known = known === undefined ? boughtBy(fact) : changedBy(known, fact);
    for (const { customerId } of known?.owners ?? []) everOwners.add(customerId);
  }
  return known && { contractNo: known.contractNo, owners: known.owners, everOwners: [...everOwners] };
};

const boughtBy = ({ type, data }: OwnershipFact) =>
  type === 'ContractPurchased'
    ? { contractNo: data.contractNo, owners: [{ customerId: data.customerId, from: null }] }
    : undefined;

const changedBy = (known: Omit<Ownership, 'everOwners'>, { type, data }: OwnershipFact) => {
  const { contractNo, owners } = known;
  switch (type) {
    case 'ContractPurchased':
      return known;
    case 'ContractTransferred':
      return { contractNo, owners: [...owners, { customerId: data.toCustomerId, from: data.from }] };
    case 'ContractCorrected': {
      const { customerId, contractNo: corrected } = data.facts;
      const buyer = customerId === undefined ? owners[0]! : { customerId, from: null };
      return { contractNo: corrected ?? contractNo, owners: [buyer, ...owners.slice(1)] };
    }
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return { contractNo, owners: data.owners };
  }
};

/** C7: the owner on a day; before the first transfer the buyer. */
export const ownerOn = ({ owners }: Ownership, day: Day): string =>
  owners.filter(({ from }) => from === null || from <= day).at(-1)!.customerId;
