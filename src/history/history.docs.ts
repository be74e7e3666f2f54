import type { RouteDocs } from '../platform/http/server/documented.js';
import { recordedBySchema } from '../explanations/explanations.port.js';
import { day, instant, list, named, object, oneOf, orNull, page, text } from '../platform/http/server/schemas.js';
import { event } from './event-schemas.js';

export const events: RouteDocs = { answer: page(event), refuses: ['cursor-invalid'], csv: true };
/** Text, or the name of an object that a reader can open. */
const part = object({ text, kind: oneOf(['contract', 'customer']), id: text }, ['kind', 'id']);
const item = named(
  'TimelineItem',
  object({
    sentence: { ...text, description: 'what happened, what it changed, why, who recorded it and on whose behalf' },
    parts: { ...list(part), description: 'the sentence in parts: their texts in a row' },
    recordedAt: instant,
    recordedAtText: { ...text, description: 'the same in the zone of the vendor, as a sentence has it' },
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
