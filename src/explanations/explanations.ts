import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { contract } from '../../domain/contract/contract.js';
import { openOn } from '../../domain/contract/open-amount.js';
import type { Decision } from '../../domain/entitlement/answer.js';
import type { Case } from '../../domain/entitlement/rules/v2/case.js';
import { isUnpaid } from '../../domain/entitlement/rules/v2/checks.js';
import { bestAt, judgeAll } from '../../domain/entitlement/rules/v2/judge.js';
import { stateAt } from '../../domain/entitlement/sheet.js';
import { dayAt } from '../../domain/kernel/civil.js';
import { fold } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import {
  askedAnew,
  Entitlements,
  type HashedQuestion,
  type QuestionInput,
  type Snapshot,
} from '../entitlements/entitlements.port.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { ORDINALS } from '../platform/tokens.js';
import { type AnswerInSentences, inSentences, type UnpaidTerm } from './answer-in-sentences.js';
import { EventSentences } from './event-sentences.js';
import type { EvidenceAnswer } from './evidence.js';
import { writingIn, type Writing } from './writing.js';

/** An answer, what it answers, and both in sentences. */
export interface Explanation {
  readonly answer: string;
  /** As it is hashed into the receipt (D7). */
  readonly question: HashedQuestion;
  readonly sentences: AnswerInSentences;
}

/** Who reads an explanation. */
export interface ReadBy {
  readonly language: Language;
  /** Whether it may show persons (A2). */
  readonly persons: boolean;
}

/** Answers questions as `Entitlements` does, and states the answer in sentences beside it. */
export class Explanations {
  constructor(
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(EventSentences) private readonly events: EventSentences,
    @Inject(NumberedStreams) private readonly numbered: NumberedStreams,
    @Inject(ORDINALS) private readonly ordinals: Pick<Ordinals, 'readAll'>,
  ) {}

  /** The answer, byte for byte as a check gives it, and its sentences. @throws as `Entitlements.answer` */
  async explain(from: Snapshot, input: QuestionInput, { language, persons }: ReadBy): Promise<Explanation> {
    const { answer, asked, decision, sheet, policies } = await this.entitlements.explained(from, input, language);
    const { vendor, question } = asked;
    const writing = writingIn(language, policies.zone);
    const judged = judgeAll(question, sheet, policies.book, question.at);
    const best = judged.find((each) => each.case.contract.contractId === decision.coveredBy?.contractId);
    const bestCase = (best ?? bestAt(judged, question.at))?.case ?? null;
    const unpaid = bestCase === null ? null : await this.unpaidTerm(vendor, bestCase);
    const evidence = await this.evidence(vendor, decision, writing, persons);
    const owner = await this.events.customerNamed(vendor, question.customerId);
    const open = unpaid?.open ?? null;
    return {
      answer,
      question: askedAnew(asked),
      sentences: inSentences(
        {
          decision,
          question,
          knownAt: asked.knownAt,
          customer: {
            ...owner,
            level: stateAt(sheet.levels, question.at),
            region: question.region ?? stateAt(sheet.regions, question.at),
          },
          contracts: judged.map((each) => ({ case: each.case, open: each.case === bestCase ? open : null })),
          best: bestCase === null ? null : { case: bestCase, open },
          unpaid,
          evidence: ({ position }) => evidence.get(position)!,
          conditionText: (code) => policies.conditionText(code, language, question.knownPosition),
          today: dayAt(this.entitlements.now(), policies.zone),
        },
        writing,
      ),
    };
  }

  /** C12: the term that is due at the question's instant, as known at its position; care is owed unpaid. */
  private async unpaidTerm(vendor: string, c: Case): Promise<UnpaidTerm | null> {
    const { question, term, contract: sheet, book, at } = c;
    if (question.service === 'care' || term === null || !isUnpaid(c)) return null;
    const events = await this.numbered.read<ContractEvent>(vendor, streamName(vendor, 'contract', sheet.contractId));
    const known = events.filter(({ position }) => position <= question.knownPosition);
    const state = fold(contract, known);
    return {
      termId: term.termId,
      due: term.signedOn > term.firstDay ? term.signedOn : term.firstDay,
      open: state.status === 'purchased' ? openOn(state, term.termId, dayAt(at, book.zone)) : null,
    };
  }

  /** The events that prove the checks, each once, as sentences by position. A2: with persons where they may be read. */
  private async evidence(
    vendor: string,
    { checks }: Decision,
    writing: Writing,
    persons: boolean,
  ): Promise<ReadonlyMap<number, EvidenceAnswer>> {
    const positions = new Set(checks.flatMap(({ evidence }) => evidence.map(({ position }) => position)));
    const found = await Promise.all([...positions].map((position) => this.ordinals.readAll(position - 1, 1)));
    const written = await this.events.write(vendor, found.flat(), writing);
    return new Map(
      written.map(({ position, text, recordedAt, by: { name, role, onBehalfOf } }) => [
        position,
        { position, text, recordedAt, by: { name, role, onBehalfOf: persons ? onBehalfOf : null } },
      ]),
    );
  }
}
