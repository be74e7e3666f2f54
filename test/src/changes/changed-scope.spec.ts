import { describe, expect, it } from '@jest/globals';
import { categoryOf, changedScopeOf } from '../../../src/changes/changed-scope.js';
import { knownEvents } from '../../../src/event-types.js';

const scopeOf = (category: string, type: string, vendor = 'sea-you') =>
  changedScopeOf({ vendor, stream: `${vendor}.${category}-x`, type });

describe('whose entitlements an event may change', () => {
  it('is decided for each category of streams', () => {
    for (const category of knownEvents.types.keys())
      expect(categoryOf({ vendor: 'sea-you', stream: `sea-you.${category}-x` })).toBe(category);
  });

  it.each([...knownEvents.types].flatMap(([category, types]) => [...types].map((type) => [category, type] as const)))(
    '%s %s',
    (category, type) => {
      const none =
        /^(Abandoned|CustomerRenamed|CustomerManagerAssigned|Contact(Added|Changed|Removed|Erased)|TopicsChanged|AddressFailed)$/.test(
          type,
        );
      const expected = { contract: 'contract', customer: 'customer', merges: 'merge', release: 'series' }[category];
      const ofVendor = ['policy', 'calendar', 'texts', 'answers'].includes(category) ? 'vendor' : 'none';
      expect(scopeOf(category, type)).toBe(none ? 'none' : (expected ?? ofVendor));
    },
  );

  it('of a category that nobody decided about: everybody', () => {
    expect(scopeOf('novelty', 'SomethingHappened')).toBe('vendor');
  });
});
