import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarPublication } from '../../domain/policy/publishing.js';
import { announcedHolidays } from '../../src/policies/holidays.js';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';

/** The product's calendar with the first days of 2027 announced as well. */
const with2027 = () => {
  const { holidays } = announcedHolidays();
  return {
    version: 'cn-2027-test',
    sha256: '2027'.repeat(16),
    holidays: {
      ...holidays,
      years: [...holidays.years, 2027],
      holidays: [...holidays.holidays, '2027-01-01', '2027-01-02', '2027-01-03'],
    },
  };
};

describe('promises and what was published since', () => {
  let app: TestApp;
  let client: ApiClient;
  let life: LifeOfRequest;
  beforeAll(async () => {
    app = await startApp({ now: '2026-12-31T09:30:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    life = new LifeOfRequest(client);
    await life.buy('K', '2026-12-01', 'standard');
  }, 60_000);
  afterAll(() => app.close());

  const shown = async (id: string) => (await client.get(`/requests/${id}`)).promises[0];

  it('K2, K14: a calendar of the next year moves no given promise; what it comes to is shown beside', async () => {
    const { id } = await life.register('K', { urgency: 'high' });
    const given = { dueAt: '2027-01-01T01:30:00.000Z', provisional: true, state: 'open' };
    const { id: earlier } = await life.register('K', { urgency: 'high', requestedAt: '2026-12-31T08:00:00.000Z' });
    const before = await shown(id);
    expect(before).toMatchObject({ ...given, underNewest: null });
    const versions = () => app.stores.views.status().map(({ name, version }) => [name, version]);
    const built = versions();
    await app.stores.ledger.handle({
      vendor: 'seeyon',
      category: 'calendar',
      id: 'seeyon',
      decider: calendarPublication,
      command: { kind: 'publish', ...with2027() },
      request: {
        actor: { id: 'a', role: 'admin' },
        channel: 'test',
        correlationId: 'c',
        scope: 'calendar',
        body: null,
      },
    });
    await caughtUp(app);
    expect(await shown(id)).toEqual({
      ...before,
      underNewest: {
        dueAt: '2027-01-04T01:30:00.000Z',
        policyVersion: before.policyVersion,
        calendarVersion: 'cn-2027-test',
      },
    });
    // It comes to the same under both.
    expect(await shown(earlier)).toMatchObject({ calendarVersion: before.calendarVersion, underNewest: null });
    // O8: rows have nominal days and given dues; none is computed again.
    expect(versions()).toEqual(built);
    expect(app.stores.views.status().filter(({ building }) => building !== undefined)).toEqual([]);
    const { id: later } = await life.register('K', { urgency: 'high' });
    expect(await shown(later)).toMatchObject({
      dueAt: '2027-01-04T01:30:00.000Z',
      provisional: false,
      calendarVersion: 'cn-2027-test',
      underNewest: null,
    });
  });

  it('K10: while it waits without a known end nothing is due, and what would be if it went on now is shown', async () => {
    const { id } = await life.register('K', { urgency: 'high' });
    await life.act(id, 'wait', { kind: 'information', text: '请提供日志', automatic: true });
    app.clock.set('2026-12-31T10:30:00.000Z');
    expect(await shown(id)).toMatchObject({
      dueAt: null,
      state: 'paused',
      dueIfResumedNow: '2027-01-04T02:00:00.000Z',
    });
    await life.act(id, 'resume', {});
    expect(await shown(id)).toMatchObject({
      dueAt: '2027-01-04T02:00:00.000Z',
      dueIfResumedNow: null,
      state: 'open',
    });
  });
});
