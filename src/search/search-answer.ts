import type { ContractStatus } from '../../domain/contract/contract-status.js';
import type { Role } from '../../domain/kernel/envelope.js';
import { personReaders } from '../platform/auth/caller.js';

export const searchKinds = ['customer', 'contract', 'licence', 'person', 'telephone', 'mail'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Kinds that are about persons (A2). */
const ofPersons: readonly SearchKind[] = ['person', 'telephone', 'mail'];
export const isOfPersons = (kind: SearchKind): boolean => ofPersons.includes(kind);

/** A1, A2: the kinds that a role may search. */
export const kindsOf = (role: Role): readonly SearchKind[] =>
  personReaders.includes(role) ? searchKinds : searchKinds.filter((kind) => !isOfPersons(kind));

/** The roles that may search a kind. */
export const rolesFor = (kind: SearchKind): readonly Role[] =>
  isOfPersons(kind) ? personReaders : [...personReaders, 'customer', 'system'];

/** Which of an object's texts holds what was searched for, and that text as it was recorded. */
export interface Match {
  readonly field: 'code' | 'name' | 'initials' | 'contractNo' | 'licenceNo' | 'telephone' | 'mail';
  readonly text: string;
}

/** One object that was found. */
export interface FoundItem {
  /** Of the customer, of the contract (also for a licence), or of the contact. */
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly match: Match;
  /** Of a contract, today; null for all else. */
  readonly state: ContractStatus | null;
  /** The customer that it belongs to; of one that was merged, the customer that answers for it. */
  readonly customerId: string | null;
}

export interface FoundGroup {
  readonly kind: SearchKind;
  readonly items: readonly FoundItem[];
}

export interface SearchAnswer {
  /** Those with items, in the order of `searchKinds`. */
  readonly groups: readonly FoundGroup[];
}
