import type { Decision } from '../../domain/entitlement/answer.js';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Language, Service } from '../../domain/kernel/vocabulary.js';
import type { ObligationState, Suppression } from '../../domain/obligation/kinds.js';
import type { LifeAnswer } from '../contract-life/contract-life.port.js';
import type { contractAnswer, DifferingDecision } from '../contracts/contracts.port.js';
import type { customerAnswer } from '../customers/customers.port.js';
import type { HashedQuestion } from '../entitlements/entitlements.port.js';
import type { ObligationRow } from '../../projections/obligations/obligations.row.js';
import type { WrittenEvent, Explanations } from '../explanations/explanations.port.js';
import type { requestAnswer, surveysAnswer } from '../requests/requests.port.js';

type ContractAnswer = ReturnType<typeof contractAnswer>;
export type CustomerAnswer = ReturnType<typeof customerAnswer>;

/** An event with what finds it, and the hash of its bytes. */
export interface DossierEvent extends WrittenEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly effectiveAt: Instant;
  readonly channel: string;
  /**
   * SHA-256 over the canonical JSON of the event as it is recorded, persons sealed: what `GET /events` shows, without
   * the customer and the contract that are derived there.
   */
  readonly sha256: string;
}

export interface DossierContract {
  readonly contract: ContractAnswer;
  readonly life: LifeAnswer;
  readonly events: readonly DossierEvent[];
  /** Recorded decisions whose outcome differs with what is known now (C9). */
  readonly differing: readonly DifferingDecision[];
  /** False where the owners have more requests than were asked again. */
  readonly differingComplete: boolean;
}

/** A request for service as it was at the instant asked about. */
export interface DossierRequest {
  /** Promises with their verdicts, the memo with its hash, visits. */
  readonly request: ReturnType<typeof requestAnswer>;
  /** One for each resolution that was asked about (S22). */
  readonly surveys: ReturnType<typeof surveysAnswer>;
  /** All that is known, also what was true later. */
  readonly events: readonly DossierEvent[];
}

/** What was owed on a date, and how it ended (O4). */
export interface DossierObligation extends Pick<
  ObligationRow,
  | 'kind'
  | 'nominalOn'
  | 'dueAt'
  | 'customerId'
  | 'contractId'
  | 'requestId'
  | 'about'
  | 'lastDay'
  | 'supersededBy'
  | 'endedAt'
> {
  readonly id: string;
  readonly state: ObligationState;
  readonly reason: Suppression | null;
  /** O10: what would have kept it from being sent at the instant asked about; null of what had ended. */
  readonly outlook: Suppression | 'superseded' | null;
  /** Persons are not named. */
  readonly recipients: readonly Pick<ObligationRow['recipients'][number], 'state' | 'code'>[];
  /** The last event of it; null where nothing was recorded by then. */
  readonly position: number | null;
}

export interface DossierDecision {
  readonly service: Service;

  readonly answer: Decision & { readonly receipt: string };
  readonly question: HashedQuestion;
  readonly words: Awaited<ReturnType<Explanations['explain']>>['sentences'];
}

/** All that is recorded of a contract or a customer, as it was known. */
export interface Dossier {
  readonly about: 'contract' | 'customer';
  readonly id: string;
  readonly title: string;
  readonly vendor: string;
  readonly company: string;
  readonly language: Language;
  readonly zone: string;
  readonly at: Instant;
  readonly today: Day;
  readonly knownAt: Instant | null;
  readonly knownPosition: number;
  readonly madeAt: Instant;
  readonly customer: CustomerAnswer;
  /** Of the customer's own stream. */
  readonly events: readonly DossierEvent[];
  readonly contracts: readonly DossierContract[];
  /** Of a customer its own, whether or not they name a contract; of a contract those that name it. */
  readonly requests: readonly DossierRequest[];
  readonly obligations: readonly DossierObligation[];
  /** How many earlier ones are not listed. */
  readonly omitted: { readonly requests: number; readonly obligations: number };
  readonly policies: readonly {
    readonly version: number;
    readonly effectiveFrom: Day;
    readonly sha256: string;
    readonly publishedAt: Instant;
    readonly position: number;
    /** Whether it judges a term of a contract in here, or is in force on the day asked about (P2). */
    readonly applies: boolean;
  }[];
  readonly decisions: readonly DossierDecision[];
  /** The hash over all events of the ledger up to the position; null where the engine keeps none. */
  readonly seal: { readonly position: number; readonly chain: string } | null;
}
