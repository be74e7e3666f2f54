import type { Decision } from './answer.js';
import type { Book } from './book.js';
import type { Question } from './question.js';
import { decide as decide1 } from './rules/v1/decide.js';
import { decide as decide2 } from './rules/v2/decide.js';
import type { PreparedSheet } from './sheet.js';

export type Decide = (question: Question, sheet: PreparedSheet, book: Book) => Decision;

/** D7: the rules by version, each whole in its own folder. Changed rules are a new version. */
export const decisionRules = { 1: decide1, 2: decide2 } as const satisfies Record<number, Decide>;
export type AnswerVersion = keyof typeof decisionRules;

/** Ascending. */
export const answerVersions = Object.keys(decisionRules).map(Number) as readonly AnswerVersion[];

/** The version that this build adopts where an older one is in force. */
export const currentAnswerVersion = 2;

/** The decision by the newest rules. */
export const decide: Decide = decisionRules[currentAnswerVersion];

/**
 * Whether a contract that the question is about has the module: the named one, or any of the customer's. A named
 * contract that is not among them is overlooked (D3). A question about any other module is malformed.
 */
export const knowsModule = (sheet: PreparedSheet, module: string, contractId: string | null): boolean => {
  const named = sheet.contracts.filter((contract) => contract.contractId === contractId);
  return (named.length === 0 ? sheet.contracts : named).some((contract) => contract.modules.has(module));
};
