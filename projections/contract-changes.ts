import type { ContractEvent } from '../domain/contract/contract.events.js';
import { allOf } from './projection.js';

/** What happens to a contract from its purchase on. */
export type ContractChange = Exclude<ContractEvent, { type: 'Abandoned' | 'ContractWithdrawn' }>;

/** Its types, for views that follow all of a contract. */
export const contractChanges = allOf<ContractChange>()({
  ContractPurchased: true,
  ContractRenewed: true,
  PaymentReceived: true,
  TermCancelled: true,
  ContractSuspended: true,
  ContractResumed: true,
  ContractTerminated: true,
  ContractReinstated: true,
  ContractTransferred: true,
  LicenceRevoked: true,
  LicenceRestored: true,
  AgreementSigned: true,
  UpgradeExercised: true,
  AllowanceUsed: true,
  AllowanceGivenBack: true,
  ContractCorrected: true,
  PaymentCorrected: true,
  PaymentTakenBack: true,
  AgreementCorrected: true,
  AgreementTakenBack: true,
  UpgradeCorrected: true,
  UpgradeTakenBack: true,
  TransferCorrected: true,
  TransferTakenBack: true,
});
