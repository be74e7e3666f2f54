import type { RouteDocs } from '../platform/http/server/documented.js';
import {
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
import { RedeliverDto } from './webhooks.dto.js';

const facts = {
  id: text,
  url: text,
  types: list(text),
  includePersonal: yesNo,
  paused: orNull(text),
  formerSecretUntil: orNull(instant),
};
const progress = { position: whole, waiting: whole, dead: whole };
export const webhookSchema = named('Webhook', object({ ...facts, ...progress, revision: whole }));
export const withSecret = named('WebhookWithSecret', object({ ...facts, secret: orNull(text), revision: whole }));
/** What a command answers that leaves nothing to show. */
export const done = object({ id: text, revision: whole });

export const all: RouteDocs = { answer: page(webhookSchema) };
export const get: RouteDocs = { answer: webhookSchema, etag: true };
export const redeliver: RouteDocs = {
  status: 202,
  answer: done,
  body: { type: RedeliverDto },
  examples: { request: { fromPosition: 1 } },
};
export const test: RouteDocs = {
  answer: named(
    'WebhookTest',
    object({
      id: text,
      webhookId: text,
      delivered: yesNo,
      status: orNull(whole),
      fault: orNull(text),
      durationMs: whole,
      revision: whole,
    }),
  ),
  refuses: ['webhook-test-running'],
};
export const deliveries: RouteDocs = {
  answer: page(
    object({
      position: whole,
      type: { ...orNull(text), description: 'of what was sent; null where an earlier version sent it' },
      derived: { ...orNull(yesNo), description: 'whether it is derived of the event at the position' },
      customerId: orNull(text),
      customerCode: orNull(text),
      at: instant,
      outcome: oneOf(['delivered', 'failed', 'dead']),
      status: orNull(whole),
      fault: orNull(text),
    }),
  ),
};
export const deadLetters: RouteDocs = {
  answer: page(
    object({
      position: whole,
      stream: text,
      derived: { ...yesNo, description: 'whether it is derived of the event at the position' },
      customerId: { ...orNull(text), description: 'of the stream, where it is that of a customer' },
      attempts: whole,
      fault: orNull(text),
    }),
  ),
};
export const retry: RouteDocs = { status: 202, answer: done, refuses: ['dead-letter-unknown'] };
