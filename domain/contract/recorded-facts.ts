import type { Day } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import { compareVersions, parseVersion, type Version } from '../kernel/version.js';
import type { ContractEvent, OwnerSince } from './contract.events.js';

/** C12. */
export interface Payment {
  readonly paymentId: string;
  readonly termId: string;
  readonly amount: Money;
  readonly paidOn: Day;
  readonly invoiceNo: string | null;
}
/** V4: `performedOn` is the first day with the version. */
export interface Upgrade {
  readonly upgradeId: string;
  readonly version: string;
  readonly performedOn: Day;
  readonly module: string | null;
}
/** C7: an owner by transfer has the id of that transfer; the buyer has none. */
export interface Owner extends OwnerSince {
  readonly transferId?: string;
}

/** Transfers carry no id of their own: the number of the transfer in its contract names it, for old events too. */
export const transferIdOf = (transfersRecorded: number): string => `tra_${transfersRecorded}`;

/** Events that correct or take back facts that are recorded one by one (C9). */
export type FactEvent = Extract<
  ContractEvent,
  {
    type:
      | 'PaymentCorrected'
      | 'PaymentTakenBack'
      | 'AgreementCorrected'
      | 'AgreementTakenBack'
      | 'UpgradeCorrected'
      | 'UpgradeTakenBack'
      | 'TransferCorrected'
      | 'TransferTakenBack';
  }
>;

/** V4: in the order in which they were installed; of one day the lower version goes first. */
export const byDay = (upgrades: readonly Upgrade[]): readonly Upgrade[] =>
  upgrades.toSorted((a, b) =>
    a.performedOn === b.performedOn
      ? compareVersions(parseVersion(a.version) as Version, parseVersion(b.version) as Version)
      : a.performedOn < b.performedOn
        ? -1
        : 1,
  );
