import { roles } from '../../domain/kernel/envelope.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { recordedBySchema } from '../explanations/explanations.port.js';
import {
  day,
  instant,
  list,
  named,
  object,
  oneOf,
  orNull,
  page,
  text,
  whole,
} from '../platform/http/server/schemas.js';

/** A2: sealed as stored, plain for those who may read persons, or erased. */
const personal = object({ subject: text, sealed: text, plain: text, erased: { const: true } }, [
  'sealed',
  'plain',
  'erased',
]);
const meta = object(
  {
    effectiveAt: instant,
    recordedAt: instant,
    actor: text,
    actorName: text,
    role: oneOf(roles),
    channel: text,
    onBehalfOf: personal,
    reason: text,
    correlationId: text,
    causationId: text,
    importId: text,
    undoneImportId: text,
    policyVersion: whole,
    keyHash: text,
    bodyHash: text,
  },
  ['actorName', 'onBehalfOf', 'reason', 'causationId', 'importId', 'undoneImportId', 'policyVersion'],
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
/** Text, or the name of an object that a reader can open. */
const part = object({ text, kind: oneOf(['contract', 'customer']), id: text }, ['kind', 'id']);
const item = named(
  'TimelineItem',
  object({
    sentence: { ...text, description: 'what happened, what it changed, why, who recorded it and on whose behalf' },
    parts: { ...list(part), description: 'the sentence in parts: their texts in a row' },
    recordedAt: instant,
    effectiveDay: { ...orNull(day), description: 'from which it is true, in the zone of the vendor' },
    by: recordedBySchema,
    reason: orNull(text),
    changed: list(object({ what: text, from: orNull(text), to: orNull(text) })),
    event,
  }),
);
export const timeline: RouteDocs = {
  answer: page(item),
  refuses: ['cursor-invalid'],
};
