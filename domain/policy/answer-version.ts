import { type Decider, Refusal } from '../kernel/decider.js';
import type { AnswerVersionEvent } from './policy.events.js';

/** Which version of the decision rules a vendor's answers are made by (D7). Ledgers without any event: by the first. */
export interface AdoptedAnswers {
  readonly version: number;
}

export interface AdoptAnswers {
  readonly kind: 'adopt';
  /** The newest version that the program knows. */
  readonly version: number;
}

/** The program is older than the rules the ledger answers by. */
export type AnswersCode = 'answer-version-newer';

/**
 * D7: adopts a version, once, at the first start of a program that knows it; answers at earlier positions use the
 * version before.
 */
export const adoptedAnswers: Decider<AdoptedAnswers, AdoptAnswers, AnswerVersionEvent, AnswersCode> = {
  initial: { version: 1 },

  decide({ version }, adopted) {
    if (version < adopted.version)
      return new Refusal('answer-version-newer', 'D7', { adopted: adopted.version, known: version });
    return version === adopted.version ? [] : [{ type: 'AnswerVersionAdopted', data: { version } }];
  },

  evolve(_adopted, { data: { version } }) {
    return { version };
  },
};
