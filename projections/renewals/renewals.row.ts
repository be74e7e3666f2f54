import type { Day } from '../../domain/kernel/civil.js';
import { type Fact, type FactRow, factsKnownAt } from '../facts/facts.row.js';
import type { Row } from '../projection.js';

/** Days of a term, both inclusive. */
export interface TermDaysFact extends Fact {
  readonly kind: 'term';
  readonly termId: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
}
export interface ContractNoFact extends Fact {
  readonly kind: 'number';
  readonly contractNo: string;
}
/** C6: `from` null after a reinstatement. */
export interface TerminatedFact extends Fact {
  readonly kind: 'terminated';
  readonly from: Day | null;
}
/** C9: the import that recorded the contract was undone: from then on it never was. */
export interface WithdrawnFact extends Fact {
  readonly kind: 'withdrawn';
}
export type RenewalFact = TermDaysFact | ContractNoFact | TerminatedFact | WithdrawnFact;

/** What is known of one contract; `part` and the positions as of `FactRow`. */
export type RenewalFactsRow = FactRow<RenewalFact>;

/** A contract had, at some position, a term with this last day. */
export interface TermEndRow extends Row {
  readonly contractId: string;
  readonly lastDay: Day;
}

export type RenewalsRow = RenewalFactsRow | TermEndRow;

/** A contract as it was known at a position; null where it was not known, or withdrawn. */
export interface RenewalContract {
  readonly contractNo: string;
  readonly terms: readonly TermDaysFact[];
  readonly terminatedFrom: Day | null;
}

export const renewalContractAt = (row: RenewalFactsRow, knownPosition: number): RenewalContract | null => {
  const facts = factsKnownAt([row], knownPosition);
  const contractNo = facts.find((fact) => fact.kind === 'number')?.contractNo;
  if (contractNo === undefined || facts.some(({ kind }) => kind === 'withdrawn')) return null;
  return {
    contractNo,
    terms: facts.filter((fact) => fact.kind === 'term'),
    terminatedFrom: facts.find((fact) => fact.kind === 'terminated')?.from ?? null,
  };
};
