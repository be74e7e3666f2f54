import { contractStates } from '../../domain/contract/contract-status.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { list, named, object, oneOf, orNull, text } from '../platform/http/server/schemas.js';
import { searchKinds } from './search-answer.js';

const item = named(
  'FoundItem',
  object({
    id: text,
    title: text,
    subtitle: text,
    match: object({
      field: oneOf(['code', 'name', 'initials', 'contractNo', 'licenceNo', 'telephone', 'mail']),
      text,
    }),
    state: orNull(oneOf(contractStates)),
    customerId: orNull(text),
  }),
);

export const found: RouteDocs = {
  answer: named('SearchAnswer', object({ groups: list(object({ kind: oneOf(searchKinds), items: list(item) })) })),
  refuses: ['forbidden', 'search-too-large'],
};
