import { roles } from '../../domain/kernel/envelope.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { instant, named, object, oneOf, page, text, whole } from '../platform/http/server/schemas.js';

const meta = object(
  {
    effectiveAt: instant,
    recordedAt: instant,
    actor: text,
    role: oneOf(roles),
    channel: text,
    onBehalfOf: text,
    reason: text,
    correlationId: text,
    causationId: text,
    importId: text,
    undoneImportId: text,
    policyVersion: whole,
    keyHash: text,
    bodyHash: text,
  },
  ['onBehalfOf', 'reason', 'causationId', 'importId', 'undoneImportId', 'policyVersion'],
);
const event = named(
  'Event',
  object({
    id: text,
    vendor: text,
    stream: text,
    revision: whole,
    position: whole,
    type: text,
    schema: whole,
    data: { type: 'object' },
    meta,
  }),
);

export const events: RouteDocs = { answer: page(event), refuses: ['cursor-invalid'] };
export const timeline: RouteDocs = {
  answer: page(object({ sentence: text, event })),
  refuses: ['cursor-invalid'],
};
