import type { Book } from '../../domain/entitlement/book.js';
import { answerVersions, type AnswerVersion } from '../../domain/entitlement/decide.js';
import type { Language } from '../../domain/kernel/words.js';
import { latestKnown } from '../../domain/policy/policy-book.js';
import type { AnswersRow, TextsRow } from '../../projections/policies/policies.row.js';

/** What one question reads of a vendor's publications; it never changes, whatever is published meanwhile. */
export interface PolicySnapshot {
  readonly book: Book;
  /** IANA name of the vendor's zone (T1). */
  readonly zone: string;
  /** The code of a series by any of its names, upper-cased (C1). */
  readonly seriesNames: ReadonlyMap<string, string>;
  /** P2: the text of a condition as it was published by a position. */
  conditionText(code: string, language: Language, knownPosition: number): string;
  /** D7: the version of the rules in force at a position. */
  answerVersionAt(knownPosition: number): AnswerVersion;
}

export const policySnapshot = (
  book: Book,
  seriesNames: ReadonlyMap<string, string>,
  texts: readonly TextsRow[],
  answers: readonly AnswersRow[],
): PolicySnapshot => ({
  book,
  zone: book.zone,
  seriesNames,
  conditionText: (code, language, knownPosition) => latestKnown(texts, knownPosition)?.texts[code]?.[language] ?? code,
  answerVersionAt: (knownPosition) => {
    const adopted = latestKnown(answers, knownPosition)?.version ?? 1;
    const known = answerVersions.find((version) => version === adopted);
    if (known === undefined) throw new Error(`this build knows no answer version ${adopted}; start the newer build`);
    return known;
  },
});
