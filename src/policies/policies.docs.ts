import type { RouteDocs } from '../platform/http/server/documented.js';
import { day, instant, object, page, text, whole } from '../platform/http/server/schemas.js';

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
