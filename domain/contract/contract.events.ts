import type { Day } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import type { Personal } from '../kernel/personal.js';
import type { AgreementKind } from '../kernel/vocabulary.js';

/** One span of days in which service is owed (T2): both days inclusive, civil days in the vendor's zone. */
export interface Term {
  readonly termId: string;
  readonly kind: 'free' | 'paid';
  readonly signedOn: Day;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Day of month that follow-on terms keep (T4), 1 to 31. */
  readonly anchor: number;
  /** The agreed length (`P1Y`), or null where a last day was named (C10, import). */
  readonly period: string | null;
  /** The policy version in force on the day of signing: it judges the term to its end (P2). */
  readonly policyVersion: number;
  /**
   * C12: `due` until a payment settles it; `paidOn` is that payment's day, null where the term was recorded as paid.
   */
  readonly payment: 'paid' | 'due';
  readonly paidOn: Day | null;
  readonly fee: Money | null;
  readonly documentNo: string | null;
}

export interface Product {
  readonly series: string;
  readonly name: string;
  /** As V1 writes it: `4.11`, `9.00`. */
  readonly version: string;
  readonly modules: readonly { readonly code: string; readonly customized: boolean }[];
}

export interface Agreement {
  readonly agreementId: string;
  readonly kind: AgreementKind;
  readonly signedOn: Day;
  /** First and last day of validity, inclusive; no last day: until further notice. */
  readonly validFrom: Day;
  readonly validTo: Day | null;
  /** Major version reached by a `major-upgrade` agreement. */
  readonly toMajor: number | null;
  readonly scope: string | null;
  readonly fee: Money | null;
}

/**
 * What an event does to terms: every term it changes, whole, as it is from now on, and the ids of those that are no
 * more. Readers replace by `termId`; they never do term arithmetic.
 */
export interface TermChange {
  readonly terms: readonly Term[];
  readonly removed: readonly string[];
}

/** The decision that an act was taken on (D8): enough to find and recompute it. */
export interface DecisionTaken {
  readonly at: string;
  readonly knownPosition: number;
  readonly entitled: boolean;
  readonly outcome: 'granted' | 'granted-with-conditions' | 'denied';
  readonly reason: string;
  readonly policyVersion: number;
  readonly receipt: string;
}

/** What a correction states anew (C9); a field that is absent stays as it was. */
export interface CorrectedFacts {
  readonly customerId?: string;
  readonly contractNo?: string;
  readonly licenceNo?: string;
  readonly purchasedOn?: Day;
  readonly product?: Product;
  readonly fee?: Money | null;
}

/** What every correction of a recorded fact carries, and every one that takes a fact back (C9). */
export interface CorrectionMade {
  readonly correctionId: string;
  readonly reason: string;
}

/** An owner and the first day of ownership; null: the buyer. */
export interface OwnerSince {
  readonly customerId: string;
  readonly from: Day | null;
}

/** What a record of an import has about each person, as a keyed hash; null where it has nothing. */
export interface ImportedPersons {
  readonly contact: Personal<string> | null;
  readonly manager: Personal<string> | null;
  readonly note: Personal<string> | null;
}

/**
 * Stored permanently under these names: a changed meaning is a new name or a new schema version with an upcaster. All
 * days are civil days in the vendor's time zone.
 */
