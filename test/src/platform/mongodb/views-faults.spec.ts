import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Projection } from '../../../../projections/projection.js';
import { StoreUnreadable, StoreUnusable } from '../../../../src/platform/events/event-store-errors.js';
import type { MongoViewStore } from '../../../../src/platform/mongodb/views/mongo-view-store.js';
import { openMongoViews } from '../../../../src/platform/mongodb/views/open-mongo-views.js';
import { Projector } from '../../../../src/platform/projector/projector.js';
import { Fenced, Overtaken, TableGone } from '../../../../src/platform/views/commit-refused.js';
import { FollowingReaders } from '../../../../src/platform/views/following-readers.js';
import { beginning, type TableChanges, type ViewTable } from '../../../../src/platform/views/view-store.js';
import type { Fault } from '../../../support/mongodb/planned-faults.js';
import { docOf } from '../../../support/mongodb/plain-documents.js';
import type { Doc } from '../../../support/mongodb/values.js';
import { quickLimits, type TestViews, testViews, withPrefix } from '../../../support/mongodb/views-fixture.js';
import { SampleLedger } from '../../../support/sample-ledger.js';
import { project } from '../../../support/sheets.js';
import { noted, sizes, tallies, type Tally } from '../projector/counting.js';

const all = [tallies(), sizes] as unknown as readonly Projection[];
const plain = tallies() as unknown as Projection;
const leaseMs = 300;

const until = async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  for (const end = performance.now() + 20_000; performance.now() < end; await pause(5)) if (await condition()) return;
  throw new Error(`after twenty seconds: not ${what}`);
};

let views: TestViews;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  views = await testViews();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await views.close();
});

