import type { Evidence } from '../../domain/entitlement/answer.js';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { AgreementKind } from '../../domain/kernel/vocabulary.js';
import type { Fact, FactRow } from '../facts/facts.row.js';

/** C1: the first owner and the purchase day. */
export interface PurchaseFact extends Fact {
  readonly kind: 'purchase';
  readonly customerId: string;
  readonly purchasedOn: Day;
}
export interface NumbersFact extends Fact {
  readonly kind: 'numbers';
  readonly contractNo: string;
  readonly licenceNo: string;
}
/** `version` is the one installed at purchase; later ones are `InstalledFact`s. */
export interface ProductFact extends Fact {
  readonly kind: 'product';
  readonly series: string;
  readonly version: string;
  readonly modules: readonly { readonly code: string; readonly customized: boolean }[];
}
/** C7: the owner from `from` on. */
export interface TransferFact extends Fact {
  readonly kind: 'transfer';
  readonly toCustomerId: string;
  readonly from: Day;
}
/** C8: whether the licence is valid, from `from` on until the next of its kind. */
export interface LicenceFact extends Fact {
  readonly kind: 'licence';
  readonly valid: boolean;
  readonly from: Instant;
}
/** T2: both days inclusive. `proof` speaks of the days, `paid` of the fee (C12). */
export interface TermFact extends Fact {
  readonly kind: 'term';
  readonly termId: string;
  readonly termKind: 'free' | 'paid';
  readonly signedOn: Day;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly policyVersion: number;
  readonly payment: 'paid' | 'due';
  readonly paidOn: Day | null;
  readonly paid: readonly Evidence[];
  /** Restated after an older record of it had aged: its uses may be in aged rows. */
  readonly revived: boolean;
}
/** C5: both days inclusive; no last day until it is resumed. */
export interface SuspensionFact extends Fact {
  readonly kind: 'suspension';
  readonly from: Day;
  readonly to: Day | null;
}
/** C6: `from` null after a reinstatement, which counts as never terminated. */
export interface TerminationFact extends Fact {
  readonly kind: 'termination';
  readonly from: Day | null;
}
/** Both days inclusive; no last day: until further notice. */
export interface AgreementFact extends Fact {
  readonly kind: 'agreement';
  readonly agreement: AgreementKind;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly toMajor: number | null;
}
/** V4: the version installed from `from` on. */
export interface InstalledFact extends Fact {
  readonly kind: 'installed';
  readonly version: string;
  readonly from: Day;
}
/** D9: one use of an allowance; taken back (`gone`) when it is given back. */
export interface UseFact extends Fact {
  readonly kind: 'use';
  readonly service: 'media' | 'health-check';
  readonly termId: string;
  readonly on: Day;
}

/** All days are civil days in the vendor's zone. */
export type ContractFact =
  | PurchaseFact
  | NumbersFact
  | ProductFact
  | TransferFact
  | LicenceFact
  | TermFact
  | SuspensionFact
  | TerminationFact
  | AgreementFact
  | InstalledFact
  | UseFact;

export type ContractSheetRow = FactRow<ContractFact>;
