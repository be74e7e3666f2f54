import type { Condition, Decision, Outcome } from '../../domain/entitlement/answer.js';
import { courseOf, type CourseSpan } from '../../domain/entitlement/course.js';
import { type AnswerVersion, decisionRules, knowsModule } from '../../domain/entitlement/decide.js';
import type { Question } from '../../domain/entitlement/question.js';
import { type PreparedSheet, withContractAlone } from '../../domain/entitlement/sheet.js';
import { epochOf, type Instant } from '../../domain/kernel/civil.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Clock } from '../platform/clock.js';
import type { PolicyBooks, PolicySnapshot } from '../policies/policies.port.js';
import { answeredAt, answerText, type AnsweredQuestion, type Beyond, receiptOf } from './answer.js';
import { type Basis, LastingAnswers, SerializedAnswer } from './lasting-answers.js';
import {
  ContractUnknown,
  CustomerUnknown,
  type FirstRecord,
  KnownAtAhead,
  ModuleUnknown,
  PositionAhead,
} from './question-faults.js';
import type { Sheets } from './sheets.js';

/** When, and as known when, a question is asked (T5); at most one of `knownAt` and `knownPosition`. */
export interface QuestionInstants {
  readonly at: Instant | undefined;
  readonly knownAt: Instant | undefined;
  readonly knownPosition: number | undefined;
}
/** A question as a caller asks it, its values already read. */
export type QuestionInput = Omit<Question, 'at' | 'knownPosition'> &
  QuestionInstants & {
    /** D7: by which rules; those in force at the position asked about if absent. */
    readonly answerVersion?: AnswerVersion | undefined;
  };

export interface Views {
  position(): number;
  /** Resolves when the views have passed a position. */
  passed(position: number): Promise<void>;
}

/** What questions about the past need of the ledger. */
export interface Order {
  /** The position of the last event that is recorded. */
  head(): Promise<number>;
  /** T5: as the ordinals port promises it. @throws RangeError in the future, TooYoung */
  positionAt(knownAt: Instant): Promise<number>;
  /** The first event of a stream; undefined where it has none. */
  firstOf(vendor: string, stream: string): Promise<Recorded | undefined>;
}

/** What a question reads, fixed at its start: nothing that is published or recorded later can change its answer. */
export interface Snapshot {
  readonly vendor: string;
  /** What the views had when it was taken. */
  readonly position: number;
  /** At least as new as the position; each answer reads of it what was published by its own `knownPosition`. */
  readonly policies: PolicySnapshot;
}

/** How an answer is written. */
export interface Written {
  readonly language: Language;
  readonly brief?: boolean;
  readonly beyond?: Beyond;
}

/** An answer as it is sent, and what it was decided from. */
export interface ExplainedAnswer {
  readonly answer: string;
  readonly asked: AnsweredQuestion;
  readonly decision: Decision;
  readonly sheet: PreparedSheet;
  readonly policies: PolicySnapshot;
}

/** Answers whether a customer is entitled (D1 to D9). */
export class Entitlements {
  readonly #lasting = new LastingAnswers();

  constructor(
    private readonly sheets: Sheets,
    private readonly books: PolicyBooks,
    private readonly order: Order,
    private readonly views: Views,
    private readonly clock: Clock,
    /** Counts the outcome of each answer that is given. */
    private readonly onAnswered: (outcome: Outcome) => void = () => undefined,
  ) {}

  /** The position first: what is published after it is in the policies and not asked for. */
  async snapshot(vendor: string): Promise<Snapshot> {
    const position = this.views.position();
    return { vendor, position, policies: await this.books.snapshot(vendor) };
  }

