import { channels } from '../../domain/kernel/vocabulary.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { day, instant, list, named, object, oneOf, orNull, text, whole } from '../platform/http/server/schemas.js';

/** Per cent, one decimal; null over nothing. */
const rate = orNull({ type: 'number', example: 66.7 });
const span = { from: day, to: day, knownAt: orNull(instant), knownPosition: whole };

const levels = {
  calls: object({ received: whole, answered: whole, rate }),
  intakes: object({ received: whole, registered: whole, rate }),
};
export const serviceLevels: RouteDocs = {
  answer: named(
    'ServiceLevels',
    object({
      ...span,
      ...levels,
      groups: list(object({ key: text, ...levels })),
      unregistered: object({
        count: whole,
        items: list(object({ id: text, channel: oneOf(channels), receivedAt: instant })),
      }),
    }),
  ),
  csv: true,
};

const renewalFigures = {
  terms: whole,
  onTime: whole,
  late: whole,
  gapDays: whole,
  lost: whole,
  open: whole,
  rate,
};
export const renewals: RouteDocs = {
  answer: named(
    'Renewals',
    object({
      ...span,
      ...renewalFigures,
      groups: list(object({ key: text, ...renewalFigures })),
      missed: list(
        object({
          contractId: text,
          contractNo: text,
          termId: text,
          lastDay: day,
          state: oneOf(['late', 'lost']),
          nextFirstDay: orNull(day),
          gapDays: orNull(whole),
        }),
      ),
    }),
  ),
  csv: true,
};
