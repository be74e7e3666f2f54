import { lanes, by } from '../contract-life/contract-life.port.js';
import { thenAndNow } from '../contracts/contracts.port.js';
import { outcome } from '../entitlements/entitlements.port.js';
import type { RouteDocs } from '../platform/http/server/documented.js';
import { instant, list, named, object, oneOf, orNull, text, whole, yesNo } from '../platform/http/server/schemas.js';

const state = object({
  position: whole,
  knownAt: orNull(instant),
  answer: orNull(object({ entitled: yesNo, outcome, reason: text, receipt: text, headline: text })),
});

export const difference: RouteDocs = {
  answer: named(
    'Difference',
    object({
      a: state,
      b: state,
      changed: list(
        object({
          what: oneOf(['outcome', 'purchase', 'numbers', 'product', ...lanes]),
          contractNo: orNull(text),
          text,
          a: orNull(text),
          b: orNull(text),
        }),
      ),
      between: list(object({ position: whole, text, recordedAt: instant, by, reason: orNull(text) })),
      complete: yesNo,
      decisions: list(object({ id: text, text, ...thenAndNow })),
    }),
  ),
};