  /**
   * The answer as canonical JSON. @throws CustomerUnknown, ContractUnknown, ModuleUnknown, PositionAhead,
   * KnownAtAhead
   */
  async answer(from: Snapshot, input: QuestionInput, { language, brief = false, beyond }: Written): Promise<string> {
    const basis = await this.#basisOf(from, input);
    const { asked, policies } = basis;
    const shown = beyond === undefined ? asked : asBeyond(asked, beyond);
    const answer =
      beyond === undefined
        ? (this.#lasting.find(basis) ?? this.#lasting.add(basis, decisionOn(basis)))
        : new SerializedAnswer(shown, decisionOn(basis));
    if (beyond === undefined) this.onAnswered(answer.outcome);
    const when = answeredAt(shown);
    const conditions = answer.conditionsIn(language, textsOf(policies, language, when.knownPosition));
    return answerText(answer.pieces, when, conditions, brief);
  }

  /** The answer with all that it was decided from: for whoever states it in sentences. */
  async explained(from: Snapshot, input: QuestionInput, language: Language): Promise<ExplainedAnswer> {
    const basis = await this.#basisOf(from, input);
    const { asked, sheet, policies } = basis;
    const decision = decisionOn(basis);
    this.onAnswered(decision.outcome);
    const serialized = new SerializedAnswer(asked, decision);
    const when = answeredAt(asked);
    const conditions = serialized.conditionsIn(language, textsOf(policies, language, when.knownPosition));
    return { answer: answerText(serialized.pieces, when, conditions), asked, decision, sheet, policies };
  }

  /**
   * The decision and its receipt, for an act that is taken on it (D8). `without`: keys of contract facts that are to be
   * overlooked, for asking again what such an act was decided on (C9).
   */
  async decide(
    vendor: string,
    input: QuestionInput,
    without?: ReadonlySet<string>,
  ): Promise<{
    readonly asked: AnsweredQuestion;
    readonly decision: Decision;
    /** What it was decided from. */
    readonly sheet: PreparedSheet;
    readonly receipt: () => string;
  }> {
    const basis = await this.#basisOf(await this.snapshot(vendor), input, without);
    const decision = decisionOn(basis);
    return { asked: basis.asked, decision, sheet: basis.sheet, receipt: () => receiptOf(basis.asked, decision) };
  }

  /**
   * How one contract is judged from the question's instant until another one, in epoch ms, whatever else the customer
   * has. @throws as `answer`
   */
  async course(
    from: Snapshot,
    input: QuestionInput & { readonly contractId: string },
    until: number,
  ): Promise<Generator<CourseSpan, void>> {
    const { asked, sheet, policies, answerVersion } = await this.#basisOf(from, input);
    return courseOf(asked.question, withContractAlone(sheet, input.contractId), policies.book, answerVersion, until);
  }

  now(): Instant {
    return this.clock.now();
  }

  /** T5: @throws CustomerUnknown, ContractUnknown where it was first recorded after the position */
  async refuseEarlier(vendor: string, kind: keyof typeof firstTypes, id: string, knownPosition: number): Promise<void> {
    const first = await this.#firstAfter(vendor, kind, id, knownPosition);
    if (first !== null) throw new (kind === 'customer' ? CustomerUnknown : ContractUnknown)(id, first);
  }

  /** The first record of what was recorded for the vendor after the position; the stream's name holds the vendor. */
  async #firstAfter(
    vendor: string,
    kind: keyof typeof firstTypes,
    id: string,
    knownPosition: number,
  ): Promise<FirstRecord | null> {
    const first = await this.order.firstOf(vendor, streamName(vendor, kind, id));
    if (first === undefined || first.position <= knownPosition || first.type !== firstTypes[kind]) return null;
    return { at: first.meta.recordedAt, zone: (await this.books.snapshot(vendor)).zone };
  }

  /** D7: by which version of the rules questions about a position are answered. */
  async answerVersionAt(vendor: string, knownPosition: number): Promise<AnswerVersion> {
    return (await this.books.snapshot(vendor)).answerVersionAt(knownPosition);
  }

  /** Reads together what questions about these customers will need; unknown ones are left to their question. */
  async prepare(from: Snapshot, customerIds: readonly string[], at: Instant): Promise<void> {
    await this.sheets.prepare(from.vendor, from.policies.book, customerIds, epochOf(at), from.position);
  }

