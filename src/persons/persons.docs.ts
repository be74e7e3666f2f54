import { namedParts } from '../../projections/named-persons/named-persons.row.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { instant, list, named, object, oneOf, orNull, page, text, whole } from '../platform/http/server/schemas.js';

const mention = object({
  part: oneOf(namedParts),
  partId: { ...orNull(text), description: 'of the memo or the visit' },
  as: { ...text, description: 'the field that names the person, such as `by`' },
  at: instant,
  position: whole,
});

const naming = named(
  'NamingObject',
  object({
    object: oneOf(['request', 'intake']),
    id: text,
    no: orNull(text),
    customerId: orNull(text),
    mentions: list(mention),
  }),
);

export const found: RouteDocs = { answer: page(naming), refuses: ['cursor-invalid', 'names-too-many'] };
