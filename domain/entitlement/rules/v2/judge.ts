import type { WorkingCalendar } from '../../../kernel/calendar.js';
import type { Book } from '../../book.js';
import type { Outcome, Reason } from '../../answer.js';
import type { Question } from '../../question.js';
import type { PreparedSheet } from '../../sheet.js';
import { type Case, caseOf } from './case.js';
import { hasLastingConditions, calendarOfHours } from './conditions.js';
import { checksOf } from './services.js';

/** The result of one contract. It holds from the instant it was judged at until a fact of the contract changes. */
export interface Judged {
  readonly case: Case;
  readonly reason: Reason;
  /** Whether a grant has conditions at all hours. */
  readonly conditional: boolean;
  /** The hours outside of which a grant without other conditions has one (D5); null where hours do not matter. */
  readonly hours: WorkingCalendar | null;
}

/** D2, D4: the first check that denies gives the reason; if none denies, the contract covers. */
export const judge = (c: Case): Judged => {
  const checks = checksOf(c.question);
  for (let i = 0; i < checks.length; i++) {
    const check = checks[i]!;
    if (check.applies !== undefined && !check.applies(c)) continue;
    const reason = check.denies(c);
    if (reason !== null) return { case: c, reason, conditional: false, hours: null };
  }
  const conditional = hasLastingConditions(c);
  return { case: c, reason: 'covered', conditional, hours: conditional ? null : calendarOfHours(c) };
};

export type IsOpen = (hours: WorkingCalendar) => boolean;

/** Which hours are open at an instant; remembers the last, since most contracts share theirs. */
export const openAt = (at: number): IsOpen => {
  let last: WorkingCalendar | null = null;
  let open = false;
  return (hours) => {
    if (hours !== last) [last, open] = [hours, hours.isOpen(at)];
    return open;
  };
};

export const outcomeOf = ({ reason, conditional, hours }: Judged, isOpen: IsOpen): Outcome => {
  if (reason !== 'covered') return 'denied';
  return conditional || (hours !== null && !isOpen(hours)) ? 'granted-with-conditions' : 'granted';
};

/** Every contract of the sheet at an instant, by contract number. */
export const judgeAll = (question: Question, sheet: PreparedSheet, book: Book, at: number): Judged[] => {
  const judged: Judged[] = [];
  for (const contract of sheet.contracts) judged.push(judge(caseOf(question, sheet, book, contract, at)));
  return judged;
};

const rank: Readonly<Record<Outcome, number>> = { granted: 0, 'granted-with-conditions': 1, denied: 2 };

/** D3. Contracts are in the order of their numbers, so that of two that are equal the lower one stays. */
export const bestAt = (judged: readonly Judged[], at: number): Judged | undefined => bestWhere(judged, openAt(at));

/** D3 under hours that are open or closed. */
export const bestWhere = (judged: readonly Judged[], isOpen: IsOpen): Judged | undefined => {
  let best = 0;
  for (let i = 1; i < judged.length; i++) if (isBetter(judged, i, best, isOpen)) best = i;
  return judged[best];
};

/** D3: by outcome, then the contract that the question names, then the later last day, then the lower number. */
export const isBetter = (judged: readonly Judged[], i: number, j: number, isOpen: IsOpen): boolean => {
  const [a, b] = [judged[i]!, judged[j]!];
  const [ar, br] = [rank[outcomeOf(a, isOpen)], rank[outcomeOf(b, isOpen)]];
  if (ar !== br) return ar < br;
  const named = a.case.question.contractId;
  const [an, bn] = [a.case.contract.contractId === named, b.case.contract.contractId === named];
  if (an !== bn) return an;
  const [al, bl] = [a.case.contract.lastDay, b.case.contract.lastDay];
  return al === bl ? i < j : al > bl;
};

/** D6: `entitled`, `reason` or `coveredBy` differ. */
export const isOtherCover = (then: Judged, now: Judged): boolean => {
  if (then.reason !== now.reason) return true;
  return now.reason === 'covered' && (then.case.contract !== now.case.contract || then.case.term !== now.case.term);
};
