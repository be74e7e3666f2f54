import type { RouteDocs } from '../platform/http/server/documented.js';
import { list, named, object, oneOf, text, whole } from '../platform/http/server/schemas.js';
import { touchedKinds } from './touched.js';

/** What one message of the stream holds. */
const change = named(
  'Change',
  object({ position: whole, touched: list(object({ kind: oneOf(touchedKinds), id: text })) }),
);

export const changes: RouteDocs = {
  answer: {
    type: 'string',
    description: 'Server-Sent Events: each message has the position as its `id`, and a `Change` as its `data`.',
    contentMediaType: 'application/json',
    contentSchema: change,
  },
  contentType: 'text/event-stream',
  refuses: ['too-many-streams'],
};
