import type { RouteDocs } from '../platform/http/server/documented.js';
import { object, page, text } from '../platform/http/server/schemas.js';
import { event } from './event-schemas.js';

export const events: RouteDocs = { answer: page(event), refuses: ['cursor-invalid'] };
export const timeline: RouteDocs = {
  answer: page(object({ sentence: text, event })),
  refuses: ['cursor-invalid'],
};
