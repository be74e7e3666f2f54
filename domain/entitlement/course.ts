import { epochOf } from '../kernel/civil.js';
import type { Decision, Outcome, Reason } from './answer.js';
import type { Book } from './book.js';
import { type AnswerVersion, decisionRules } from './decide.js';
import type { Question } from './question.js';
import type { PreparedSheet } from './sheet.js';

/** How one contract is judged over a span of time, half open, in epoch ms. */
export interface CourseSpan {
  readonly from: number;
  readonly to: number;
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** Of the term that covers; null where none does. */
  readonly kind: 'free' | 'paid' | null;
}

/**
 * The outcomes from the question's instant until `until`, by one decision for each instant at which the answer may
 * change (D6). The sheet holds the contract alone. Neighbours of one outcome are separate spans.
 */
export function* courseOf(
  question: Question,
  sheet: PreparedSheet,
  book: Book,
  version: AnswerVersion,
  until: number,
): Generator<CourseSpan, void> {
  for (let at = question.at; at < until;) {
    const decision = decisionRules[version]({ ...question, at }, sheet, book);
    const to = Math.min(until, nextTurn(decision, at, sheet, book, question.knownPosition));
    const { outcome, reason, coveredBy } = decision;
    yield { from: at, to, outcome, reason, kind: coveredBy?.kind ?? null };
    at = to;
  }
}

/** Version 1 has no `validUntil`: any instant at which a fact or a policy may turn is one of its answers. */
const nextTurn = (
  { validUntil, nextChangeAt }: Decision,
  at: number,
  { boundaries }: PreparedSheet,
  book: Book,
  knownPosition: number,
): number => {
  if (validUntil !== undefined) return validUntil === null ? Infinity : epochOf(validUntil);
  const turns = [
    boundaries.find((boundary) => boundary > at),
    book.policyDays(knownPosition).find((day) => day > at),
    nextChangeAt === null ? undefined : epochOf(nextChangeAt),
  ];
  return Math.min(...turns.map((turn) => turn ?? Infinity));
};
