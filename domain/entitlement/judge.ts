import type { Outcome, Reason } from './answer.js';
import type { Book } from './book.js';
import { type Case, caseOf } from './case.js';
import { hasConditions } from './conditions.js';
import type { Question } from './question.js';
import { checksOf } from './services.js';
import type { PreparedSheet } from './sheet.js';

/** How one contract fares. */
export interface Judged {
  readonly case: Case;
  readonly reason: Reason;
  readonly outcome: Outcome;
}

/** D2, D4: the first check that denies gives the reason; none, and the contract covers. */
const judge = (c: Case): Judged => {
  const checks = checksOf(c.question);
  for (let i = 0; i < checks.length; i++) {
    const check = checks[i]!;
    if (check.applies !== undefined && !check.applies(c)) continue;
    const reason = check.denies(c);
    if (reason !== null) return { case: c, reason, outcome: 'denied' };
  }
  return { case: c, reason: 'covered', outcome: hasConditions(c) ? 'granted-with-conditions' : 'granted' };
};

/** Every contract of the sheet at an instant, by contract number. */
export const judgeAll = (question: Question, sheet: PreparedSheet, book: Book, at: number): readonly Judged[] => {
  const judged: Judged[] = [];
  for (const contract of sheet.contracts) judged.push(judge(caseOf(question, sheet, book, contract, at)));
  return judged;
};

const rank: Readonly<Record<Outcome, number>> = { granted: 0, 'granted-with-conditions': 1, denied: 2 };

/** D3. Contracts come by number, so that of two that are equal the lower one stays. */
export const bestOf = (judged: readonly Judged[]): Judged | undefined => {
  let best = judged[0];
  for (let i = 1; i < judged.length; i++) if (isBetter(judged[i]!, best!)) best = judged[i]!;
  return best;
};

const isBetter = (a: Judged, b: Judged): boolean => {
  if (a.outcome !== b.outcome) return rank[a.outcome] < rank[b.outcome];
  const named = a.case.question.contractId;
  const [an, bn] = [a.case.contract.contractId === named, b.case.contract.contractId === named];
  if (an !== bn) return an;
  return a.case.contract.lastDay > b.case.contract.lastDay;
};
