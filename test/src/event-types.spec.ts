import { describe, expect, it } from '@jest/globals';
import { contractFacts } from '../../domain/contract/contract.facts.js';
import { customerFacts } from '../../domain/customer/customer.facts.js';
import type { EventFact } from '../../domain/kernel/event-facts.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';
import { knownEvents } from '../../src/event-types.js';
import { announcedTypes } from '../../src/webhooks/types.js';

const inHistories: Readonly<Record<string, EventFact<never>>> = { ...contractFacts, ...customerFacts, ...mergesFacts };
const placeholders = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join();

describe('the facts of event types', () => {
  it.each(Object.entries(inHistories))('%s has one sentence in three languages', (_type, { sentence }) => {
    expect(sentence).toHaveLength(3);
    expect(new Set(sentence!.map(placeholders)).size).toBe(1);
  });

  it('name every category of streams', () => {
    expect(Object.fromEntries([...knownEvents.types].map(([category, types]) => [category, types.size]))).toEqual({
      contract: 26,
      erasure: 1,
      customer: 13,
      import: 5,
      intake: 4,
      merges: 2,
      policy: 1,
      calendar: 1,
      texts: 1,
      answers: 1,
      'api-key': 3,
      release: 2,
      obligation: 8,
      reservation: 2,
      webhooks: 6,
      'request-merges': 2,
      request: 47,
    });
  });

  // Subscriptions that are recorded name these types: none may be missing.
  it('announce what webhooks can subscribe to, and nothing of the ledger itself', () => {
    expect(announcedTypes).toEqual([...announcedTypes].sort());
    for (const internal of ['Abandoned', 'Reserved', 'Released', 'WebhookSubscribed', 'ApiKeyCreated'])
      expect(announcedTypes).not.toContain(internal);
  });
});
