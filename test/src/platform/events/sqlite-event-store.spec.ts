import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { StoreUnusable, WrongRevision } from '../../../../src/platform/events/event-store.js';
import { openEventStore } from '../../../../src/platform/events/open-event-store.js';
import { SqliteEventStore } from '../../../../src/platform/events/sqlite-event-store.js';
import { appendTogetherContract } from '../../../contract/append-together.contract.js';
import { eventStoreContract, type LedgerFixture } from '../../../contract/event-store.contract.js';
import { ordinalsContract } from '../../../contract/ordinals.contract.js';
import { interruptReading } from '../../../support/embedded-ledger.js';
import { freshFolder } from '../../../support/folder.js';
import { sampleEvent, sampleEvents } from '../../../support/sample-events.js';
import { inEnglish } from '../../../../src/platform/operator-fault.js';

const fixture = async (): Promise<LedgerFixture> => {
  const home = freshFolder();
  const clock = { now: 0 };
  return {
    clock,
    settledAfterMs: 0,
    open: async () => {
      const { events, ordinals } = await openEventStore('sqlite:', { home, clock: () => clock.now });
      return { events, ordinals, close: () => events.close() };
    },
    interrupt: interruptReading,
    remove: async () => undefined,
  };
};
eventStoreContract('sqlite', fixture);
appendTogetherContract('sqlite', fixture);
ordinalsContract('sqlite', fixture);

describe('the ledger in sqlite', () => {
  let folder: string;
  let store: SqliteEventStore;
  const now = Date.parse('2026-01-01T00:00:00.000Z');

  beforeEach(() => {
    folder = freshFolder();
    store = SqliteEventStore.open(folder, () => now);
  });
  afterEach(() => store.close());

  it('undoes an append whose second event fails, without harm to its neighbours in the same commit', async () => {
    const claimed = sampleEvent();
    await store.append('seeyon.sample-0', -1, [claimed]);
    const outcomes = await Promise.allSettled([
      store.append('seeyon.sample-1', -1, sampleEvents(2)),
      store.append('seeyon.sample-2', -1, [sampleEvent(), claimed, sampleEvent()]),
      store.append('seeyon.sample-3', -1, [claimed]),
      store.append('seeyon.sample-4', -1, sampleEvents(2)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { message: expect.stringContaining('already') } });
    expect((await store.ordinals.readAll(0, 10)).map(({ position, stream }) => `${position} ${stream}`)).toEqual([
      '1 seeyon.sample-0',
      '2 seeyon.sample-1',
      '3 seeyon.sample-1',
      '4 seeyon.sample-4',
      '5 seeyon.sample-4',
    ]);
    expect(store.stopped()).toBeNull();
    expect(await store.inspect()).toEqual([]);
  });

  it('hands a caught-up listener the events before their append is acknowledged', async () => {
    const seen: number[] = [];
    store.ordinals.subscribe(
      0,
      (events) => void seen.push(...events.map(({ position }) => position)),
      () => undefined,
    );
    for (let stream = 0; stream < 5; stream += 1) {
      const { token } = await store.append(`seeyon.sample-${stream}`, -1, sampleEvents(2));
      expect(seen.at(-1)).toBe(Number(token));
    }
  });

  it('stores canonical bytes, whatever the order of members', async () => {
    await store.append('seeyon.sample-1', -1, [sampleEvent({ b: 1, a: { '\u20ac': 1e21, 10: 2, 9: '\u0007' } })]);
    const reader = new Database(join(folder, 'events.db'), { readonly: true });
    expect(reader.prepare('SELECT data FROM events').pluck().get()).toBe(
      '{"a":{"10":2,"9":"\\u0007","\u20ac":1e+21},"b":1}',
    );
    reader.close();
  });

  it('lets other work in between when very many appends wait', async () => {
    const queued = Array.from({ length: 5000 }, (_, stream) =>
      store.append(`seeyon.sample-${stream}`, -1, [sampleEvent()]),
    );
    let turns = 0;
    let done = false;
    const all = Promise.all(queued).then(() => (done = true));
    while (!done) {
      await new Promise(setImmediate);
      turns += 1;
    }
    await all;
    expect(turns).toBeGreaterThanOrEqual(9);
    expect((await store.ordinals.head()).position).toBe(5000);
  });

  it('T5: keeps an answered knownAt on disk before answering, also when the process then dies', async () => {
    await store.append('seeyon.sample-1', -1, [sampleEvent()]);
    expect(await store.ordinals.positionAt('2026-01-01T00:00:00.000Z')).toBe(1);
    const reader = new Database(join(folder, 'events.db'), { readonly: true });
    expect(reader.prepare('SELECT recorded_at FROM floor').pluck().get()).toBeGreaterThan(now);
    reader.close();
  });

  it('reads on what is there when another process wrote to its file, and takes no more writes', async () => {
    await store.append('seeyon.sample-1', -1, [sampleEvent()]);
    const intruder = new Database(join(folder, 'events.db'));
    intruder.exec(
      'INSERT INTO events SELECT 2, recorded_at, 1, schema, zeroblob(16), vendor, type, stream, meta, data FROM events',
    );
    intruder.close();
    await expect(store.append('seeyon.sample-2', -1, [sampleEvent()])).rejects.toMatchObject({
      message: expect.stringContaining('takes no writes'),
    });
    expect(inEnglish(store.stopped()!)).toContain('events.db failed');
    expect(await store.readAll(null, 10)).toHaveLength(2);
    await expect(store.append('seeyon.sample-1', 5, [sampleEvent()])).rejects.not.toBeInstanceOf(WrongRevision);
  });

  it('C11: does not open where SQLite does not confirm durable writes', () => {
    const original = Database.prototype.pragma;
    const spy = jest.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      text,
      options,
    ) {
      return text === 'synchronous = FULL' ? undefined : original.call(this, text, options);
    });
    const other = freshFolder();
    try {
      expect(() => SqliteEventStore.open(other, () => now)).toThrow(StoreUnusable);
    } finally {
      spy.mockRestore();
    }
    return SqliteEventStore.open(other, () => now).close();
  });
});
