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
import { ChangeWebhookDto, RedeliverDto, RotateSecretDto, SubscribeDto } from './webhooks.dto.js';

const facts = {
  id: text,
  url: text,
  types: list(text),
  includePersonal: yesNo,
  paused: orNull(text),
  formerSecretUntil: orNull(instant),
};
const progress = { position: whole, waiting: whole, dead: whole };
const webhook = named('Webhook', object({ ...facts, ...progress, revision: whole }));
const withSecret = named('WebhookWithSecret', object({ ...facts, secret: orNull(text), revision: whole }));
const revisionResponse = object({ id: text, revision: whole });

export const subscribe: RouteDocs = {
  status: 201,
  answer: withSecret,
  refuses: ['webhooks-full', 'webhook-target'],
  body: { type: SubscribeDto },
  examples: {
    renewals: { url: 'https://crm.example.com/service-ledger', types: ['ContractPurchased', 'ContractRenewed'] },
  },
};
export const all: RouteDocs = { answer: page(webhook) };
export const get: RouteDocs = { answer: webhook };
export const change: RouteDocs = {
  answer: webhook,
  refuses: ['webhook-target'],
  body: { type: ChangeWebhookDto },
  examples: { pause: { paused: true } },
};
export const remove: RouteDocs = { answer: revisionResponse };
export const rotate: RouteDocs = {
  answer: withSecret,
  body: { type: RotateSecretDto },
  examples: { request: { overlapHours: 24 } },
};
export const redeliver: RouteDocs = {
  status: 202,
  answer: revisionResponse,
  body: { type: RedeliverDto },
  examples: { request: { fromPosition: 1 } },
};
export const deliveries: RouteDocs = {
  answer: page(
    object({
      position: whole,
      at: instant,
      outcome: oneOf(['delivered', 'failed', 'dead']),
      status: orNull(whole),
      fault: orNull(text),
    }),
  ),
};
export const deadLetters: RouteDocs = {
  answer: page(object({ position: whole, stream: text, attempts: whole, fault: orNull(text) })),
};
export const retry: RouteDocs = { status: 202, answer: revisionResponse, refuses: ['dead-letter-unknown'] };
