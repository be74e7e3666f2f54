import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';
import { utc } from '../support/worked-promises.js';

/** Figures at the edges of their rules, worked out by hand from docs/rules.md; local time. */
describe('Q1, Q2: what counts in a report', () => {
  let app: TestApp;
  let client: ApiClient;
  let life: LifeOfRequest;
  beforeAll(async () => {
    app = await startApp({ now: '2025-12-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    life = new LifeOfRequest(client);
    await life.buy('key', '2025-12-01');
  }, 60_000);
  afterAll(() => app.close());

  const now = (local: string): void => app.clock.set(utc(local));
  const report = (query: Record<string, string>) => client.get('/reports/service-levels', query);
  it('calls of hotline hours by the calendar, whatever became of them, by months of the zone', async () => {
    now('2026-03-02 09:00');
    for (const [at, channel, act] of [
      ['2026-02-13 08:59:59.999', 'hotline', 'answer'],
      ['2026-02-13 09:00', 'phone', 'answer'],
      ['2026-02-13 11:59:59.999', 'hotline', null],
      ['2026-02-13 12:00', 'hotline', 'answer'],
      ['2026-02-13 13:00', 'hotline', 'spam'],
      ['2026-02-13 18:00', 'hotline', 'answer'],
      ['2026-02-14 10:00', 'hotline', 'answer'], // a Saturday of work
      ['2026-02-16 10:00', 'hotline', 'answer'], // a Monday of the holidays
      ['2026-02-24 10:00', 'email', 'answer'],
      ['2026-03-01 00:00', 'email', null],
    ] as const) {
      const { id } = await client.post('/intakes', { channel, receivedAt: utc(at) });
      if (act === 'spam') await client.post(`/intakes/${id}/close`, { reason: 'spam' });
      if (act === 'answer') await client.post(`/intakes/${id}/answer`, { by: '张工', at: utc(at), reason: '补录' });
    }
    const { calls, groups } = await report({ from: '2026-02-13', to: '2026-03-01', by: 'month' });
    expect(calls).toEqual({ received: 4, answered: 2, rate: 50 });
    expect(groups).toMatchObject([
      { key: '2026-02', intakes: { received: 8, registered: 0 } },
      { key: '2026-03', calls: { received: 0, rate: null }, intakes: { received: 1, registered: 0, rate: 0 } },
    ]);
  });
  it('a promise counts under the priority of its verdict, on the day of `requestedAt`', async () => {
    now('2026-03-03 09:00');
    const made = utc('2026-02-25 13:00');
    const late = (body: object, at: string) => ({ ...body, at: utc(at), reason: '补录' });
    const register = async (urgency: string) =>
      (await life.register('key', late({ urgency, requestedAt: made }, '2026-02-25 13:00'))).id as string;
    const [raised, lowered] = [await register('normal'), await register('high')];
    await life.act(raised, 'priority', late({ urgency: 'critical' }, '2026-02-25 13:10'));
    await life.act(raised, 'acknowledge', late({ by: '张工' }, '2026-02-25 13:30'));
    await life.act(lowered, 'priority', late({ urgency: 'normal' }, '2026-02-25 13:50'));
    await life.act(lowered, 'acknowledge', late({ by: '张工' }, '2026-02-25 17:00:00.001'));
    const { groups, promises: all } = await report({ from: '2026-02-25', to: '2026-02-25', by: 'priority' });
    expect(all).toMatchObject({ kept: 1, broken: 1, rate: 50, judgedLate: 1, lowered: 1 });
    expect(groups).toMatchObject([
      { key: 'P1', promises: { kept: 1, broken: 0 } },
      { key: 'P3', promises: { kept: 0, broken: 1 } },
    ]);
    expect((await report({ from: '2026-02-26', to: '2026-02-27' })).promises).toMatchObject({ kept: 0, rate: null });
  });
});
