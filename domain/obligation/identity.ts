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
  /** Days from the last day: negative before it. */
  readonly offset: number;
  /** The owner as the contract records it: a merge of customers resends nothing. */
  readonly ownerId: string;
  readonly lastDay: Day;
}

/** The parts of the name that the obligation's UUIDv5 is made of: stored for ever, so they never change. */
export const nameParts = ({ kind, subject, offset, ownerId, lastDay }: Identity): readonly (string | number)[] => [
  'obligation',
  kind,
  subject,
  offset,
  ownerId,
  lastDay,
];

export const termSubject = (contractId: string, termId: string): string => `contract ${contractId} term ${termId}`;
