import { deniedReasons } from '../../domain/entitlement/answer.js';
import { roles } from '../../domain/kernel/envelope.js';
import { outcome } from '../entitlements/entitlements.port.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { day, instant, list, named, object, oneOf, orNull, text, whole } from '../platform/http/server/schemas.js';
import { lanes, spanKinds } from './lanes.js';
import { markKinds } from './marks.js';

const span = { lane: oneOf(lanes), from: day, to: orNull(day), kind: oneOf(spanKinds), text };

export const lifeSchema = named(
  'ContractLife',
  object({
    spans: list(object({ ...span, termId: orNull(text) })),
    marks: list(object({ day, kind: oneOf(markKinds), text, position: whole })),
    ghosts: list(object({ ...span, replacedBy: whole, recordedAt: instant })),
    today: day,
    omitted: object({ spans: whole, marks: whole, ghosts: whole }),
  }),
);

export const by = object({ name: orNull(text), role: oneOf(roles), onBehalfOf: orNull(text) });

export const life: RouteDocs = { answer: lifeSchema };
export const knowledge: RouteDocs = {
  answer: named(
    'ContractKnowledge',
    object({
      recordings: list(
        object({
          position: whole,
          recordedAt: instant,
          by,
          text,
          reason: orNull(text),
          spans: list(
            object({
              from: instant,
              to: instant,
              outcome,
              reason: oneOf(['covered', ...deniedReasons]),
              kind: orNull(oneOf(['free', 'paid'])),
            }),
          ),
        }),
      ),
      nextCursor: orNull(text),
    }),
  ),
  refuses: ['cursor-invalid'],
};
