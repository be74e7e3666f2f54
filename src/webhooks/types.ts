import { contractFacts } from '../../domain/contract/contract.facts.js';
import { customerFacts } from '../../domain/customer/customer.facts.js';
import { importFacts } from '../../domain/import/import.facts.js';
import type { EventFact } from '../../domain/kernel/event-facts.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';
import { calendarFacts, policyFacts } from '../../domain/policy/policy.facts.js';
import { releaseFacts } from '../../domain/release/release.facts.js';

const facts: Readonly<Record<string, EventFact<never>>> = {
  ...contractFacts,
  ...customerFacts,
  ...importFacts,
  ...mergesFacts,
  ...policyFacts,
  ...calendarFacts,
  ...releaseFacts,
};

/** The types of events that can be subscribed to: those that their aggregates announce. */
export const announcedTypes = Object.keys(facts)
  .filter((type) => facts[type]!.announced)
  .sort();
