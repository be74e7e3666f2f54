import type { ContractEvent } from './contract.events.js';

/** Every customer that was ever recorded as an owner of the contract, corrected since or not (C7, C9). */
export const everOwnedBy = (history: readonly ContractEvent[]): readonly string[] => [
  ...new Set(history.flatMap((event) => ownerIn(event) ?? [])),
];

const ownerIn = ({ type, data }: ContractEvent): string | undefined => {
  if (type === 'ContractPurchased') return data.customerId;
  if (type === 'ContractTransferred' || type === 'TransferCorrected') return data.toCustomerId;
  return type === 'ContractCorrected' ? data.facts.customerId : undefined;
};
