import { hash } from 'node:crypto';
import type { Check, Condition, Decision, Promised } from '../../domain/entitlement/answer.js';
import type { Question } from '../../domain/entitlement/question.js';
import { type Instant, instantOf } from '../../domain/kernel/civil.js';

/** What an answer holds besides the decision: the question as it was read. */
export interface AnsweredQuestion {
  readonly vendor: string;
  readonly question: Question;
  /** The `knownAt` that was given, or null (T5). */
  readonly knownAt: Instant | null;
  /** Where the answer may rest on events that are only supposed. */
  readonly beyond?: Beyond;
}

/** Events after `position` are supposed: no answer may show their positions as if they were the ledger's. */
export interface Beyond {
  readonly position: number;
  /** The number of the supposed command that caused the event, from 0. */
  commandOf(position: number): number;
}

/** How the text of a condition reads in the caller's language. */
export type TextOf = (condition: Condition) => string;

/**
 * The answer as it is sent: canonical JSON (RFC 8785), with its receipt (D7). Members are in the order of their names,
 * so that plain serialization is canonical; a test holds this against the library.
 */
export const answerText = (answered: AnsweredQuestion, decision: Decision, textOf: TextOf, brief = false): string => {
  const { answer, receipt } = proven(answered, decision);
  const conditions = decision.conditions.map((condition) => ({ ...stated(condition), text: textOf(condition) }));
  const { checks, considered, ...short } = answer;
  if (brief) return JSON.stringify(inOrder({ ...short, conditions, receipt }));
  return JSON.stringify(inOrder({ ...short, checks, considered, conditions, receipt }));
};

/** SHA-256 over the canonical JSON of vendor, question and answer without receipt and texts (D7). */
export const receiptOf = (answered: AnsweredQuestion, decision: Decision): string => proven(answered, decision).receipt;

const proven = (answered: AnsweredQuestion, decision: Decision) => {
  const { vendor, question, knownAt, beyond } = answered;
  const at = instantOf(question.at);
  const answer = {
    answerVersion: decision.answerVersion,
    at,
    calendarVersion: decision.calendarVersion,
    checks: beyond === undefined ? decision.checks.map(checkOf) : decision.checks.map(supposedCheckOf(beyond)),
    conditions: decision.conditions.map(stated),
    considered: decision.considered.map(({ contractId, outcome, reason }) => ({ contractId, outcome, reason })),
    coveredBy: decision.coveredBy && inOrder(decision.coveredBy),
    customerId: question.customerId,
    entitled: decision.entitled,
    knownAt,
    knownPosition: question.knownPosition,
    nextChangeAt: decision.nextChangeAt,
    outcome: decision.outcome,
    policyVersion: decision.policyVersion,
    ...(decision.promise && { promise: promiseOf(decision.promise) }),
    reason: decision.reason,
    remedy: decision.remedy,
    service: question.service,
    ...(decision.validUntil !== undefined && { validUntil: decision.validUntil }),
  };
  const { channel, contractId, customerId, knownPosition, module, productSeries, region, service, urgency } = question;
  const targetVersion = question.targetVersion?.text ?? null;
  const questionFields = {
    at,
    channel,
    contractId,
    customerId,
    knownAt,
    knownPosition,
    module,
    productSeries,
    region,
    service,
    targetVersion,
    urgency,
  };
  return { answer, receipt: `sha256:${hash('sha256', JSON.stringify({ answer, question: questionFields, vendor }))}` };
};

const checkOf = ({ check, evidence, passed }: Check) => ({
  check,
  evidence: evidence.map(({ position, type }) => ({ position, type })),
  passed,
});
const supposedCheckOf =
  (beyond: Beyond) =>
  ({ check, evidence, passed }: Check) => ({
    check,
    evidence: evidence.map(({ position, type }) =>
      position <= beyond.position ? { position, type } : { position: null, supposed: beyond.commandOf(position), type },
    ),
    passed,
  });
const stated = ({ code, facts }: Condition) => ({
  code,
  ...(facts && { emergency: facts.emergency, opensAt: facts.opensAt }),
});
const promiseOf = ({ arriveBy, priority, provisional, regionUnknown, respondBy }: Promised) => ({
  ...(arriveBy !== undefined && { arriveBy }),
  priority,
  provisional,
  ...(regionUnknown !== undefined && { regionUnknown }),
  respondBy,
});

/** The same members in the order of their names, as RFC 8785 wants them. */
const inOrder = <T extends object>(value: T): T => {
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) ordered[name] = (value as Record<string, unknown>)[name];
  return ordered as T;
};
