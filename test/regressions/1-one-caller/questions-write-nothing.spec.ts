import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from '@jest/globals';
import { instantOf } from '../../../domain/kernel/civil.js';
import { SqliteEventStore } from '../../../src/platform/events/sqlite-event-store.js';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';
import { sampleEvents } from '../../support/sample-events.js';

let app: TestApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** Counts the commits to the ledger's file, seen from another connection. */
const commitsTo = (home: string) => {
  const reader = new Database(join(home, 'events.db'), { readonly: true });
  const version = () => reader.pragma('data_version', { simple: true }) as number;
  let [last, commits] = [version(), 0];
  return {
    count: (): number => {
      const seen = version();
      if (seen !== last) commits += 1;
      last = seen;
      return commits;
    },
    close: () => reader.close(),
  };
};

describe('T5: questions with many young knownAt', () => {
  it('a read-only key moves one mark in two seconds, however many instants it names', async () => {
    app = await startApp({ now: '2026-05-04T10:00:00.000Z' });
    const client = new ApiClient(app, 'seeyon');
    const customerId = (await client.post('/customers', { code: 'KH1', name: '甲', level: 'key', region: 'city' })).id;
    const auditor = new ApiClient(app, 'seeyon', app.keys.auditor);
    const commits = commitsTo(app.home);
    const start = Date.parse('2026-05-04T10:10:00.000Z');
    for (let n = 0; n < 300; n += 1) {
      const knownAt = instantOf(start + n * 10);
      app.clock.set(knownAt);
      await auditor.check({ customerId, service: 'care', at: '2026-05-04', knownAt });
      commits.count();
    }
    // 300 questions over three seconds of the clock.
    expect(commits.count()).toBeLessThanOrEqual(2);
    for (let n = 0; n < 20; n += 1)
      await auditor.get(`/customers/${customerId}/entitlements`, { knownAt: instantOf(start + n) });
    expect(commits.count()).toBeLessThanOrEqual(2);
    commits.close();
  });

  it(
    'what is recorded later is stamped after every ' + 'instant answered, also after a kill with the clock set back',
    async () => {
      const folder = freshFolder();
      let now = Date.parse('2026-05-04T10:00:00.000Z');
      const store = SqliteEventStore.open(folder, () => now);
      await store.append('seeyon.sample-1', -1, sampleEvents(1));
      for (let n = 0; n < 50; n += 1) {
        now += 90;
        expect(await store.ordinals.positionAt(instantOf(now))).toBe(1);
        // What a process finds that starts after a kill at this instant.
        const reader = new Database(join(folder, 'events.db'), { readonly: true });
        expect(reader.prepare('SELECT recorded_at FROM floor').pluck().get()).toBeGreaterThan(now);
        reader.close();
      }
      const answered = now;
      await store.close();
      now -= 3_600_000;
      const again = SqliteEventStore.open(folder, () => now);
      const { recordedAt } = await again.append('seeyon.sample-2', -1, sampleEvents(1));
      // A process that closed leaves no time ahead of what it answered.
      expect(Date.parse(recordedAt)).toBe(answered + 1);
      expect(await again.ordinals.positionAt(instantOf(answered))).toBe(1);
      await again.close();
    },
  );
});
