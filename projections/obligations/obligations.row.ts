import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { ObligationNamed } from '../../domain/obligation/obligation.events.js';
import type { OwedContract } from '../../domain/obligation/owed-contract.js';
import type { Row } from '../projection.js';

/** A contract, and all that its reminders depend on. Its id is the contract's. */
export interface ContractOwingRow extends Row, OwedContract {
  readonly subject: 'contract';
  /** Whether it ever had a second owner: what is owed to one can fall due after all of the first has ended. */
  readonly transferred: boolean;
}

/**
 * A term, by its last day: the policy's offsets from it are the nominal days of what is owed (O8). Its id is
 * `<contractId>/<termId>`.
 */
export interface TermOwingRow extends Row {
  readonly subject: 'term';
  readonly contractId: string;
  readonly termId: string;
  readonly lastDay: Day;
  /** Whether something of it may still have to be dealt with. */
  readonly open: boolean;
  /** The latest offset that has ended, to whichever owner; below every offset where none has. */
  readonly through: number;
  /** O6: how many days after the last day it was recorded; negative where before. */
  readonly lateBy: number;
}

/** One obligation of which something is recorded. Its id is the obligation's. */
export interface ObligationRow extends Row, Omit<ObligationNamed, 'endsTerm'> {
  readonly subject: 'obligation';
  /** `due` while it is claimed, or waits for another attempt. */
  readonly state: 'due' | 'sent' | 'done' | 'suppressed' | 'superseded';
  readonly reason: string | null;
  readonly supersededBy: string | null;
  readonly endedAt: Instant | null;
  readonly recipients: readonly {
    readonly key: string;
    readonly state: 'accepted' | 'waiting' | 'failed';
    readonly code: string | null;
    readonly at: Instant;
  }[];
}

/**
 * The latest mails to one contact or manager, by when each was first answered for good: refusals in a row stop an
 * address (M4). Its id is the recipient's key.
 */
export interface RecipientRow extends Row {
  readonly subject: 'recipient';
  readonly mails: readonly {
    readonly obligationId: string;
    readonly state: 'accepted' | 'failed';
    readonly at: Instant;
  }[];
}

/** What is owed comes from rows of subjects and from what is recorded of obligations themselves. */
export type ObligationsRow = ContractOwingRow | TermOwingRow | ObligationRow | RecipientRow;

export const termRowId = (contractId: string, termId: string): string => `${contractId}/${termId}`;
