import type { Cover, Decision } from '../../answer.js';
import type { Book } from '../../book.js';
import type { Case } from './case.js';
import { conditionsOf } from './conditions.js';
import { bestAt, judgeAll, openAt, outcomeOf } from './judge.js';
import { outlookOf, policyChangeAfter } from './outlook.js';
import { promiseFor } from './promise.js';
import type { Question } from '../../question.js';
import { remedyFor } from './remedy.js';
import { checksShown } from './services.js';
import { assertFits, type PreparedSheet } from '../../sheet.js';

/**
 * Whether the customer is entitled, and the proof (D1 to D6). Pure: the same question over sheets of the same knowledge
 * gives the same answer (D7). Throws a RangeError if the sheet was not made for the question's customer, position or
 * instant.
 */
export const decide = (question: Question, sheet: PreparedSheet, book: Book): Decision => {
  assertFits(question, sheet);
  const judged = judgeAll(question, sheet, book, question.at);
  const best = bestAt(judged, question.at);
  const calendarVersion = book.calendarAt(question.knownPosition)?.version ?? null;
  if (best === undefined) return withoutContract(question, book, calendarVersion);

  const isOpen = openAt(question.at);
  const outcome = outcomeOf(best, isOpen);
  const entitled = outcome !== 'denied';
  const considered = judged.map((item) => ({
    contractId: item.case.contract.contractId,
    outcome: outcomeOf(item, isOpen),
    reason: item.reason,
  }));
  const promise = entitled ? promiseFor(best.case) : null;
  const conditions = entitled ? conditionsOf(best.case) : [];
  const checks = checksShown(best.case);
  const { nextChangeAt, validUntil } = outlookOf({
    question,
    sheet,
    book,
    judged,
    best,
    considered,
    conditions,
    checks,
    promise,
  });
  return {
    entitled,
    outcome,
    reason: best.reason,
    coveredBy: entitled ? coverOf(best.case) : null,
    conditions,
    checks,
    considered,
    remedy: remedyFor[best.reason],
    nextChangeAt,
    validUntil,
    ...(promise === null ? {} : { promise }),
    policyVersion: best.case.published.version,
    calendarVersion,
    answerVersion: 2,
  };
};

/** D1: known, but without any contract. */
const withoutContract = (question: Question, book: Book, calendarVersion: string | null): Decision => ({
  entitled: false,
  outcome: 'denied',
  reason: 'no-contract',
  coveredBy: null,
  conditions: [],
  checks: [],
  considered: [],
  remedy: remedyFor['no-contract'],
  nextChangeAt: null,
  validUntil: policyChangeAfter(question, book),
  policyVersion: book.policyAt(question.at, question.knownPosition).version,
  calendarVersion,
  answerVersion: 2,
});

/** Care may be owed outside every term. */
const coverOf = ({ contract: { contractId, contractNo }, term }: Case): Cover => ({
  contractId,
  contractNo,
  termId: term?.termId ?? null,
  kind: term?.kind ?? null,
  firstDay: term?.firstDay ?? null,
  lastDay: term?.lastDay ?? null,
});
