import { policySchema } from '../../domain/policy/policy.schema.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { anything, day, instant, list, object, page, text, whole } from '../platform/http/server/schemas.js';

const summary = {
  vendor: text,
  version: whole,
  effectiveFrom: day,
  sha256: text,
  publishedAt: instant,
  position: whole,
};

export const all: RouteDocs = { answer: page(object(summary)) };
export const one: RouteDocs = { answer: object({ ...summary, policy: { type: 'object' } }) };
export const publish: RouteDocs = {
  status: 201,
  answer: object({
    id: text,
    vendor: text,
    version: whole,
    effectiveFrom: day,
    revision: whole,
    differences: list(object({ pointer: text, before: anything, after: anything }, ['before', 'after'])),
  }),
  refuses: ['policy-of-other-vendor', 'policy-version-exists', 'policy-version-not-next', 'policy-effective-too-early'],
  body: { schema: policySchema as object as Readonly<Record<string, unknown>> },
};
