import type { Day } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import { compareVersions, parseVersion, type Version } from '../kernel/version.js';
import type { Agreement, ContractEvent, OwnerSince } from './contract.events.js';

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

/** Facts that are recorded one by one, and can be corrected and taken back (C9). */
interface Facts {
  readonly payments: readonly Payment[];
  readonly agreements: readonly Agreement[];
  readonly upgrades: readonly Upgrade[];
  readonly owners: readonly Owner[];
  readonly said: ReadonlySet<string>;
  readonly takenBack: ReadonlySet<string>;
}
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

/** C9: a corrected fact takes the place of the recorded one; one that was taken back never was. */
export const factsAfter = (facts: Facts, event: FactEvent): Partial<Facts> => {
  const said = new Set([...facts.said, event.data.correctionId]);
  const without = (id: string) => new Set([...facts.takenBack, id]);
  switch (event.type) {
    case 'PaymentCorrected': {
      const { paymentId, termId, amount, paidOn, invoiceNo } = event.data;
      const payment = { paymentId, termId, amount, paidOn, invoiceNo };
      return { said, payments: facts.payments.map((it) => (it.paymentId === paymentId ? payment : it)) };
    }
    case 'PaymentTakenBack': {
      const { paymentId } = event.data;
      const payments = facts.payments.filter((it) => it.paymentId !== paymentId);
      return { said, payments, takenBack: without(paymentId) };
    }
    case 'AgreementCorrected': {
      const { agreement } = event.data;
      const agreements = facts.agreements.map((it) => (it.agreementId === agreement.agreementId ? agreement : it));
      return { said, agreements };
    }
    case 'AgreementTakenBack': {
      const { agreementId } = event.data;
      const agreements = facts.agreements.filter((it) => it.agreementId !== agreementId);
      return { said, agreements, takenBack: without(agreementId) };
    }
    case 'UpgradeCorrected': {
      const { upgradeId, targetVersion: version, performedOn, module } = event.data;
      const upgrade = { upgradeId, version, performedOn, module };
      return { said, upgrades: byDay(facts.upgrades.map((it) => (it.upgradeId === upgradeId ? upgrade : it))) };
    }
    case 'UpgradeTakenBack': {
      const { upgradeId } = event.data;
      const upgrades = facts.upgrades.filter((it) => it.upgradeId !== upgradeId);
      return { said, upgrades, takenBack: without(upgradeId) };
    }
    case 'TransferCorrected': {
      const { transferId, toCustomerId: customerId, from } = event.data;
      const owner = { customerId, from, transferId };
      return { said, owners: facts.owners.map((it) => (it.transferId === transferId ? owner : it)) };
    }
    case 'TransferTakenBack': {
      const { transferId } = event.data;
      const owners = facts.owners.filter((it) => it.transferId !== transferId);
      return { said, owners, takenBack: without(transferId) };
    }
  }
};

/** V4: in the order in which they were installed; of one day the lower version goes first. */
const byDay = (upgrades: readonly Upgrade[]): readonly Upgrade[] =>
  upgrades.toSorted((a, b) =>
    a.performedOn === b.performedOn
      ? compareVersions(parseVersion(a.version) as Version, parseVersion(b.version) as Version)
      : a.performedOn < b.performedOn
        ? -1
        : 1,
  );
