import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { answered, type Entitlement, Entitlements, type Question } from '../../clients/typescript/src/index.js';
import { type Cache, integratorsWeek, type MakeCache } from '../support/integrators-week.js';

/** The client of the package. */
const cached: MakeCache = (ledger, now) => {
  const entitlements = new Entitlements(ledger, now);
  return {
    check: (question) => entitlements.check(question),
    received: (event) => entitlements.changed(event),
  };
};

type Ask = (question: Question) => Promise<Entitlement>;
const page = readFileSync('docs/caching.md', 'utf8');
const code = /^```js\n([\s\S]*?)^```$/m.exec(page)![1]!;
/** The client that the page shows, as it is printed there. */
const EntitlementCache = runInThisContext(`(() => { ${code}; return EntitlementCache; })()`) as new (
  ask: Ask,
  now: () => number,
) => Cache;

describe("an integrator's week: tickets by customer code, answered from a cache", () => {
  it('with the client package: 500 tickets, none answered wrongly', async () => {
    const { fromCache, wrong, recorded, conditions } = await integratorsWeek(500, cached);
    expect(wrong).toEqual([]);
    expect(fromCache).toBeGreaterThan(100);
    expect([...recorded.keys()].sort()).toEqual(
      ['level', 'renewal', 'restoration', 'resumption', 'revocation', 'suspension'].sort(),
    );
    expect(conditions).toContain('outside-service-hours');
  }, 120_000);

  it('with the client of docs/caching.md: the same', async () => {
    const { fromCache, wrong } = await integratorsWeek(300, (ledger, now) => {
      const ask: Ask = (query) => answered(ledger.GET('/api/v1/entitlements/check', { params: { query } }));
      return new EntitlementCache(ask, now);
    });
    expect(wrong).toEqual([]);
    expect(fromCache).toBeGreaterThan(50);
  }, 120_000);

  it('is wrong where events are not heeded, or validUntil is not', async () => {
    const deaf = await integratorsWeek(300, (ledger, now) => ({ ...cached(ledger, now), received: () => undefined }));
    expect(deaf.wrong.length).toBeGreaterThan(0);
    const timeless = await integratorsWeek(300, (ledger) => cached(ledger, () => 0));
    expect(timeless.wrong.length).toBeGreaterThan(0);
  }, 240_000);
});
