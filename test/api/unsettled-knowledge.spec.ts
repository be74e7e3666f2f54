import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TooYoung } from '../../src/platform/ordinals/ordinals.js';
import { startApp, type TestApp } from '../support/app.js';

describe('T5: an engine that cannot promise yet what was known at an instant', () => {
  const knownAt = '2026-03-01T01:59:58.000Z';
  let app: TestApp;
  let customerId: string;
  beforeAll(async () => {
    app = await startApp();
    const made = await app.http
      .post('/api/v1/customers')
      .set({ authorization: `Bearer ${app.keys.sales}` })
      .send({ code: 'K1', name: '甲方', level: 'key', region: 'city' });
    customerId = made.body.id as string;
    app.stores.ordinals.positionAt = () => Promise.reject(new TooYoung(knownAt, 2_400));
  });
  afterAll(() => app.close());

  const ask = (path: string, language = 'en') =>
    app.http.get(path).set({ authorization: `Bearer ${app.keys.sales}`, 'accept-language': language });

  it.each(['/api/v1/entitlements/check?service=maintenance&customerId=', '/api/v1/customers/'])(
    'T5: %s names the instant and when to ask again, in every language',
    async (route) => {
      const path = route.endsWith('/')
        ? `${route}${customerId}/timeline?knownAt=${knownAt}`
        : `${route}${customerId}&knownAt=${knownAt}`;
      for (const language of ['en', 'zh-CN', 'zh-TW']) {
        const { status, headers, body } = await ask(path, language);
        expect([status, body.code, headers['retry-after']]).toEqual([503, 'known-at-unsettled', '3']);
        expect(body.detail).toContain(knownAt);
        expect(body.detail).toContain(' 3 ');
        expect(headers['content-language']).toBe(language);
      }
    },
  );
});
