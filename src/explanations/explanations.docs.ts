import { checkNames } from '../../domain/entitlement/answer.js';
import { roles } from '../../domain/kernel/envelope.js';
import { entitlement, hashedQuestion } from '../entitlements/entitlements.port.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import {
  day,
  instant,
  list,
  money,
  named,
  object,
  oneOf,
  orNull,
  text,
  whole,
  yesNo,
} from '../platform/http/server/schemas.js';

/** A3: who recorded something. */
export const recordedBySchema = named(
  'RecordedBy',
  object({
    name: { ...orNull(text), description: 'of the key or account at that moment; null where none was recorded' },
    role: oneOf(roles),
    onBehalfOf: {
      ...orNull(text),
      description: 'of Ledger-On-Behalf-Of; null also where the person was erased, and for the role `system`',
    },
  }),
);

const evidence = object({ position: whole, text, recordedAt: instant, by: recordedBySchema });

export const sentencesSchema = named(
  'AnswerInWords',
  object({
    headline: text,
    reading: { ...list(text), maxItems: 3 },
    facts: list(text),
    checks: list(object({ check: oneOf(checkNames), passed: yesNo, text, evidence: list(evidence) })),
    considered: list(object({ contractNo: text, text })),
    remedy: orNull(object({ text, command: orNull(text), body: orNull({ type: 'object' }) })),
    unpaid: orNull(object({ termId: text, due: day, open: orNull(money) })),
  }),
);

export const explain: RouteDocs = {
  answer: named(
    'ExplainedEntitlement',
    object({ answer: entitlement, words: sentencesSchema, question: hashedQuestion, vendor: text }),
  ),
};