const rowsOf = async (store: MongoViewStore, projection: Projection<Tally, never> = tallies() as never) => {
  const rows = new Map<string, unknown>();
  for await (const { id, row } of (await store.live(projection))!.scan()) rows.set(id, row);
  return rows;
};
const sorted = (rows: ReadonlyMap<string, unknown>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
/** Past the protocol. */
const rowsIn = (collection: string) => views.mongo.server!.databases.find(`${views.mongo.prefix}views`, collection)!;
const row = (count: number): Tally => ({ vendor: 'seeyon', count, sum: count, last: count });
const changesOf = (table: ViewTable, position: number, ids: readonly string[], over: Partial<TableChanges> = {}) => ({
  table,
  rows: ids.map((id) => ({ id, row: row(position), position })),
  follows: beginning,
  checkpoint: { position, event: `e-${position}` },
  fence: 0,
  ...over,
});

describe('a projector over MongoDB', () => {
  const projecting = async () => {
    const ledger = SampleLedger.strict();
    closing.push(() => ledger.close());
    const stops: unknown[] = [];
    const store = await views.open();
    const projector = new Projector(ledger.ordinals, store, all, { leaseMs, onStopped: (stop) => stops.push(stop) });
    closing.push(() => projector.close());
    await projector.start();
    await projector.untilReady();
    const reading = await views.open();
    const head = async () => (await ledger.ordinals.head()).position;
    const readers = new FollowingReaders(reading, all, { decisive: ['tallies'], head, pollMs: 20 });
    closing.push(() => readers.close());
    await readers.untilReady();
    return { ledger, projector, readers, store, stops };
  };

  const server = () => views.mongo.server!;
  const proxy = () => views.mongo.proxy;
  interface Injected {
    begin(): void;
    /** Whether it has happened; the projector reports it where absent. */
    readonly noticed?: () => boolean;
    heal(): unknown;
  }
  const planned = (fault: Omit<Fault, 'commands'>, commands = ['update']): Injected => ({
    begin: () => server().faults.add({ commands, ...fault }),
    noticed: () => server().faults.pending.length === 0,
    heal: () => undefined,
  });
  const faults: Readonly<Record<string, Injected>> = {
    'each connection is cut': { begin: () => proxy().cut(), heal: () => proxy().heal() },
    'the connections are reset once': { begin: () => proxy().reset(), noticed: () => true, heal: () => undefined },
    'nothing is answered any more': { begin: () => proxy().silence(), heal: () => proxy().heal() },
    'the server is restarted': { begin: () => server().stop(), heal: () => server().start() },
    'the server steps down': { begin: () => server().stepDown(), heal: () => server().stepUp() },
    'updates are cut before they are applied': planned({ cut: 'before', times: 5 }),
    'updates are applied and their answers lost': planned({ cut: 'after', times: 5 }),
    'updates are not answered': planned({ silent: 'after', times: 2 }),
    'updates are applied, and a majority does not acknowledge them': planned({
      writeConcernError: { code: 64, errmsg: 'time out' },
      times: 4,
    }),
    'answers are slower than their limit': planned({ delayMs: quickLimits.callMs * 1.5, times: 4 }, ['update', 'find']),
  };

  it.each(Object.keys(faults))(
    'is right again, without a restart, after %s',
    async (fault) => {
      const { ledger, projector, readers, store, stops } = await projecting();
      let position = await ledger.append(...Array.from({ length: 40 }, (_, index) => noted(`s${index % 7}`, index)));
      await readers.reached(position, 10_000);
      faults[fault]!.begin();
      for (let index = 0; index < 20; index += 1) {
        position = await ledger.append(noted(`s${index % 5}`, index, index % 6 === 5 ? { drop: true } : {}));
        await pause(20);
      }
      const { noticed = () => stops.length > 0, heal } = faults[fault]!;
      await until(noticed, 'noticed');
      await heal();
      const healed = performance.now();
      position = await ledger.append(noted('after', 1));
      await until(
        () => projector.status().every((view) => view.position === position && view.fault === undefined),
        'caught up',
      );
      await readers.reached(position, 20_000);
      expect(performance.now() - healed).toBeLessThan(15_000);
      for (const projection of [tallies(), sizes])
        expect(sorted(await rowsOf(store, projection as never))).toEqual(
          sorted(project(projection, await ledger.all())),
        );
      const live = new Map(sorted(await rowsOf(store)));
      await projector.rebuild();
      expect(new Map(sorted(await rowsOf(store)))).toEqual(live);
      expect((await readers.view(tallies()).get('after'))?.count).toBe(1);
    },
    60_000,
  );

  it('starts before its server does', async () => {
    server().stop();
    const ledger = SampleLedger.strict();
    closing.push(() => ledger.close());
    const store = await views.open();
    const projector = new Projector(ledger.ordinals, store, all, { leaseMs });
    closing.push(() => projector.close());
    await projector.start();
    expect(projector.status()[0]!.fault).toContain('VIEWS_URL does not answer');
    await server().start();
    await ledger.append(noted('a', 1));
    await projector.untilReady().catch(() => undefined);
    await until(() => projector.status().every(({ position }) => position === 1), 'projected');
  }, 30_000);
});

describe('views in MongoDB', () => {
  it('give reads StoreUnreadable while the server does not answer', async () => {
    const store = await views.open();
    const table = await store.aside(tallies(), 0);
    await store.swap(plain, 0);
    views.mongo.proxy.cut();
    await expect(table.get('a')).rejects.toThrow(StoreUnreadable);
    await expect(store.live(tallies())).rejects.toThrow(StoreUnreadable);
    await expect(store.changesSince(plain, undefined, 1)).rejects.toThrow(StoreUnreadable);
    await expect(table.query({ vendor: 'seeyon', where: [], limit: 1 })).rejects.toThrow(StoreUnreadable);
    views.mongo.proxy.heal();
    await until(
      () =>
        table.get('a').then(
          (found) => found === undefined,
          () => false,
        ),
      'reached again',
    );
  });

  it.each([
    ['older', 5, 7],
    ['newer', 9, 7],
  ])('take an upsert that collides with that of an %s row for no fault', async (_which, other, position) => {
    const store = await views.open();
    const table = await store.aside(tallies(), 0);
    const server = views.mongo.server!;
    // Another process inserts the row between the search and the insert.
    server.onUpsert(() => {
      server.onUpsert(() => undefined);
      rowsIn(table.table).insert(docOf({ _id: 'a', position: other, row: JSON.stringify(row(other)) }));
    });
    await store.commit(changesOf(table, position, ['a', 'b']));
    const found = await table.stored(['a', 'b']);
    expect(found.get('a')).toEqual({ row: row(Math.max(position, other)), position: Math.max(position, other) });
    expect(found.get('b')!.position).toBe(position);
    expect((await table.checkpoint()).position).toBe(position);
  });

  it('store rows in the order of a commit: a closed row before the row that it leaves', async () => {
    const store = await views.open();
    const table = await store.aside(tallies(), 0);
    views.mongo.server!.forgetCommands();
    await store.commit(changesOf(table, 1, ['b-closed', 'a']));
    const [update] = views.mongo.server!.commands('update');
    expect(update!.command).toMatchObject({ ordered: true });
    expect((update!.command['updates'] as { q: { _id: string } }[]).map(({ q }) => q._id)).toEqual(['b-closed', 'a']);
  });

  it('move the checkpoints of one turn by one call, each under its own fence', async () => {
    const store = await views.open();
    const tables = [await store.aside(tallies(), 0), await store.aside(sizes, 0)] as const;
    const commitAll = (position: number, follows = beginning) => {
      views.mongo.server!.forgetCommands();
      const more = { follows, checkpoint: { position, event: `e-${position}` } };
      return Promise.allSettled(tables.map((table) => store.commit(changesOf(table, position, [], more))));
    };
    const positions = () => Promise.all(tables.map(async (table) => (await table.checkpoint()).position));
    await commitAll(1);
    expect([views.mongo.server!.commands('update').length, await positions()]).toEqual([1, [1, 1]]);
    await store.lease('sizes', 'another', 10_000);
    const outcomes = await commitAll(2, { position: 1, event: 'e-1' });
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: expect.any(Fenced) }]);
    expect(await positions()).toEqual([2, 1]);
  });

  it('are read by indexes: pages, changed rows and the catalog', async () => {
    const store = await views.open();
    const table = await store.aside(tallies(), 0);
    await store.commit(changesOf(table, 1, ['a', 'b']));
    await store.swap(plain, 0);
    const live = (await store.live(tallies()))!;
    views.mongo.server!.forgetCommands();
    await live.query({ vendor: 'seeyon', where: [], sort: { field: 'sum' }, limit: 10 });
    expect(views.mongo.server!.commands('find')[0]!.command).toMatchObject({ hint: 'by_0' });
  });

  it('drop what a late write of a replaced table made anew', async () => {
    const [one, two] = [await views.open(), await views.open()];
    const late = await one.aside(tallies(), 0);
    const table = await two.aside(tallies(), 0, true);
    await two.commit(changesOf(table, 1, ['a']));
    await two.swap(plain, 0);
    await expect(one.commit(changesOf(late, 1, ['a']))).rejects.toThrow(TableGone);
    await expect(late.get('a')).rejects.toThrow(TableGone);
    const server = views.mongo.server!;
    server.forgetCommands();
    await two.aside(tallies(), 0, true);
    expect(server.commands('drop')).toEqual([]);
  });

  it('never read rows that a late write stored into a table that was dropped', async () => {
    const [one, two] = [await views.open(), await views.open()];
    const late = await one.aside(tallies(), 0);
    await two.aside(tallies(), 0, true);
    // The row arrives; the process dies before it learns that the table is gone.
    const server = views.mongo.server!;
    const stored = { _id: 'a', position: 1, vendor: 'seeyon', row: JSON.stringify(row(1)), of: { sum: 1 } };
    server.databases.ensure(`${views.mongo.prefix}views`, late.table).insert(docOf(stored));
    await expect(late.get('a')).rejects.toThrow(TableGone);
    await expect(late.getMany(['a'])).rejects.toThrow(TableGone);
    await expect(late.query({ vendor: 'seeyon', where: [], limit: 1 })).rejects.toThrow(TableGone);
    await expect(late.scan()[Symbol.asyncIterator]().next()).rejects.toThrow(TableGone);
    // The next table that is begun removes what was left.
    await two.aside(tallies(), 0, true);
    expect(server.commands('drop').map(({ command }) => command['drop'])).toContain(late.table);
  });

  it('refuse a swap that was applied already, by a call whose answer arrived too late: the live table is looked up', async () => {
    const store = await views.open();
    await store.aside(plain, 0);
    await store.swap(plain, 0);
    for (const again of [store.swap(plain, 0), store.index(plain, 0)]) await expect(again).rejects.toThrow(TableGone);
  });

  it('refuse a checkpoint under a lease that was lost in the middle of the commit', async () => {
    const store = await views.open();
    const lease = (await store.lease('tallies', 'one', 10_000))!;
    const table = await store.aside(tallies(), lease.fence);
    const server = views.mongo.server!;
    server.onUpsert(() => {
      const catalog = rowsIn('catalog');
      const [found] = catalog.search({ filter: docOf({ _id: 'tallies' }) });
      catalog.replace(found!, new Map(found!.doc).set('fence', docOf({ fence: 2 }).get('fence')!));
    });
    await expect(store.commit(changesOf(table, 1, ['a', 'b'], { fence: lease.fence }))).rejects.toThrow(Fenced);
    expect(await table.checkpoint()).toEqual(beginning);
  });

  it('give a lease by the clock of the server, whatever the clocks of processes', async () => {
    const [one, two] = [await views.open(), await views.open()];
    const lease = (await one.lease('tallies', 'one', 200))!;
    const processClock = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 3_600_000);
    expect(await two.lease('tallies', 'two', 200)).toBeUndefined();
    processClock.mockRestore();
    await until(async () => (await two.lease('tallies', 'two', 200)) !== undefined, 'taken over');
    expect(await one.renew(lease, 200)).toBe(false);
  });

  it('read the catalog once for all views of a poll, and nothing else while nothing changes', async () => {
    const store = await views.open();
    for (const projection of all) {
      await store.aside(projection, 0);
      await store.swap(projection, 0);
    }
    const seen = await Promise.all(all.map((each) => store.changesSince(each, undefined, 10)));
    views.mongo.server!.forgetCommands();
    await Promise.all(
      all.map((each, index) => store.changesSince(each, { table: seen[index]!.table, position: 0 }, 10)),
    );
    expect(views.mongo.server!.commands().map(({ name }) => name)).toEqual(['find']);
  });

  it('are searched for changed rows only where an event concerns them, whoever stored what it changed', async () => {
    const store = await views.open();
    await store.aside(tallies(), 0);
    await store.swap(plain, 0);
    const live = (await store.live(plain))!;
    const at = (position: number) => ({ position, event: position === 0 ? '' : `e-${position}` });
    const commit = (position: number, ids: readonly string[], untouched: boolean) =>
      store.commit(changesOf(live, position, ids, { follows: at(position - 1), checkpoint: at(position), untouched }));
    const finds = async (position: number) => {
      views.mongo.server!.forgetCommands();
      const { ids } = (await store.changesSince(plain, { table: live.table, position }, 10))!;
      return [ids, views.mongo.server!.commands('find').length];
    };
    await commit(1, ['a'], false);
    await commit(2, [], true);
    expect([await finds(0), await finds(1)]).toEqual([
      [['a'], 2],
      [[], 1],
    ]);
    // A commit that is refused leaves its row, which the right one has no need to store.
    await expect(store.commit(changesOf(live, 3, ['b']))).rejects.toThrow(Overtaken);
    await commit(3, [], false);
    expect([await finds(2), await finds(3)]).toEqual([
      [['b'], 2],
      [[], 1],
    ]);
    // An older version moves the position and knows nothing else.
    await commit(4, [], true);
    const [entry] = rowsIn('catalog').search({ filter: docOf({ _id: 'tallies' }) });
    const table = new Map(entry!.doc.get('live') as Doc).set('position', docOf({ position: 5 }).get('position')!);
    rowsIn('catalog').replace(entry!, new Map(entry!.doc).set('live', table));
    expect(await finds(3)).toEqual([[], 2]);
  });

  it('refuse a row that no document holds, with the way out', async () => {
    const store = await views.open();
    const table = await store.aside(tallies(), 0);
    const rows = [{ id: 'a', row: { vendor: 'x'.repeat(16 * 1024 * 1024) }, position: 1 }];
    await expect(store.commit({ ...changesOf(table, 1, []), rows })).rejects.toThrow(StoreUnusable);
    expect(await table.checkpoint()).toEqual(beginning);
  });

  it('repeat a commit whose rows a majority did not acknowledge, also where one of them was there', async () => {
    const store = await views.open();
    const table = await store.aside(tallies(), 0);
    await store.commit(changesOf(table, 5, ['b']));
    const server = views.mongo.server!;
    server.faults.add({ commands: ['update'], writeConcernError: { code: 64, errmsg: 'time out' } });
    const checkpoint = await table.checkpoint();
    const late = changesOf(table, 3, ['a', 'b'], { follows: checkpoint, checkpoint });
    await expect(store.commit(late)).rejects.toThrow(StoreUnreadable);
  });

  it('are built again where their database was dropped while they were projected', async () => {
    const store = await views.open();
    const lease = (await store.lease('tallies', 'one', 10_000))!;
    const before = await store.aside(tallies(), lease.fence);
    await store.swap(plain, lease.fence);
    views.mongo.server!.databases.dropDatabase(`${views.mongo.prefix}views`);
    await expect(store.commit(changesOf(before, 1, ['a'], { fence: lease.fence }))).rejects.toThrow(TableGone);
    expect(await store.renew(lease, 10_000)).toBe(false);
    const next = (await store.lease('tallies', 'one', 10_000))!;
    expect((await store.aside(tallies(), next.fence)).table).not.toBe(before.table);
  });

  it('are not opened where a newer version wrote the database', async () => {
    const store = await views.open();
    await store.close();
    const { MongoClient } = await import('mongodb');
    const client = await MongoClient.connect(views.mongo.url);
    await client.db(`${views.mongo.prefix}views`).collection<{ _id: number }>('migrations').insertOne({ _id: 99 });
    await client.close();
    const opening = openMongoViews(withPrefix(views.mongo), { logger: { warn: () => undefined } });
    await expect(opening).rejects.toThrow(/newer version.*step 99/);
  });
});
