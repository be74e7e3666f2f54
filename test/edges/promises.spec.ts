import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { edgePromises } from '../domain/promise/edge-answers.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';
import { promiseOf } from '../support/worked-promises.js';

describe.each([
  ['seeyon', 'EKP'],
  ['huaruan', 'HRHIS'],
])('promises at the edges of their rules, over HTTP: %s', (vendor, series) => {
  let app: TestApp;
  let client: ApiClient;
  let life: LifeOfRequest;
  beforeAll(async () => {
    app = await startApp({ now: '2025-03-01T02:00:00.000Z' });
    client = new ApiClient(app, vendor);
    life = new LifeOfRequest(client);
    const levels = ['standard', 'key', 'vip'];
    for (const level of levels) await life.buy(level, '2025-03-01', level, series);
    app.clock.set('2026-03-01T01:00:00.000Z');
    for (const level of levels) await life.renew(level, '2026-03-01');
    app.clock.set('2027-01-10T02:00:00.000Z');
  }, 60_000);
  afterAll(() => app.close());

  it.each(edgePromises.map((worked) => [`${worked.rule}: ${worked.name}`, worked] as const))(
    '%s',
    async (_name, worked) => expect(await promiseOf(client, life, worked)).toMatchObject(worked.expected),
  );
});
