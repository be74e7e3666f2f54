import type { Decision } from '../../domain/entitlement/answer.js';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Language, Service } from '../../domain/kernel/vocabulary.js';
import type { LifeAnswer } from '../contract-life/contract-life.port.js';
import type { contractAnswer, DifferingDecision } from '../contracts/contracts.port.js';
import type { customerAnswer } from '../customers/customers.port.js';
import type { HashedQuestion } from '../entitlements/entitlements.port.js';
import type { WrittenEvent, Explanations } from '../explanations/explanations.port.js';

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