export type ContractEvent =
  | {
      type: 'ContractPurchased';
      data: {
        contractId: string;
        customerId: string;
        contractNo: string;
        licenceNo: string;
        product: Product;
        purchasedOn: Day;
        /** The agreed free period, ISO 8601 duration. */
        freePeriod: string;
        /** The free term opened on the purchase date (C1). */
        term: Term;
        fee: Money | null;
        note: Personal<string> | null;
        /**
         * HMAC of the imported record, where it was imported: distinguishes a repeated record from a conflicting one.
         */
        importedAs: string | null;
        /** HMACs of what the imported record has about persons, each sealed with the person's key (A2). */
        importedPersons?: ImportedPersons;
      };
    }
  /** C2, C3, C10: `gapClosed` where an admin let it start in the past. */
  | { type: 'ContractRenewed'; data: { term: Term; gapClosed: boolean } }
  | {
      type: 'PaymentReceived';
      /** `term`: the term after the payment; `settled` where it is no longer due (C12). */
      data: {
        paymentId: string;
        termId: string;
        amount: Money;
        paidOn: Day;
        invoiceNo: string | null;
        settled: boolean;
        term: Term;
      };
    }
  /** C4: served up to the day before `from`; a term that had not begun by then is removed. */
  | { type: 'TermCancelled'; data: TermChange & { termId: string; from: Day; reason: string; movedUp: boolean } }
  /** C5: first and last day suspended, inclusive; no last day until it is resumed. */
  | {
      type: 'ContractSuspended';
      data: TermChange & { suspensionId: string; from: Day; to: Day | null; reason: string; extend: boolean };
    }
  /** C5: `on` is the first day served again, `from` the first day suspended, which the oldest events lack. */
  | { type: 'ContractResumed'; data: TermChange & { suspensionId: string; from?: Day; on: Day; extend: boolean } }
  | { type: 'ContractTerminated'; data: { from: Day; reason: string } }
  | { type: 'ContractReinstated'; data: { reason: string } }
  | { type: 'ContractTransferred'; data: { fromCustomerId: string; toCustomerId: string; from: Day } }
  /** C8: from the event's `effectiveAt` on. */
  | { type: 'LicenceRevoked'; data: { reason: string } }
  | { type: 'LicenceRestored'; data: { reason: string } }
  | { type: 'AgreementSigned'; data: Agreement }
  /** V4: `performedOn` is the first day with the new version. */
  | {
      type: 'UpgradeExercised';
      data: {
        upgradeId: string;
        fromVersion: string;
        targetVersion: string;
        performedOn: Day;
        module: string | null;
        decision: DecisionTaken;
      };
    }
  /** D9: one use of an allowance in a term; given back when the medium or the check does not come about. */
  | {
      type: 'AllowanceUsed';
      data: { useId: string; service: 'media' | 'health-check'; termId: string; on: Day; reference: string | null };
    }
  | { type: 'AllowanceGivenBack'; data: { useId: string; reason: string } }
  /** C9: the corrected facts, and what they do to terms. */
  | { type: 'ContractCorrected'; data: TermChange & { correctionId: string; reason: string; facts: CorrectedFacts } }
  /** C9, C12: the payment as it is from now on, and the terms that it settles or leaves due. */
  | {
      type: 'PaymentCorrected';
      data: TermChange &
        CorrectionMade & {
          paymentId: string;
          termId: string;
          amount: Money;
          paidOn: Day;
          invoiceNo: string | null;
        };
    }
  | {
      type: 'PaymentTakenBack';
      data: TermChange & CorrectionMade & { paymentId: string; termId: string; amount: Money; paidOn: Day };
    }
  | { type: 'AgreementCorrected'; data: CorrectionMade & { agreement: Agreement } }
  | { type: 'AgreementTakenBack'; data: CorrectionMade & { agreementId: string; kind: AgreementKind; validFrom: Day } }
  /** C9, V4: with the decision on the corrected facts (D8). */
  | {
      type: 'UpgradeCorrected';
      data: CorrectionMade & {
        upgradeId: string;
        fromVersion: string;
        targetVersion: string;
        performedOn: Day;
        module: string | null;
        decision: DecisionTaken;
      };
    }
  | {
      type: 'UpgradeTakenBack';
      data: CorrectionMade & { upgradeId: string; targetVersion: string; performedOn: Day };
    }
  /** C7, C9: `was` finds the transfer, since the oldest ones carry no id; `owners`: all of them, as they are now. */
  | {
      type: 'TransferCorrected';
      data: CorrectionMade & {
        transferId: string;
        was: { toCustomerId: string; from: Day };
        toCustomerId: string;
        from: Day;
        owners: readonly OwnerSince[];
      };
    }
  | {
      type: 'TransferTakenBack';
      data: CorrectionMade & {
        transferId: string;
        fromCustomerId: string;
        toCustomerId: string;
        from: Day;
        owners: readonly OwnerSince[];
      };
    }
  /** C9, T5: the import that recorded the purchase was undone; with this known, the contract never was. */
  | { type: 'ContractWithdrawn'; data: { customerId: string; importId: string; reason: string } }
  /** A claimant of the same number gave up waiting for this contract (docs/decisions): it can never be written. */
  | { type: 'Abandoned'; data: { claimedBy: string } };

export type ContractEventType = ContractEvent['type'];
