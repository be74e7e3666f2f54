import type { Check as Shown, Cover, Decision } from './answer.js';
import type { Book } from './book.js';
import type { Case } from './case.js';
import { conditionsOf } from './conditions.js';
import { bestOf, judgeAll } from './judge.js';
import { nextChangeAt } from './next-change.js';
import { promiseFor } from './promise.js';
import type { Question } from './question.js';
import { remedyFor } from './remedy.js';
import { checksOf } from './services.js';
import type { PreparedSheet } from './sheet.js';

export type Decide = (question: Question, sheet: PreparedSheet, book: Book) => Decision;

/**
 * Whether the customer is entitled, and the proof (D1 to D6). Pure: the same question over sheets of the same knowledge
 * gives the same answer (D7). Throws a RangeError where the sheet was not made for the question's customer, position or
 * instant: prepare one that was.
 */
const decideFirst: Decide = (question, sheet, book) => {
  assertFits(question, sheet);
  const judged = judgeAll(question, sheet, book, question.at);
  const best = bestOf(judged);
  const calendarVersion = book.calendarAt(question.knownPosition)?.version ?? null;
  if (best === undefined) return withoutContract(question, book, calendarVersion);

  const entitled = best.outcome !== 'denied';
  const promise = entitled ? promiseFor(best.case) : null;
  return {
    entitled,
    outcome: best.outcome,
    reason: best.reason,
    coveredBy: entitled ? coverOf(best.case) : null,
    conditions: entitled ? conditionsOf(best.case) : [],
    checks: shown(best.case),
    considered: judged.map((it) => ({
      contractId: it.case.contract.contractId,
      outcome: it.outcome,
      reason: it.reason,
    })),
    remedy: remedyFor[best.reason],
    nextChangeAt: nextChangeAt(question, sheet, book, best),
    ...(promise === null ? {} : { promise }),
    policyVersion: best.case.published.version,
    calendarVersion,
    answerVersion: 1,
  };
};

/** D7: the rules of decisions by version. A changed rule is a new version; the old ones stay as they were. */
export const decisionRules = { 1: decideFirst } as const satisfies Record<number, Decide>;

export const currentAnswerVersion = 1;

/** The decision by the rules in force. */
export const decide: Decide = decisionRules[currentAnswerVersion];

const assertFits = (question: Question, sheet: PreparedSheet): void => {
  if (question.customerId !== sheet.customerId)
    throw new RangeError(`the sheet is of customer ${sheet.customerId}, the question of ${question.customerId}`);
  if (question.knownPosition < sheet.knownFrom || question.knownPosition >= sheet.knownUntil)
    throw new RangeError(
      `the sheet answers for positions ${sheet.knownFrom} up to ${sheet.knownUntil}, not for ${question.knownPosition}`,
    );
  if (question.at < sheet.answersFrom)
    throw new RangeError(
      `the sheet lacks the aged facts that an instant before ${sheet.answersFrom} needs: ${question.at}`,
    );
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
  policyVersion: book.policyAt(question.at, question.knownPosition).version,
  calendarVersion,
  answerVersion: 1,
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

/** D2: all checks of the service, also behind the first that failed. */
const shown = (c: Case): readonly Shown[] => {
  const checks: Shown[] = [];
  for (const check of checksOf(c.question))
    if (check.applies === undefined || check.applies(c))
      checks.push({ check: check.name, passed: check.denies(c) === null, evidence: check.evidence(c) });
  return checks;
};

/**
 * Whether one of the customer's contracts (or the named one) has the module; a question about any other is malformed.
 */
export const knowsModule = (sheet: PreparedSheet, module: string, contractId: string | null): boolean =>
  sheet.contracts.some(
    (contract) => (contractId === null || contract.contractId === contractId) && contract.modules.has(module),
  );
