import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unauthenticatedPerMinute } from '../../src/platform/auth/rate-limits.js';
import { startApp, type TestApp } from '../support/app.js';

/** supertest connects from 127.0.0.1. */
const guess = ({ http }: TestApp, forwarded: string) =>
  http.get('/api/v1/contracts').set({ authorization: 'Bearer slk_guessed', 'x-forwarded-for': forwarded });
const statuses = async (app: TestApp, forwarded: (n: number) => string): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let n = 0; n <= unauthenticatedPerMinute; n += 1) found.push((await guess(app, forwarded(n))).status);
  return found;
};
const networks = ({ log }: TestApp) =>
  new Set(log.map((line) => (JSON.parse(line) as { network?: string }).network).filter(Boolean));

describe('X-Forwarded-For', () => {
  let [trusting, strict, others] = [] as unknown as [TestApp, TestApp, TestApp];
  beforeAll(async () => {
    trusting = await startApp({ env: { TRUST_PROXY: '127.0.0.1,10.0.0.0/8' } });
    strict = await startApp();
    others = await startApp({ env: { TRUST_PROXY: '192.0.2.1' } });
  });
  afterAll(async () => {
    for (const app of [trusting, strict, others]) await app.close();
  });

  it('of a trusted proxy: callers are counted apart, and the log has their networks', async () => {
    const seen = await statuses(trusting, (n) => `203.0.113.${n + 1}`);
    expect(new Set(seen)).toEqual(new Set([401]));
    expect(networks(trusting)).toContain('203.0.113.1');
  });

  it('of a trusted proxy: what the caller wrote before its own address changes nothing', async () => {
    const seen = await statuses(trusting, (n) => `198.51.100.${n + 1}, 203.0.113.250, 10.1.1.1`);
    expect(seen.at(-1)).toBe(429);
    expect([...networks(trusting)].filter((network) => network!.startsWith('198.51.100'))).toEqual([]);
  });

  it.each([
    ['nobody is trusted', () => strict],
    ['another address is trusted', () => others],
  ])('%s: a header that names another caller each time does not lift the limit', async (_, app) => {
    const seen = await statuses(app(), (n) => `203.0.113.${n + 1}`);
    expect(seen.at(-1)).toBe(429);
    expect(networks(app())).toEqual(new Set(['127.0.0.1']));
  });
});
