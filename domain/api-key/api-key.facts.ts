import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { ApiKeyEvent } from './api-key.events.js';

/** What becomes of API keys is not announced. */
export const apiKeyFacts: EventFacts<ApiKeyEvent> = {
  ApiKeyCreated: internalFact,
  ApiKeyFirstUsed: internalFact,
  ApiKeyRevoked: internalFact,
};
