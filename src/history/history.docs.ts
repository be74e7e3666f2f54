import { roles } from '../../domain/kernel/envelope.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { instant, named, object, oneOf, orNull, page, text, whole } from '../platform/http/server/schemas.js';

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
const facts = {
  id: text,
  vendor: text,
  stream: text,
  revision: whole,
  position: whole,
  type: text,
  schema: whole,
  data: { type: 'object' },
  meta,
};
const event = named('Event', object(facts));
/** Customer and contract as known at the event's position; absent where it is about none. */
const party = {
  customerId: text,
  customerCode: orNull(text),
  mergedIntoId: text,
  mergedIntoCode: orNull(text),
  contractId: text,
  contractNo: text,
};
const listedEvent = named('ListedEvent', object({ ...facts, ...party }, Object.keys(party)));

export const events: RouteDocs = { answer: page(listedEvent), refuses: ['cursor-invalid'] };
export const timeline: RouteDocs = {
  answer: page(object({ sentence: text, event })),
  refuses: ['cursor-invalid'],
};
