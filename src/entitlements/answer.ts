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
 * The answer as it is sent: canonical JSON (RFC 8785), with its receipt (D7). Members are in the order of their
 * names, so that plain serialization is canonical; a test holds this against the library. What is sent and what is
 * hashed are put together from the same pieces: each member is serialized once.
 */
export const answerText = (asked: AnsweredQuestion, decision: Decision, textOf: TextOf, brief = false): string => {
  const pieces = piecesOf(asked, decision);
  const { head, checks, considered, middle, tail } = pieces;
  const conditions =
    decision.conditions.length === 0
      ? pieces.conditions
      : JSON.stringify(decision.conditions.map((condition) => ({ ...stated(condition), text: textOf(condition) })));
  const receipt = `"receipt":"${receiptIn(pieces, asked)}"`;
  return brief
    ? `{${head},"conditions":${conditions},${middle},${receipt},${tail}}`
    : `{${head},"checks":${checks},"conditions":${conditions},"considered":${considered},${middle},${receipt},${tail}}`;
};

/** SHA-256 over the canonical JSON of vendor, question and answer without receipt and texts (D7). */
export const receiptOf = (asked: AnsweredQuestion, decision: Decision): string =>
  receiptIn(piecesOf(asked, decision), asked);

/** Members of an answer as canonical JSON, in the order of their names: `receipt` follows `middle`. */
interface Pieces {
  readonly head: string;
  readonly checks: string;
  readonly conditions: string;
  readonly considered: string;
  readonly middle: string;
  readonly tail: string;
}

/** The members of an object as JSON, without its braces. */
const membersOf = (value: object): string => JSON.stringify(value).slice(1, -1);

const piecesOf = ({ question, knownAt, beyond }: AnsweredQuestion, decision: Decision): Pieces => {
  const { answerVersion, calendarVersion, promise, validUntil } = decision;
  return {
    head: membersOf({ answerVersion, at: instantOf(question.at), calendarVersion }),
    checks: JSON.stringify(
      beyond === undefined ? decision.checks.map(checkOf) : decision.checks.map(supposedCheckOf(beyond)),
    ),
    conditions: JSON.stringify(decision.conditions.map(stated)),
    considered: JSON.stringify(
      decision.considered.map(({ contractId, outcome, reason }) => ({ contractId, outcome, reason })),
    ),
    middle: membersOf({
      coveredBy: decision.coveredBy && inOrder(decision.coveredBy),
      customerId: question.customerId,
      entitled: decision.entitled,
      knownAt,
      knownPosition: question.knownPosition,
      nextChangeAt: decision.nextChangeAt,
      outcome: decision.outcome,
      policyVersion: decision.policyVersion,
      // Members that are undefined are left out.
      promise: promise && promiseOf(promise),
      reason: decision.reason,
    }),
    tail: membersOf({ remedy: decision.remedy, service: question.service, validUntil }),
  };
};

const receiptIn = (pieces: Pieces, { vendor, question, knownAt }: AnsweredQuestion): string => {
  const { head, checks, conditions, considered, middle, tail } = pieces;
  const { channel, contractId, customerId, knownPosition, module, productSeries, region, service, urgency } = question;
  const asked = JSON.stringify({
    at: instantOf(question.at),
    channel,
    contractId,
    customerId,
    knownAt,
    knownPosition,
    module,
    productSeries,
    region,
    service,
    targetVersion: question.targetVersion?.text ?? null,
    urgency,
  });
  const answer = `{${head},"checks":${checks},"conditions":${conditions},"considered":${considered},${middle},${tail}}`;
  return `sha256:${hash('sha256', `{"answer":${answer},"question":${asked},"vendor":${JSON.stringify(vendor)}}`)}`;
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
