import { hash } from 'node:crypto';
import type { Check, Condition, Decision, Evidence, Promised } from '../../domain/entitlement/answer.js';
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
 * An answer as canonical JSON (RFC 8785), in pieces between the instant and the position that it names. Members are in
 * the order of their names, so that plain serialization is canonical; a test holds this against the library.
 */
export interface AnswerPieces {
  /** Before `at`. */
  readonly head: string;
  /** After `at`, up to the checks. */
  readonly calendar: string;
  readonly checks: string;
  /** Without texts, as they are hashed. */
  readonly conditions: string;
  readonly considered: string;
  /** Before `knownPosition`. */
  readonly cover: string;
  /** After `knownPosition`, up to the receipt. */
  readonly middle: string;
  readonly tail: string;
  /** The question and the vendor as they are hashed: before the position, and after it. */
  readonly asked: readonly [string, string];
}

/** When, and as known when, an answer is given. */
export interface AnsweredAt {
  readonly at: Instant;
  readonly knownPosition: number;
}

/**
 * The answer as it is sent, with its receipt (D7). What is sent and what is hashed are put together from the same
 * pieces: each member is serialized once.
 */
export const answerText = (pieces: AnswerPieces, when: AnsweredAt, conditions: string, brief = false): string => {
  const { head, calendar, checks, considered, cover, middle, tail } = pieces;
  const { at, knownPosition } = when;
  const end = `${cover}${knownPosition}${middle},"receipt":"${receiptIn(pieces, when)}",${tail}}`;
  return brief
    ? `{${head}${at}${calendar},"conditions":${conditions},${end}`
    : `{${head}${at}${calendar},"checks":${checks},"conditions":${conditions},"considered":${considered},${end}`;
};

/** The conditions as they are sent. */
export const conditionsText = (conditions: readonly Condition[], textOf: TextOf): string =>
  JSON.stringify(conditions.map((condition) => ({ ...stated(condition), text: textOf(condition) })));

/** SHA-256 over the canonical JSON of vendor, question and answer without receipt and texts (D7). */
export const receiptOf = (asked: AnsweredQuestion, decision: Decision): string =>
  receiptIn(piecesOf(asked, decision), answeredAt(asked));

export const answeredAt = ({ question: { at, knownPosition } }: AnsweredQuestion): AnsweredAt => ({
  at: instantOf(at),
  knownPosition,
});

/** The members of an object as JSON, without its braces. */
const membersOf = (value: object): string => JSON.stringify(value).slice(1, -1);

export const piecesOf = ({ vendor, question, knownAt, beyond }: AnsweredQuestion, decision: Decision): AnswerPieces => {
  const { answerVersion, calendarVersion, promise, validUntil } = decision;
  const { channel, contractId, customerId, module, productSeries, region, service, urgency } = question;
  const targetVersion = question.targetVersion?.text ?? null;
  return {
    head: `${membersOf({ answerVersion })},"at":"`,
    calendar: `",${membersOf({ calendarVersion })}`,
    checks:
      beyond === undefined ? checksText(decision.checks) : JSON.stringify(decision.checks.map(supposedCheckOf(beyond))),
    conditions: JSON.stringify(decision.conditions.map(stated)),
    considered: JSON.stringify(
      decision.considered.map(({ contractId, outcome, reason }) => ({ contractId, outcome, reason })),
    ),
    cover: `${membersOf({
      coveredBy: decision.coveredBy && inOrder(decision.coveredBy),
      customerId,
      entitled: decision.entitled,
      knownAt,
    })},"knownPosition":`,
    middle: `,${membersOf({
      nextChangeAt: decision.nextChangeAt,
      outcome: decision.outcome,
      policyVersion: decision.policyVersion,
      // Members that are undefined are left out.
      promise: promise && promiseOf(promise),
      reason: decision.reason,
    })}`,
    tail: membersOf({ remedy: decision.remedy, service, validUntil }),
    asked: [
      `${membersOf({ channel, contractId, customerId, knownAt })},"knownPosition":`,
      `,${membersOf({ module, productSeries, region, service, targetVersion, urgency })}},"vendor":${JSON.stringify(vendor)}}`,
    ],
  };
};

const receiptIn = (pieces: AnswerPieces, { at, knownPosition }: AnsweredAt): string => {
  const { head, calendar, checks, conditions, considered, cover, middle, tail, asked } = pieces;
  const answer =
    `{${head}${at}${calendar},"checks":${checks},"conditions":${conditions},"considered":${considered},` +
    `${cover}${knownPosition}${middle},${tail}}`;
  const question = `{"at":"${at}",${asked[0]}${knownPosition}${asked[1]}`;
  return `sha256:${hash('sha256', `{"answer":${answer},"question":${question}`)}`;
};

/** Names of checks and types of events need no escapes; objects made for the serializer alone take twice as long. */
const checksText = (checks: readonly Check[]): string =>
  `[${checks
    .map(({ check, evidence, passed }) => `{"check":"${check}","evidence":[${proofText(evidence)}],"passed":${passed}}`)
    .join(',')}]`;
const proofText = (evidence: readonly Evidence[]): string =>
  evidence.map(({ position, type }) => `{"position":${position},"type":"${type}"}`).join(',');
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
