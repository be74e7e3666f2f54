import { apiKeyFacts } from '../domain/api-key/api-key.facts.js';
import { contractFacts } from '../domain/contract/contract.facts.js';
import { customerFacts } from '../domain/customer/customer.facts.js';
import { erasureFacts } from '../domain/erasure/erasure.facts.js';
import { importFacts } from '../domain/import/import.facts.js';
import { intakeFacts } from '../domain/intake/intake.facts.js';
import { obligationFacts } from '../domain/obligation/obligation.facts.js';
import { mergesFacts } from '../domain/merges/merges.facts.js';
import { answersFacts, calendarFacts, policyFacts, textsFacts } from '../domain/policy/policy.facts.js';
import { requestMergesFacts } from '../domain/request-merges/request-merges.facts.js';
import { requestFacts } from '../domain/request/request.facts.js';
import { releaseFacts } from '../domain/release/release.facts.js';
import { reservationFacts } from '../domain/reservation/reservation.facts.js';
import { webhooksFacts } from '../domain/webhooks/webhooks.facts.js';
import type { KnownEvents } from './platform/ledger/event-check.js';

/** The types of each category of streams. A type that is not among them is refused by `verify` and `restore`. */
const factsByCategory = {
  contract: contractFacts,
  customer: customerFacts,
  erasure: erasureFacts,
  import: importFacts,
  intake: intakeFacts,
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
  // Before `request`: the name of a stream belongs to the first category that it begins with.
  'request-merges': requestMergesFacts,
  request: requestFacts,
};

/** What `verify` and `restore` hold each event against. */
export const knownEvents: KnownEvents = {
  types: new Map(Object.entries(factsByCategory).map(([category, facts]) => [category, new Set(Object.keys(facts))])),
  // P1: a vendor exists in the ledger from its first policy on.
  founding: new Set(['PolicyPublished']),
};
