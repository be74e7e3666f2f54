import { type Day, dayAfter, dayAt, epochOf, type Instant, startOfDay } from '../kernel/civil.js';

/** When the ledger recorded a fact, and whether by an import (O6). */
export interface Basis {
  readonly recordedAt: Instant;
  readonly imported: boolean;
}

/** A term as reminders need it; recorded anew where its last day changes (O2). */
export interface OwedTerm extends Basis {
  readonly termId: string;
  readonly signedOn: Day;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly policyVersion: number;
}

/** C7: an owner from a day on; null: the buyer. */
export interface OwedOwner extends Basis {
  readonly customerId: string;
  readonly from: Day | null;
}

/** All of a contract that its reminders and notices depend on. Days are civil days in the vendor's zone. */
export interface OwedContract {
  readonly contractId: string;
  readonly contractNo: string;
  readonly product: string;
  /** In the order of their days. */
  readonly terms: readonly OwedTerm[];
  /** In the order of their days; the buyer first. */
  readonly owners: readonly OwedOwner[];
  readonly suspensions: readonly { readonly suspensionId: string; readonly from: Day; readonly to: Day | null }[];
  readonly terminatedFrom: Day | null;
  readonly licenceValid: boolean;
  /** C9: its import was undone. */
  readonly withdrawn: boolean;
}

/** A term of one owner: its reminders and notices supersede each other (O7). */
export interface TermOfOwner {
  readonly term: OwedTerm;
  readonly ownerId: string;
  /** O6: when the ledger knew that they are owed, epoch ms. */
  readonly basisAt: number;
  readonly imported: boolean;
}

/**
 * O4: each owner has reminders of each term that was recorded while the contract was the owner's, or before. One that
 * owned it twice has them once, by the later time.
 */
export const termsOfOwners = ({ terms, owners }: OwedContract, zone: string): readonly TermOfOwner[] => {
  const last = new Map(
    owners.map((owner, index) => [owner.customerId, { owner, until: owners[index + 1]?.from ?? null }]),
  );
  return terms.flatMap((term) =>
    [...last.values()].flatMap(({ owner, until }) => {
      const recordedOn = dayAt(term.recordedAt, zone);
      return until !== null && until < recordedOn
        ? []
        : [{ term, ownerId: owner.customerId, ...basisOf(term, owner, zone) }];
    }),
  );
};

/** O6: the recording of the term, or the first instant of a new owner if later. */
const basisOf = (term: OwedTerm, owner: OwedOwner, zone: string): { basisAt: number; imported: boolean } => {
  const termAt = epochOf(term.recordedAt);
  const begins = owner.from === null ? -Infinity : startOfDay(owner.from, zone);
  const ownerAt = Math.max(begins, epochOf(owner.recordedAt));
  return ownerAt > termAt
    ? { basisAt: ownerAt, imported: owner.imported && begins <= epochOf(owner.recordedAt) }
    : { basisAt: termAt, imported: term.imported };
};

/** C7: the owner on a day. */
export const ownerOn = ({ owners }: Pick<OwedContract, 'owners'>, day: Day): string | undefined =>
  owners.findLast(({ from }) => from === null || from <= day)?.customerId;

/** O5: whether a term begins on the day after; before a gap it is not renewed. */
export const isRenewed = ({ terms }: Pick<OwedContract, 'terms'>, lastDay: Day): boolean => {
  const next = dayAfter(lastDay);
  return terms.some(({ firstDay }) => firstDay === next);
};
