import type { Day } from '../kernel/civil.js';
import type { ObligationKind } from './kinds.js';

/**
 * O2, O4: what makes an obligation the one it is. It exists once however often it is derived, and anew where the owner
 * or the last day changes.
 */
export interface Identity {
  readonly kind: ObligationKind;
  /** The kind and the ids of what it is about: `contract con_… term trm_…`. */
  readonly subject: string;
  /** Days from the last day, negative before it; of a wait the working day after its beginning; else 0. */
  readonly offset: number;
  /** The owner as the contract records it: a merge of customers resends nothing; empty where there is none. */
  readonly ownerId: string;
  /** Null where it is owed by no last day. */
  readonly lastDay: Day | null;
}

/** The parts of the name that the obligation's UUIDv5 is made of: stored for ever, so they never change. */
export const nameParts = ({ kind, subject, offset, ownerId, lastDay }: Identity): readonly (string | number)[] => [
  'obligation',
  kind,
  subject,
  offset,
  ownerId,
  lastDay ?? '',
];

/** `about` is what of the request: its registration, a cycle, a promise, a wait, a memo. */
export const requestSubject = (requestId: string, about: string): string => `request ${requestId} ${about}`;

/** A failure of an address, by its place in the stream of the customer. */
export const addressSubject = (customerId: string, about: string): string => `customer ${customerId} ${about}`;

export const intakeSubject = (intakeId: string): string => `intake ${intakeId}`;

export const termSubject = (contractId: string, termId: string): string => `contract ${contractId} term ${termId}`;
