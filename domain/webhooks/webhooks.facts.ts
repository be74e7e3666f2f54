import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { WebhookEvent } from './webhooks.events.js';

/** Subscriptions are not announced: what they are about is. */
export const webhooksFacts: EventFacts<WebhookEvent> = {
  WebhookSubscribed: internalFact,
  WebhookChanged: internalFact,
  WebhookPaused: internalFact,
  WebhookResumed: internalFact,
  WebhookSecretRotated: internalFact,
  WebhookDeleted: internalFact,
};
