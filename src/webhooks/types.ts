import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { ImportEvent } from '../../domain/import/import.events.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import type { CalendarEvent, PolicyEvent } from '../../domain/policy/policy.events.js';
import type { ReleaseEvent } from '../../domain/release/release.events.js';

type Announced = Exclude<
  ContractEvent | CustomerEvent | ImportEvent | MergeEvent | ReleaseEvent | PolicyEvent | CalendarEvent,
  { type: 'Abandoned' }
>['type'];

/** What can be subscribed to. A new type of event does not compile until it is listed here. */
const announced: Readonly<Record<Announced, true>> = {
  CustomerRegistered: true,
  CustomerRenamed: true,
  CustomerLevelChanged: true,
  CustomerRegionChanged: true,
  CustomerManagerAssigned: true,
  ContactAdded: true,
  ContactChanged: true,
  ContactRemoved: true,
  ContactErased: true,
  CustomerWithdrawn: true,
  ContractWithdrawn: true,
  CustomersMerged: true,
  CustomerMergeUndone: true,
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
  ImportStarted: true,
  ImportFinished: true,
  ImportFailed: true,
  ImportUndoStarted: true,
  ImportUndone: true,
  ReleasePublished: true,
  ReleaseRescheduled: true,
  PolicyPublished: true,
  CalendarPublished: true,
};
export const announcedTypes = Object.keys(announced).sort();
