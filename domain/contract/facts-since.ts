import { contract } from './contract.js';
import type { ContractEvent } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { fold } from '../kernel/decider.js';
import { isSame } from './named-fact.js';

/**
 * Which events of a contract's history from `from` on still have an effect, as indices: what was taken back, undone or
 * corrected to what it was has none. None at all where the contract is what it was before them (C9).
 */
export const factsSince = (history: readonly ContractEvent[], from: number): readonly number[] => {
  const [before, now] = [fold(contract, history.slice(0, from)), fold(contract, history)];
  if (before.status !== 'purchased' || now.status !== 'purchased')
    return history.flatMap((_, index) => (index < from ? [] : [index]));
  return history.flatMap((event, index) => (index >= from && holds(event, before, now) ? [index] : []));
};

const holds = (event: ContractEvent, before: Contract, now: Contract): boolean => {
  switch (event.type) {
    case 'ContractRenewed':
      return now.terms.some(({ termId }) => termId === event.data.term.termId);
    case 'PaymentReceived':
    case 'PaymentCorrected':
      return now.payments.some(({ paymentId }) => paymentId === event.data.paymentId);
    case 'TermCancelled':
      return termsDiffer([event.data.termId, ...idsOf(event.data.terms)], before, now);
    case 'ContractSuspended':
    case 'ContractResumed':
      return now.suspensions.some(({ suspensionId }) => suspensionId === event.data.suspensionId);
    case 'ContractTerminated':
      return now.terminatedFrom !== before.terminatedFrom;
    case 'LicenceRevoked':
      return now.licenceValid !== before.licenceValid;
    case 'ContractTransferred':
      return now.owners.some(({ from, transferId }) => transferId !== undefined && from === event.data.from);
    case 'TransferCorrected':
      return now.owners.some(({ transferId }) => transferId === event.data.transferId);
    case 'AgreementSigned':
      return now.agreements.some(({ agreementId }) => agreementId === event.data.agreementId);
    case 'AgreementCorrected':
      return now.agreements.some(({ agreementId }) => agreementId === event.data.agreement.agreementId);
    case 'UpgradeExercised':
    case 'UpgradeCorrected':
      return now.upgrades.some(({ upgradeId }) => upgradeId === event.data.upgradeId);
    case 'AllowanceUsed':
      return now.uses.some(({ useId, returned }) => useId === event.data.useId && !returned);
    case 'ContractCorrected':
      return termsDiffer(idsOf(event.data.terms), before, now) || !isSame(factsOf(before), factsOf(now));
    case 'PaymentTakenBack':
    case 'AgreementTakenBack':
    case 'UpgradeTakenBack':
    case 'TransferTakenBack':
    case 'ContractReinstated':
    case 'LicenceRestored':
    case 'AllowanceGivenBack':
      return false;
    case 'ContractPurchased':
    case 'ContractWithdrawn':
    case 'Abandoned':
      return true;
  }
};

const idsOf = (terms: readonly { readonly termId: string }[]): readonly string[] => terms.map(({ termId }) => termId);

/** Whether one of the terms has other days than before, or is no more. */
const termsDiffer = (termIds: readonly string[], before: Contract, now: Contract): boolean =>
  termIds.some((termId) => {
    const [old, term] = [before, now].map(({ terms }) => terms.find((item) => item.termId === termId));
    return old?.firstDay !== term?.firstDay || old?.lastDay !== term?.lastDay;
  });

/** What a correction states anew besides terms (C9). */
const factsOf = ({ contractNo, licenceNo, purchasedOn, product, fee, owners }: Contract) => ({
  contractNo,
  licenceNo,
  purchasedOn,
  product,
  fee,
  buyer: owners[0]!.customerId,
});
