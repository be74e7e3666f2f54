import type { Day } from '../kernel/civil.js';
import type { ContractEvent } from './contract.events.js';

/** T5: the day that an event is true from, where it names one; else it is true from when it was recorded. */
export const effectiveOn = (event: ContractEvent): Day | undefined => {
  switch (event.type) {
    case 'ContractPurchased':
      return event.data.purchasedOn;
    case 'ContractRenewed':
      return event.data.term.firstDay;
    case 'PaymentReceived':
      return event.data.paidOn;
    case 'TermCancelled':
    case 'ContractSuspended':
    case 'ContractTerminated':
    case 'ContractTransferred':
      return event.data.from;
    case 'ContractResumed':
      return event.data.on;
    case 'AgreementSigned':
      return event.data.validFrom;
    case 'UpgradeExercised':
      return event.data.performedOn;
    case 'AllowanceUsed':
      return event.data.on;
    case 'ContractReinstated':
    case 'LicenceRevoked':
    case 'LicenceRestored':
    case 'AllowanceGivenBack':
    case 'ContractCorrected':
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'UpgradeCorrected':
    case 'UpgradeTakenBack':
    case 'TransferCorrected':
    case 'TransferTakenBack':
    case 'ContractWithdrawn':
    case 'Abandoned':
      return undefined;
  }
};

/** P2: the version of the policy that the event's own term is computed by. */
export const policyVersionOf = (event: ContractEvent): number | undefined =>
  event.type === 'ContractPurchased' || event.type === 'ContractRenewed' ? event.data.term.policyVersion : undefined;
