import type { Day, Instant } from '../kernel/civil.js';
import type { ObligationKind, Suppression } from './kinds.js';

/** Which obligation an event is about: every event has all of it, so that none needs the one before. */
export interface ObligationNamed {
  readonly obligationId: string;
  readonly kind: ObligationKind;
  /** O4: the owner as the contract records it, or the customer of the request; null of an intake. */
  readonly customerId: string | null;
  /** Null where it is owed for no contract. */
  readonly contractId: string | null;
  readonly termId: string | null;
  /** Of what concerns a request, and which part of it: `cycle 1`, `promise …`, `wait …`, `memo …`. */
  readonly requestId: string | null;
  readonly about: string | null;
  readonly intakeId: string | null;
  /** Days from the last day, negative before it; of a wait the working day after its beginning; else 0. */
  readonly offset: number;
  readonly lastDay: Day | null;
  /** Never rolled (O8). */
  readonly nominalOn: Day;
  /** As it was when the event was recorded. */
  readonly dueAt: Instant;
  readonly catchUp: boolean;
  /** O6: whether nothing more is owed for the term, to whichever owner. */
  readonly endsTerm: boolean;
}

/** The recipient key of the vendor's own address for service: no person's. */
export const vendorKey = 'desk';

/** M4: the code of a failure that no server reported: whoever was waited for is written to no more. */
export const removedCode = 'removed';

/**
 * Stored permanently under these names. `recipientKey` is a contact's id or `manager-<customerId>`, never an address.
 */
export type ObligationEvent =
  /**
   * O9: good until `until`, or until its process has ended; then whoever finds it goes on with what has no acceptance.
   * Recorded again to prolong it or to give it up. `process`: absent where an earlier version claimed it.
   */
  | {
      type: 'ObligationClaimed';
      data: ObligationNamed & { claimId: string; until: Instant; process?: string };
    }
  | { type: 'MailAccepted'; data: ObligationNamed & { recipientKey: string; messageId: string } }
  /** M4: sent again at `againAt`; null: given up. `bounced`: reported after a server had accepted it. */
  | {
      type: 'MailFailed';
      data: ObligationNamed & { recipientKey: string; code: string; againAt: Instant | null; bounced?: true };
    }
  | { type: 'ObligationSent'; data: ObligationNamed & { recipients: number } }
  /** An act without mail. */
  | { type: 'ObligationDone'; data: ObligationNamed }
  | { type: 'ObligationSuppressed'; data: ObligationNamed & { suppression: Suppression } }
  | { type: 'ObligationSuperseded'; data: ObligationNamed & { supersededBy: string | null } }
  /** O10: an admin has it tried again, since an address or a contact has changed. */
  | { type: 'ObligationRetried'; data: ObligationNamed };
