import { contractFacts } from '../../domain/contract/contract.facts.js';
import { customerFacts } from '../../domain/customer/customer.facts.js';
import { importFacts } from '../../domain/import/import.facts.js';
import type { EventFact } from '../../domain/kernel/event-facts.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';
import { obligationFacts } from '../../domain/obligation/obligation.facts.js';
import { calendarFacts, policyFacts } from '../../domain/policy/policy.facts.js';
import { releaseFacts } from '../../domain/release/release.facts.js';

const facts: Readonly<Record<string, EventFact<never>>> = {
  ...contractFacts,
  ...customerFacts,
  ...importFacts,
  ...mergesFacts,
  ...policyFacts,
  ...calendarFacts,
  ...obligationFacts,
  ...releaseFacts,
};

/** The types of recorded events that can be subscribed to: those that their aggregates announce. */
export const announcedTypes = Object.keys(facts)
  .filter((type) => facts[type]!.announced)
  .sort();

/** Derived, not recorded: something was recorded that may change entitlements. */
export const entitlementChanged = 'entitlement.changed';
/** Every type that is announced, and what is derived. */
const everyType = '*';
/** What a subscription can name. */
export const subscribableTypes: readonly string[] = [...announcedTypes, entitlementChanged, everyType];

const announced: ReadonlySet<string> = new Set(announcedTypes);

/** Whether a subscription wants a recorded event itself. */
export const wantsRecorded = (types: readonly string[], type: string): boolean =>
  types.includes(type) || (types.includes(everyType) && announced.has(type));

export const wantsDerived = (types: readonly string[]): boolean =>
  types.includes(entitlementChanged) || types.includes(everyType);
