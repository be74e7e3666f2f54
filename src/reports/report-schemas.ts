import { channels } from '../../domain/kernel/vocabulary.js';
import { pauseReasons } from '../../domain/report/promises.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { day, instant, list, named, object, oneOf, orNull, text, whole } from '../platform/http/server/schemas.js';

/** Per cent, one decimal; null over nothing. */
const rate = orNull({ type: 'number', example: 66.7 });
const span = { from: day, to: day, knownAt: orNull(instant), knownPosition: whole };

const calls = object({ received: whole, answered: whole, rate });
const intakes = object({ received: whole, registered: whole, rate });
const promises = named(
  'PromiseFigures',
  object({
    kept: whole,
    broken: whole,
    open: whole,
    void: whole,
    rate,
    pausedMinutes: object(Object.fromEntries(pauseReasons.map((kind) => [kind, whole]))),
    judgedLate: whole,
    lowered: whole,
    goodwill: whole,
  }),
);
export const serviceLevels: RouteDocs = {
  answer: named(
    'ServiceLevels',
    object({
      ...span,
      calls,
      intakes,
      promises,
      groups: list(object({ key: text, calls: orNull(calls), intakes: orNull(intakes), promises })),
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

const satisfactionFigures = {
  sent: whole,
  answered: whole,
  responseRate: rate,
  average: orNull({ type: 'number', example: 4.25 }),
  scores: object({ 1: whole, 2: whole, 3: whole, 4: whole, 5: whole }),
  low: whole,
  followUps: object({ inTime: whole, late: whole, open: whole }),
};
export const satisfaction: RouteDocs = {
  answer: named(
    'Satisfaction',
    object({ ...span, ...satisfactionFigures, groups: list(object({ key: text, ...satisfactionFigures })) }),
  ),
  csv: true,
};
