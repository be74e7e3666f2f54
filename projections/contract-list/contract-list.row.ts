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

/** One contract in lists. What changes by time alone, its state and its owner, is stored as dated spans. */
export interface ContractListRow extends Row {
  readonly contractId: string;
  readonly contractNo: string;
  readonly licenceNo: string;
  /** As they are searched: NFKC, upper case. */
  readonly contractKey: string;
  readonly licenceKey: string;
  /** Who owns it from `from` (inclusive) to `to` (exclusive); the buyer from the beginning of the calendar (C7). */
  readonly owners: readonly OwnerSpan[];
  readonly series: string;
  readonly purchasedOn: Day;
  /** Last day of the last term. */
  readonly lastDay: Day;
  readonly terms: readonly {
    readonly termId: string;
    readonly kind: 'free' | 'paid';
    readonly firstDay: Day;
    readonly lastDay: Day;
  }[];
  readonly suspensions: readonly { readonly suspensionId: string; readonly from: Day; readonly to: Day | null }[];
  readonly terminatedFrom: Day | null;
  readonly states: readonly StateSpan[];
  readonly revision: number;
}
