import type { DecisionTaken } from '../../domain/contract/contract.events.js';
import type { Decision } from '../../domain/entitlement/answer.js';
import type { Day } from '../../domain/kernel/civil.js';
import type { Service } from '../../domain/kernel/vocabulary.js';
import type { ReadRequests } from './contract-requests.js';

/** A recorded decision whose outcome differs with what became known later (C9). */
export interface DifferingDecision {
  /** What was decided. */
  readonly kind: 'upgrade' | 'request' | 'visit';
  /** Of the upgrade, the request or the visit. */
  readonly id: string;
  /** The contract whose impact it is. */
  readonly contractId: string;
  /** Whom it was decided for. */
  readonly customerId: string;
  /** Of an upgrade the day it was performed, of others that of the instant asked about, in the vendor's zone. */
  readonly on: Day;
  /** Of an upgrade always. */
  readonly targetVersion: string | null;
  readonly module: string | null;
  /** Of requests and visits: what was asked for, and the request. */
  readonly service?: Service;
  readonly requestId?: string;
  readonly requestNo?: string;
  /** The event that carries the decision. */
  readonly position: number;
  /** The decision as it was recorded, with its receipt; of requests and visits with the contract that covered. */
  readonly then: DecisionTaken & Covering;
  /**
   * The same question with what is known at `knownPosition`; null where it names a module that the contract has no
   * more.
   */
  readonly now:
    (Pick<Decision, 'entitled' | 'outcome' | 'reason'> & Covering & { readonly knownPosition: number }) | null;
}
interface Covering {
  readonly contractId?: string | null;
}

/** A page of differing decisions. */
export interface ImpactPage {
  readonly decisions: readonly DifferingDecision[];
  /** Where more requests of the customer are yet to be asked again; null where none are. */
  readonly nextCursor: string | null;
}

/** Recorded decisions of one contract whose outcome differs now (C9). */
export interface ImpactAnswer {
  readonly contractId: string;
  /** What was known when they were asked again. */
  readonly knownPosition: number;
  readonly decisions: readonly DifferingDecision[];
  /** Absent where all were asked again. */
  readonly nextCursor?: string;
}

/** From where on requests are asked again, and what was read of them for other contracts. */
export interface ImpactReading {
  readonly cursor?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly read?: ReadRequests | undefined;
}
