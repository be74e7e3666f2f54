import type { CheckName, Decision, Evidence } from '../../domain/entitlement/answer.js';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Money } from '../../domain/kernel/money.js';
import type { Question } from '../../domain/entitlement/question.js';
import type { Level, Region } from '../../domain/kernel/vocabulary.js';
import {
  conditionClauses,
  consideredTexts,
  factTexts,
  headlines,
  noteThat,
  openings,
  promiseTexts,
  remediesForCustomer,
} from './answer-texts.js';
import { fillingOf } from './contract-filling.js';
import type { EvidenceAnswer } from './evidence.js';
import { type Filling, levelNames, listed, regionNames, serviceNames } from './names.js';
import { reasonTexts } from './reason-texts.js';
import { checkText, type ContractAt, reasonClause } from './reasons.js';
import { type RemedyAnswer, remedyFor } from './remedies.js';
import type { Writing } from './writing.js';

/** C12: a term whose fee is due at the question's instant. */
export interface UnpaidTerm {
  readonly termId: string;
  /** The day from which it is due: its first day, or the day of signing where that is later. */
  readonly due: Day;
  /** What is not paid of the fee; null where no fee was recorded. */
  readonly open: Money | null;
}

/** What is read out or shown beside an answer: names and numbers, never ids or codes inside sentences. */
export interface AnswerInSentences {
  readonly headline: string;
  readonly reading: readonly string[];
  readonly facts: readonly string[];
  readonly checks: readonly {
    readonly check: CheckName;
    readonly passed: boolean;
    readonly text: string;
    readonly evidence: readonly EvidenceAnswer[];
  }[];
  readonly considered: readonly { readonly contractNo: string; readonly text: string }[];
  readonly remedy: RemedyAnswer | null;
  readonly unpaid: UnpaidTerm | null;
}

/** All that the sentences are made from. */
export interface Explained {
  readonly decision: Decision;
  readonly question: Question;
  readonly knownAt: Instant | null;
  readonly customer: {
    readonly name: string;
    readonly code: string;
    readonly level: Level;
    readonly region: Region;
  };
  /** Of the decision's `considered`, in its order. */
  readonly contracts: readonly ContractAt[];
  /** The contract that the checks are about; null where there is none. */
  readonly best: ContractAt | null;
  readonly unpaid: UnpaidTerm | null;
  readonly evidence: (evidence: Evidence) => EvidenceAnswer;
  /** The published text of a condition. */
  readonly conditionText: (code: Decision['conditions'][number]['code']) => string;
  readonly today: Day;
}

export const inSentences = (explained: Explained, writing: Writing): AnswerInSentences => {
  const { decision, best, contracts, unpaid, today } = explained;
  const filling = fillingOfAnswer(explained, writing);
  return {
    headline: writing.text(headlines[decision.outcome], filling),
    reading: decision.entitled ? grantRead(explained, filling, writing) : denialRead(explained, filling, writing),
    facts: factsOf(explained, filling, writing),
    checks: decision.checks.map((check) => ({
      check: check.check,
      passed: check.passed,
      text: checkText(check, best!, writing),
      evidence: check.evidence.map(explained.evidence),
    })),
    considered: decision.considered.map(({ outcome, reason }, index) => ({
      contractNo: contracts[index]!.case.contract.contractNo,
      text: writing.text(
        consideredTexts[outcome],
        reason === 'covered' ? {} : { because: reasonClause(reason, contracts[index]!, writing) },
      ),
    })),
    remedy:
      decision.remedy === null
        ? null
        : remedyFor(decision.remedy, best, decision.reason === 'unpaid' ? unpaid : null, today, writing),
    unpaid,
  };
};

const fillingOfAnswer = ({ decision, question, customer, best }: Explained, writing: Writing): Filling => ({
  ...(best === null ? {} : fillingOf(best.case, writing, best.open)),
  service: writing.text(serviceNames[question.service]),
  customer: customer.name,
  customerCode: customer.code,
  level: writing.text(levelNames[customer.level]),
  region: writing.text(regionNames[customer.region]),
  because: becauseOf(decision, best, writing),
  at: writing.instant(question.at),
  policyVersion: decision.policyVersion,
});

const becauseOf = ({ reason }: Decision, best: ContractAt | null, writing: Writing): string => {
  if (reason === 'covered') return '';
  return best === null ? writing.text(reasonTexts['no-contract']) : reasonClause(reason, best, writing);
};

/** At most three sentences: what is owed, what still applies, what is promised. */
const grantRead = (explained: Explained, filling: Filling, writing: Writing): readonly string[] => {
  const { decision, best } = explained;
  const { promise, conditions } = decision;
  const clauses = conditions.map(({ code, facts }) =>
    writing.text(conditionClauses[code === 'fee-unpaid' && best?.open == null ? 'fee-unpaid-unknown' : code], {
      ...filling,
      ...(facts && { opensAt: writing.instant(facts.opensAt), emergency: facts.emergency }),
    }),
  );
  return [
    writing.text(openings[best?.case.term == null ? 'outside-terms' : 'granted'], filling),
    ...(clauses.length === 0 ? [] : [writing.text(noteThat, { conditions: listed(clauses, writing.language) })]),
    ...(promise === undefined
      ? []
      : [
          writing.text(promiseTexts[promise.arriveBy === undefined ? 'respond' : 'arrive'], {
            respondBy: writing.instant(promise.respondBy),
            ...(promise.arriveBy !== undefined && { arriveBy: writing.instant(promise.arriveBy) }),
          }),
        ]),
  ];
};

const denialRead = ({ decision }: Explained, filling: Filling, writing: Writing): readonly string[] => {
  const { reason, remedy } = decision;
  const wayOut = reason === 'unpaid' ? 'pay' : remedy;
  return [
    writing.text(openings.denied, filling),
    ...(wayOut === null ? [] : [writing.text(remediesForCustomer[wayOut], filling)]),
  ];
};

const factsOf = (explained: Explained, filling: Filling, writing: Writing): readonly string[] => {
  const { decision, knownAt, best, unpaid } = explained;
  const { promise, nextChangeAt } = decision;
  const fact = (name: keyof typeof factTexts, more: Filling = {}): string =>
    writing.text(factTexts[name], { ...filling, ...more });
  const facts = [fact('asked')];
  if (knownAt !== null) facts.push(fact('knownAt', { knownAt: writing.instant(knownAt) }));
  facts.push(fact('customer'));
  if (best !== null) facts.push(fact('contract'));
  if (best !== null && best.case.term !== null) facts.push(fact('term'));
  if (filling['nextFirstDay'] !== undefined) facts.push(fact('nextTerm'));
  if (unpaid !== null && unpaid.open !== null) facts.push(fact('unpaid'));
  for (const { code, facts: values } of decision.conditions)
    facts.push(
      explained
        .conditionText(code)
        .replace('{opensAt}', () => (values === undefined ? '' : writing.instant(values.opensAt)))
        .replace('{emergency}', () => values?.emergency ?? ''),
    );
  if (promise !== undefined) {
    facts.push(fact('promise', { priority: promise.priority, respondBy: writing.instant(promise.respondBy) }));
    if (promise.arriveBy !== undefined) facts.push(fact('arrival', { arriveBy: writing.instant(promise.arriveBy) }));
    if (promise.provisional) facts.push(writing.text(promiseTexts.provisional));
    if (promise.regionUnknown) facts.push(writing.text(promiseTexts.region));
  }
  if (nextChangeAt !== null) facts.push(fact('nextChange', { nextChangeAt: writing.instant(nextChangeAt) }));
  facts.push(fact('policy'));
  return facts;
};
