import type { RouteDocs } from '../platform/http/server/documented.js';
import { day, instant, list, object, oneOf, page, text, whole } from '../platform/http/server/schemas.js';
import { dayKinds, hoursKinds } from './calendar-days.js';

const summary = {
  vendor: text,
  version: whole,
  effectiveFrom: day,
  sha256: text,
  publishedAt: instant,
  position: whole,
};

export const all: RouteDocs = { answer: page(object(summary)) };
export const one: RouteDocs = { answer: object({ ...summary, policy: { type: 'object' } }) };

export const calendars: RouteDocs = {
  answer: page(object({ version: text, years: list(whole), sha256: text, publishedAt: instant, position: whole })),
};
const clock = { type: 'string', pattern: '^([01]\\d|2[0-4]):[0-5]\\d$', example: '09:00' };
export const calendarDays: RouteDocs = {
  answer: list(
    object({
      day,
      kind: oneOf(dayKinds),
      windows: list(object({ hours: oneOf(hoursKinds), from: clock, to: clock })),
    }),
  ),
};
