import type { Policy, ServiceTerms } from '../../../policy/policy.js';
import type { CheckName, Evidence, Reason } from '../../answer.js';
import type { Book, BookPolicy } from '../../book.js';
import type { Question } from '../../question.js';
import type { PreparedSheet } from '../../sheet.js';
import type { ContractSheet, SheetTerm } from '../../sheet-contract.js';

/** One contract before the question at one instant: what every check reads. */
export interface Case {
  readonly question: Question;
  readonly at: number;
  readonly sheet: PreparedSheet;
  readonly book: Book;
  readonly contract: ContractSheet;
  /** The term that holds `at`, if any. */
  readonly term: SheetTerm | null;
  readonly published: BookPolicy;
  readonly policy: Policy;
  readonly terms: ServiceTerms;
}

/**
 * A check of D2. `denies` names the reason, or null where the check passes; it makes nothing, since it runs far more
 * often than it is shown.
 */
export interface Check {
  readonly name: CheckName;
  /** Left out of the answer where the question or the policy gives it nothing to judge. */
  applies?(c: Case): boolean;
  denies(c: Case): Reason | null;
  evidence(c: Case): readonly Evidence[];
}

export const caseOf = (
  question: Question,
  sheet: PreparedSheet,
  book: Book,
  contract: ContractSheet,
  at: number,
): Case => {
  const term = termAt(contract, at);
  const judgedBy = term ?? nearestTerm(contract, at);
  const published =
    judgedBy === null
      ? book.policyAt(at, question.knownPosition)
      : book.policyOf(judgedBy.policyVersion, judgedBy.signedOn);
  return {
    question,
    at,
    sheet,
    book,
    contract,
    term,
    published,
    policy: published.policy,
    terms: published.policy.services[question.service],
  };
};

const termAt = ({ terms }: ContractSheet, at: number): SheetTerm | null => {
  for (let i = 0; i < terms.length; i++) if (terms[i]!.from <= at && at < terms[i]!.to) return terms[i]!;
  return null;
};

/** P2: outside every term the last one before judges, and before the first the first. */
const nearestTerm = (contract: ContractSheet, at: number): SheetTerm | null =>
  termBefore(contract, at) ?? contract.terms[0] ?? null;

/** The term that ended last at or before `at`. */
export const termBefore = ({ terms }: ContractSheet, at: number): SheetTerm | null => {
  let last: SheetTerm | null = null;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    if (term.to <= at && (last === null || last.to < term.to)) last = term;
  }
  return last;
};

/** The next term to begin after `at`. */
export const termAfter = ({ terms }: ContractSheet, at: number): SheetTerm | null => {
  for (let i = 0; i < terms.length; i++) if (at < terms[i]!.from) return terms[i]!;
  return null;
};

/** The last of ascending states that holds at `at`; the first holds from the beginning of time. */
export const holding = <T extends { readonly from: number }>(states: readonly T[], at: number): T => {
  let i = states.length - 1;
  while (i > 0 && states[i]!.from > at) i--;
  return states[i]!;
};

export const nothing: readonly Evidence[] = [];