  /** T5: the position that decides, all that is recorded unless one is asked for; waits until the views passed it. */
  async knownPosition(
    { knownAt, knownPosition }: Omit<QuestionInstants, 'at'>,
    reached = this.views.position(),
  ): Promise<number> {
    if (knownPosition !== undefined) {
      const position = await this.order.head();
      if (knownPosition > position) throw new PositionAhead(knownPosition, position);
      await this.views.passed(knownPosition);
      return knownPosition;
    }
    if (knownAt === undefined) return reached;
    // D7, T5: the ledger decides what lies in the future, not the clock alone. A clock that was set back must not
    // refuse an instant that was answered before.
    const position = await this.order.positionAt(knownAt).catch((error: unknown) => {
      throw error instanceof RangeError ? new KnownAtAhead(knownAt) : error;
    });
    await this.views.passed(position);
    return position;
  }

  async #basisOf(from: Snapshot, input: QuestionInput, without?: ReadonlySet<string>): Promise<Basis> {
    const { vendor } = from;
    const now = input.knownAt === undefined && input.knownPosition === undefined;
    const knownPosition = now ? from.position : await this.knownPosition(input, from.position);
    // A position that was named may have been reached since.
    const { policies } = knownPosition <= from.position ? from : await this.snapshot(vendor);
    const at = input.at === undefined ? this.clock.ms() : epochOf(input.at);
    const sheet = await this.#sheet(vendor, policies, input.customerId, at, knownPosition, without);
    const named = input.contractId;
    if (
      named !== null &&
      !sheet.contracts.some(({ contractId }) => contractId === named) &&
      !(await this.sheets.has(vendor, named, at, knownPosition))
    )
      throw new ContractUnknown(named, await this.#firstAfter(vendor, 'contract', named, knownPosition));
    if (input.module !== null && !knowsModule(sheet, input.module, input.contractId))
      throw new ModuleUnknown(input.module);
    // Of a customer that was merged into another, the answer is that one's.
    const question: Question = {
      customerId: sheet.customerId,
      service: input.service,
      at,
      knownPosition,
      contractId: input.contractId,
      productSeries: input.productSeries,
      channel: input.channel,
      urgency: input.urgency,
      module: input.module,
      targetVersion: input.targetVersion,
      region: input.region,
    };
    return {
      asked: { vendor, question, knownAt: input.knownAt ?? null },
      sheet,
      policies,
      answerVersion: input.answerVersion ?? policies.answerVersionAt(knownPosition),
    };
  }

  async #sheet(
    vendor: string,
    { book }: PolicySnapshot,
    customerId: string,
    at: number,
    knownPosition: number,
    without?: ReadonlySet<string>,
  ): Promise<PreparedSheet> {
    const ready = without === undefined ? this.sheets.ready(vendor, customerId, at, knownPosition) : undefined;
    const sheet = ready ?? (await this.sheets.read(vendor, book, customerId, at, knownPosition, without));
    if (sheet === null)
      throw new CustomerUnknown(customerId, await this.#firstAfter(vendor, 'customer', customerId, knownPosition));
    return sheet;
  }
}

/** The event that a stream of this kind begins with; a stream of another beginning was never anything. */
const firstTypes = { customer: 'CustomerRegistered', contract: 'ContractPurchased' } as const;

const decisionOn = ({ asked: { question }, sheet, policies, answerVersion }: Basis): Decision =>
  decisionRules[answerVersion](question, sheet, policies.book);

/** No answer names a position that is only supposed. */
const asBeyond = (asked: AnsweredQuestion, beyond: Beyond): AnsweredQuestion => ({
  ...asked,
  beyond,
  question: { ...asked.question, knownPosition: Math.min(asked.question.knownPosition, beyond.position) },
});

const textsOf =
  (policies: PolicySnapshot, language: Language, knownPosition: number) =>
  ({ code, facts }: Condition): string => {
    const text = policies.conditionText(code, language, knownPosition);
    return facts === undefined
      ? text
      : text.replace('{opensAt}', () => facts.opensAt).replace('{emergency}', () => facts.emergency);
  };
