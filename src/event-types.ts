import { apiKeyFacts } from '../domain/api-key/api-key.facts.js';
import { contractFacts } from '../domain/contract/contract.facts.js';
import { customerFacts } from '../domain/customer/customer.facts.js';
import { importFacts } from '../domain/import/import.facts.js';
import { obligationFacts } from '../domain/obligation/obligation.facts.js';
import { mergesFacts } from '../domain/merges/merges.facts.js';
import { answersFacts, calendarFacts, policyFacts, textsFacts } from '../domain/policy/policy.facts.js';
import { releaseFacts } from '../domain/release/release.facts.js';
import { reservationFacts } from '../domain/reservation/reservation.facts.js';
import { webhooksFacts } from '../domain/webhooks/webhooks.facts.js';
import type { KnownEvents } from './platform/ledger/event-check.js';

/** The types of each category of streams. A type that is not among them is refused by `verify` and `restore`. */
const factsByCategory = {
  contract: contractFacts,
  customer: customerFacts,
  import: importFacts,
  merges: mergesFacts,
  policy: policyFacts,
  calendar: calendarFacts,
  texts: textsFacts,
  answers: answersFacts,
  'api-key': apiKeyFacts,
  obligation: obligationFacts,
  release: releaseFacts,
  reservation: reservationFacts,
  webhooks: webhooksFacts,
};

/** What `verify` and `restore` hold each event against. */
export const knownEvents: KnownEvents = {
  types: new Map(Object.entries(factsByCategory).map(([category, facts]) => [category, new Set(Object.keys(facts))])),
  // P1: a vendor exists in the ledger from its first policy on.
  founding: new Set(['PolicyPublished']),
};
