import type { Check, Condition, Decision, Promised } from '../../answer.js';
import type { Book } from '../../book.js';
import type { Question } from '../../question.js';
import type { PreparedSheet } from '../../sheet.js';
import type { Judged } from './judge.js';

/** The answer at the question's instant, as far as time can change it. */
export interface DecisionInput {
  readonly question: Question;
  readonly sheet: PreparedSheet;
  readonly book: Book;
  /** In the order of the sheet's contracts. Taken over. */
  readonly judged: Judged[];
  readonly best: Judged;
  readonly considered: Decision['considered'];
  readonly conditions: readonly Condition[];
  readonly checks: readonly Check[];
  readonly promise: Promised | null;
}
