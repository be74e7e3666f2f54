import type { Day } from '../../domain/kernel/civil.js';
import type { Row } from '../projection.js';

export type ListedState = 'not-started' | 'in-term' | 'gap' | 'lapsed' | 'suspended' | 'terminated';

/** From `from` (inclusive) to `to` (exclusive), civil days in the vendor's zone; null: without end. */
export interface StateSpan {
  readonly from: Day;
  readonly to: Day | null;
  readonly state: ListedState;
}

/** Civil days in the vendor's zone; null: without end. */
export interface OwnerSpan {
  readonly from: Day;
  readonly to: Day | null;
  readonly customerId: string;
}

export interface ListedTerm {
  readonly termId: string;
  readonly kind: 'free' | 'paid';
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly payment: 'paid' | 'due';
}

/** One contract in lists. What changes by time alone, its state and its owner, is stored as dated spans. */
export interface ContractListRow extends Row {
  readonly contractId: string;
  readonly contractNo: string;
  readonly licenceNo: string;
  /** The contract's number as it is sorted: NFKC, upper case. */
  readonly contractKey: string;
  /** Who owns it from `from` (inclusive) to `to` (exclusive); the buyer from the beginning of the calendar (C7). */
  readonly owners: readonly OwnerSpan[];
  readonly product: { readonly series: string; readonly name: string; readonly version: string };
  /** V4: in the order in which they are installed. */
  readonly upgrades: readonly { readonly upgradeId: string; readonly version: string; readonly performedOn: Day }[];
  readonly purchasedOn: Day;
  /** Last day of the last term. */
  readonly lastDay: Day;
  readonly terms: readonly ListedTerm[];
  readonly suspensions: readonly { readonly suspensionId: string; readonly from: Day; readonly to: Day | null }[];
  readonly terminatedFrom: Day | null;
  readonly states: readonly StateSpan[];
  /** C3: days between two of its terms belong to none. */
  readonly hasGap: boolean;
  /** C12: a payment of one of its terms is due. */
  readonly isUnpaid: boolean;
  readonly revision: number;
}
