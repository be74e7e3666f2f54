import { checkNames, conditionCodes, deniedReasons, remedies } from '../../domain/entitlement/answer.js';
import { priorities, services } from '../../domain/kernel/vocabulary.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  day,
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  text,
  whole,
  yesNo,
  type Schema,
} from '../platform/http/server/schemas.js';

const outcomes = ['granted', 'granted-with-conditions', 'denied'] as const;
export const outcome = oneOf(outcomes);
const referenceOf = ({ $ref }: Schema): string => String($ref);
const reason = oneOf(['covered', ...deniedReasons]);
const members: Readonly<Record<string, Schema>> = {
  entitled: yesNo,
  outcome,
  reason,
  service: oneOf(services),
  customerId: text,
  at: instant,
  knownAt: orNull(instant),
  coveredBy: orNull(
    object({
      contractId: text,
      contractNo: text,
      termId: orNull(text),
      kind: orNull(oneOf(['free', 'paid'])),
      firstDay: orNull(day),
      lastDay: orNull(day),
    }),
  ),
  conditions: list(
    object({ code: oneOf(conditionCodes), text, opensAt: instant, emergency: text }, ['opensAt', 'emergency']),
  ),
  checks: list(
    object({ check: oneOf(checkNames), passed: yesNo, evidence: list(object({ position: whole, type: text })) }),
  ),
  considered: list(object({ contractId: text, outcome, reason })),
  remedy: orNull(oneOf(remedies)),
  nextChangeAt: orNull(instant),
  validUntil: orNull(instant),
  promise: object(
    { priority: oneOf(priorities), respondBy: instant, arriveBy: instant, regionUnknown: yesNo, provisional: yesNo },
    ['arriveBy', 'regionUnknown'],
  ),
  policyVersion: whole,
  calendarVersion: orNull(text),
  answerVersion: whole,
  knownPosition: whole,
  receipt: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
};
/** The answer of a check; exported for whatever answers with one. */
export const entitlement = named('Entitlement', object(members, ['promise', 'validUntil']));
/** The answer had events been recorded that are only supposed: evidence may be one of those. */
export const supposedEntitlement = named(
  'SupposedEntitlement',
  object(
    {
      ...members,
      checks: list(
        object({
          check: oneOf(checkNames),
          passed: yesNo,
          evidence: list({
            oneOf: [
              object({ position: whole, type: text }),
              object({ position: { type: 'null' }, type: text, supposed: whole }),
            ],
          }),
        }),
      ),
    },
    ['promise', 'validUntil'],
  ),
);
const brief = named('EntitlementInBatch', object(members, ['promise', 'validUntil', 'checks', 'considered']));
const failed = named(
  'QuestionError',
  object({
    outcome: { const: 'error' },
    error: object(
      { code: text, title: text, detail: text, errors: list(object({ pointer: text, code: text, detail: text })) },
      ['errors'],
    ),
  }),
);

/** `outcome` decides which of the two it is. */
const batchAnswer = named('BatchAnswer', {
  oneOf: [brief, failed],
  discriminator: {
    propertyName: 'outcome',
    mapping: Object.fromEntries([
      ...outcomes.map((each) => [each, referenceOf(brief)] as const),
      ['error', referenceOf(failed)] as const,
    ]),
  },
});

export const check: RouteDocs = { answer: entitlement, contentType: 'application/json' };
export const checkBatch: RouteDocs = {
  answer: object({ position: whole, answers: list(batchAnswer) }),
  examples: {
    two: {
      questions: [
        { customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d', service: 'maintenance', at: '2026-03-20T04:00:00.000Z' },
        { customerId: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d', service: 'upgrade', targetVersion: '4.20' },
      ],
    },
  },
};
export const all: RouteDocs = {
  answer: object({ at: instant, customerId: text, knownPosition: whole, services: list(entitlement) }),
};
