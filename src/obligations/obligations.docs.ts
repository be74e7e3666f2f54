import { obligationKinds, obligationStates, suppressions } from '../../domain/obligation/kinds.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
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
  yesNo,
} from '../platform/http/server/schemas.js';

const recipient = object({
  contactId: orNull(text),
  role: oneOf(['contact', 'manager', 'desk']),
  state: oneOf(['accepted', 'waiting', 'failed']),
  code: orNull(text),
});

export const obligation = named(
  'Obligation',
  object({
    id: text,
    kind: oneOf(obligationKinds),
    state: oneOf(obligationStates),
    reason: orNull(oneOf(suppressions)),
    dueAt: instant,
    nominalOn: day,
    provisional: yesNo,
    catchUp: yesNo,
    outlook: orNull(oneOf([...suppressions, 'superseded'])),
    customerId: orNull(text),
    contractId: orNull(text),
    contractNo: orNull(text),
    termId: orNull(text),
    requestId: orNull(text),
    about: orNull(text),
    intakeId: orNull(text),
    offset: whole,
    lastDay: orNull(day),
    recipients: list(recipient),
    supersededBy: orNull(text),
    sentAt: orNull(instant),
    endedAt: orNull(instant),
    error: orNull(text),
  }),
);

export const all: RouteDocs = { answer: page(obligation), refuses: ['cursor-invalid'], csv: true };
export const get: RouteDocs = { answer: obligation };
