import type { Condition, Decision, Outcome } from '../../domain/entitlement/answer.js';
import type { Book } from '../../domain/entitlement/book.js';
import type { AnswerVersion } from '../../domain/entitlement/decide.js';
import type { Question } from '../../domain/entitlement/question.js';
import type { PreparedSheet } from '../../domain/entitlement/sheet.js';
import { epochOf } from '../../domain/kernel/civil.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { PolicySnapshot } from '../policies/policies.port.js';
import { type AnsweredQuestion, type AnswerPieces, conditionsText, piecesOf, type TextOf } from './answer.js';

/** All that a decision is made from. */
export interface Basis {
  readonly asked: AnsweredQuestion;
  readonly sheet: PreparedSheet;
  readonly policies: PolicySnapshot;
  readonly answerVersion: AnswerVersion;
}

/** An answer without the instant and the position that it names, and without texts. */
export class SerializedAnswer {
  readonly pieces: AnswerPieces;
  readonly outcome: Outcome;
  readonly #conditions: readonly Condition[];
  readonly #texts = new Map<Language, string>();

  constructor(asked: AnsweredQuestion, decision: Decision) {
    this.pieces = piecesOf(asked, decision);
    this.outcome = decision.outcome;
    this.#conditions = decision.conditions;
  }

  /** The conditions as they are sent; `textOf` reads what was published at the answer's position. */
  conditionsIn(language: Language, textOf: TextOf): string {
    if (this.#conditions.length === 0) return this.pieces.conditions;
    let text = this.#texts.get(language);
    if (text === undefined) {
      text = conditionsText(this.#conditions, textOf);
      this.#texts.set(language, text);
    }
    return text;
  }
}

interface LastingAnswer {
  readonly question: Question;
  readonly book: Book;
  readonly answerVersion: AnswerVersion;
  /** D6, `validUntil`: the first instant at which anything of the answer changes by the passing of time. */
  readonly until: number;
  readonly answer: SerializedAnswer;
}

/**
 * Of each prepared sheet the last answer, serialized, while it holds. What an answer is made from is never changed, but
 * replaced: rows by another sheet, publications by another book. So the same question over the same sheet and book has
 * the same answer from its instant until `validUntil`, at every position from the last publication on. A sheet is
 * looked up for each question; with it its answer is gone.
 */
export class LastingAnswers {
  readonly #last = new WeakMap<PreparedSheet, LastingAnswer>();

  find({ asked: { question, knownAt }, sheet, policies, answerVersion }: Basis): SerializedAnswer | undefined {
    const last = this.#last.get(sheet);
    return last !== undefined &&
      last.book === policies.book &&
      last.answerVersion === answerVersion &&
      last.question.at <= question.at &&
      question.at < last.until &&
      policies.latest <= question.knownPosition &&
      knownAt === null &&
      asksTheSame(last.question, question)
      ? last.answer
      : undefined;
  }

  /** The answer that was decided, which `find` returns from now on where it lasts. */
  add({ asked, sheet, policies, answerVersion }: Basis, decision: Decision): SerializedAnswer {
    const answer = new SerializedAnswer(asked, decision);
    const { question, knownAt } = asked;
    // Version 1 does not state until when its answers hold.
    if (decision.validUntil === undefined || knownAt !== null || question.knownPosition < policies.latest)
      return answer;
    const until = decision.validUntil === null ? Infinity : epochOf(decision.validUntil);
    this.#last.set(sheet, { question, book: policies.book, answerVersion, until, answer });
    return answer;
  }
}

/** Of one sheet, so of one customer and vendor; whatever the instant and the position. */
const asksTheSame = (a: Question, b: Question): boolean =>
  a.service === b.service &&
  a.contractId === b.contractId &&
  a.productSeries === b.productSeries &&
  a.channel === b.channel &&
  a.urgency === b.urgency &&
  a.module === b.module &&
  a.region === b.region &&
  a.targetVersion?.text === b.targetVersion?.text;
