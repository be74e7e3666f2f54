import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEvent } from '../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../projections/projection.js';
import type { ProjectorOptions } from '../../src/platform/projector/options.js';
import { Projector } from '../../src/platform/projector/projector.js';
import { ViewsBehind } from '../../src/platform/projector/views-behind.js';
import { FollowingReaders } from '../../src/platform/views/following-readers.js';
import fc from '../support/fast-check.js';
import type { SampleLedger } from '../support/sample-ledger.js';
import { project } from '../support/sheets.js';
import type { FaultyViews } from '../support/strict/faulty-views.js';
import { noted, sizes, tallies, type Tally } from '../src/platform/projector/counting.js';

/** Processes over one store of views, and ledgers to follow. */
export interface SharedStore {
  open(): Promise<FaultyViews>;
  ledger(): SampleLedger;
  /** Whether the ledger can be cut off; one in the process of its readers is handed over. */
  readonly cutsLedger: boolean;
}

const leaseMs = 90;
const all = [tallies(), sizes] as unknown as readonly Projection[];
const many = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => noted(`s${index % 7}`, index, index % 13 === 12 ? { drop: true } : {}));

const cutViews = (store: FaultyViews): (() => void) => {
  store.cut = new Error('the connection was refused');
  return () => (store.cut = undefined);
};

/** Waits for a condition instead of a time. */
const until = async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  for (const end = performance.now() + 10_000; performance.now() < end; await wait(2)) if (await condition()) return;
  throw new Error(`after ten seconds: not ${what}`);
};

/** What a projector keeps over every store of views. */
export function projectorContract(name: string, factory: () => SharedStore): void {
  describe(`the projector over ${name}`, () => {
    let ledger: SampleLedger;
    let home: SharedStore;
    const closing: (() => Promise<void>)[] = [];
    beforeEach(() => {
      home = factory();
      ledger = opened(home);
    });
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const opened = (of: SharedStore): SampleLedger => {
      const another = of.ledger();
      closing.push(() => another.close());
      return another;
    };
    const append = (...batch: readonly NewEvent[]): Promise<number> => ledger.append(...batch);
    const process = async (): Promise<FaultyViews> => {
      const store = await home.open();
      closing.push(() => store.close());
      return store;
    };
    const projecting = async (
      store: FaultyViews,
      projections = all,
      options: ProjectorOptions = {},
    ): Promise<Projector> => {
      const projector = new Projector(ledger.ordinals, store, projections, { leaseMs, ...options });
      closing.push(() => projector.close());
      await projector.start();
      return projector;
    };
    const reading = async (store?: FaultyViews, projections = all): Promise<FollowingReaders> => {
      const readers = new FollowingReaders(store ?? (await process()), projections, {
        decisive: ['tallies'],
        head: async () => (await ledger.ordinals.head()).position,
        pollMs: 20,
      });
      closing.push(() => readers.close());
      return readers;
    };
    const rowsOf = async (store: FaultyViews, projection = tallies()): Promise<ReadonlyMap<string, Tally>> => {
      const rows = new Map<string, Tally>();
      for await (const { id, row } of (await store.live(projection))!.scan()) rows.set(id, row);
      return rows;
    };
    const sorted = <R extends Row>(rows: ReadonlyMap<string, R>): readonly (readonly [string, R])[] =>
      [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
    /** The rows of both views are what the ledger makes of them, event by event. */
    const expectRight = async (store: FaultyViews): Promise<void> => {
      for (const projection of [tallies(), sizes])
        expect([projection.name, sorted(await rowsOf(store, projection))]).toEqual([
          projection.name,
          sorted(project(projection, await ledger.all())),
        ]);
    };
    const caughtUp = (projector: Projector) =>
      until(
        () => projector.status().every(({ position, fault }) => position === ledger.length && fault === undefined),
        'caught up',
      );

    it('computes the same rows in batches of any size, live, rebuilt and in one pass', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }), async (lengths) => {
          home = factory();
          ledger = opened(home);
          const store = await process();
          const projector = await projecting(store);
          await projector.untilReady();
          for (const length of lengths) await append(...many(length));
          await caughtUp(projector);
          await expectRight(store);
          await projector.rebuild();
          await expectRight(store);
          home = factory();
          const onePass = await process();
          await (await projecting(onePass)).untilReady();
          await expectRight(onePass);
        }),
        { numRuns: 5 },
      );
    });

    it('goes on where it was after it stopped between batches', async () => {
      const store = await process();
      const before = await projecting(store);
      await before.untilReady();
      await append(...many(30));
      await caughtUp(before);
      await before.close();
      await append(...many(2500));
      const projector = await projecting(store);
      await projector.untilReady();
      expect(projector.status()).toEqual([
        { name: 'tallies', version: 1, position: 2530, built: true, lag: 0 },
        { name: 'sizes', version: 1, position: 2530, built: true, lag: 0 },
      ]);
      await expectRight(store);
    });

    it('stops a view before the event it cannot apply, and no other, and reports it to readers elsewhere', async () => {
      const stops: unknown[] = [];
      const store = await process();
      const projector = await projecting(store, all, { onStopped: (stopped) => stops.push(stopped) });
      const readers = await reading();
      await Promise.all([projector.untilReady(), readers.untilReady()]);
      const position = await append(noted('a', 1), noted('b', 1, { poison: true }), noted('a', 1));
      await append(noted('a', 1));
      await until(() => projector.status()[1]!.position === 4, 'followed by the other view');
      expect(projector.status()).toEqual([
        {
          name: 'tallies',
          version: 1,
          position: 1,
          built: true,
          lag: 3,
          stopped: { position: 2, error: 'cannot take in b' },
        },
        { name: 'sizes', version: 1, position: 4, built: true, lag: 0 },
      ]);
      expect(stops).toEqual([{ view: 'tallies', position: 2, error: 'cannot take in b' }]);
      await readers.reached(position, 1000, ['sizes']);
      await expect(readers.reached(position, 1000)).rejects.toThrow('stopped before event 2');
      expect(readers.position()).toBe(1);
      expect((await readers.view(tallies()).get('a'))?.count).toBe(1);
      expect((await readers.view(sizes).get('a'))?.count).toBe(3);
      await expect(projector.rebuild('tallies')).rejects.toThrow('cannot take in b');
      expect((await readers.view(tallies()).get('a'))?.count).toBe(1);
      await projector.close();

      const mended = tallies({
        apply: (event, row, id) => tallies().apply({ ...event, data: { ...event.data, poison: false } }, row, id),
      });
      const again = await projecting(store, [mended, sizes] as unknown as readonly Projection[]);
      await again.untilReady();
      await until(() => readers.status()[0]!.stopped === undefined, 'known to go on');
      await readers.reached(4, 1000);
      expect((await readers.view(tallies()).get('all'))?.count).toBe(4);
    });

    it('builds a new version aside, unready with progress, and swaps it in', async () => {
      const store = await process();
      const old = await projecting(store);
      await append(...many(3000));
      await old.untilReady();
      await old.close();
      const next = tallies({ version: 2 });
      const projections = [next, sizes] as unknown as readonly Projection[];
      const projector = await projecting(store, projections);
      expect(projector.ready()).toBe(false);
      await until(() => projector.status()[0]!.building !== undefined, 'building');
      expect(projector.status()[0]).toMatchObject({ position: 0, building: { of: 3000 } });
      const readers = await reading(undefined, projections);
      await expect(readers.view(next).get('all')).rejects.toThrow(ViewsBehind);
      await append(noted('late', 1));
      await projector.untilReady();
      await append(noted('late', 1));
      expect(projector.ready()).toBe(true);
      await readers.untilReady();
      await readers.reached(3002, 5000);
      expect((await readers.view(next).get('all'))?.count).toBe(3002);
      expect((await readers.view(next).get('late'))?.count).toBe(2);
    });

    it('rebuilds while appends go on and the live rows follow; only the swap is announced', async () => {
      const store = await process();
      const projector = await projecting(store);
      await append(...many(2000));
      await projector.untilReady();
      const seen: (readonly string[] | 'all')[] = [];
      projector.onChange((view, ids) => view === 'tallies' && seen.push(ids));
      let rebuilt = false;
      const rebuilding = projector.rebuild().then(() => (rebuilt = true));
      let count = 2000;
      while (!rebuilt) {
        count = await append(noted('busy', 1));
        await wait(0);
      }
      await rebuilding;
      await caughtUp(projector);
      expect(count).toBeGreaterThan(2000);
      await expectRight(store);
      expect(seen.filter((ids) => ids === 'all')).toHaveLength(1);
      // The rebuild itself changes no row that anybody reads.
      expect(new Set(seen.filter((ids) => ids !== 'all').flat())).toEqual(new Set(['busy', 'all']));
    });

    it('computes views anew that belong to another ledger', async () => {
      const store = await process();
      const first = await projecting(store);
      await append(...many(10));
      await first.untilReady();
      await first.close();
      ledger = opened(home);
      await append(...many(10), noted('other', 1));
      const projector = await projecting(store);
      expect(projector.ready()).toBe(false);
      await projector.untilReady();
      await expectRight(store);
    });

    it('lets one of two projectors have a view, and the other take over when it dies', async () => {
      const [one, two] = [await process(), await process()];
      const first = await projecting(one, all, { owner: 'first' });
      await append(...many(50));
      await first.untilReady();
      const second = await projecting(two, all, { owner: 'second' });
      await append(...many(20));
      await caughtUp(first);
      await wait(leaseMs * 2);
      expect([first.holds('tallies'), second.holds('tallies')]).toEqual([true, false]);
      expect([one.commits > 0, two.commits]).toEqual([true, 0]);
      await expect(second.rebuild('tallies')).rejects.toThrow('projected by another process');
      // As SIGKILL: no lease is released.
      one.cut = new Error('this process is gone');
      await append(...many(20));
      await second.untilReady();
      await caughtUp(second);
      await expectRight(two);
      // It lives again, finds that the views have another projector, and waits.
      one.cut = undefined;
      await append(...many(20));
      await caughtUp(second);
      await until(() => !first.holds('tallies') && !first.holds('sizes'), 'given up');
      await second.close();
      await append(...many(20));
      await caughtUp(first);
      await expectRight(one);
    });

    it('gives its views back when it is closed', async () => {
      const first = await projecting(await process(), all, { leaseMs: 3_600_000 });
      await first.untilReady();
      await first.close();
      const second = await projecting(await process(), all, { leaseMs: 3_600_000 });
      expect(second.holds('tallies')).toBe(true);
      await second.untilReady();
    });

    it('is never wrong for a death between rows and checkpoint', async () => {
      const store = await process();
      const projector = await projecting(store);
      await projector.untilReady();
      for (let round = 0; round < 6; round += 1) {
        store.diesAfterRows = new Error('died between rows and checkpoint');
        await append(...many(1 + 17 * round));
        await until(() => projector.status()[0]!.fault !== undefined, 'at fault');
        if (round % 2 === 0) await append(...many(3));
        store.diesAfterRows = undefined;
        await caughtUp(projector);
        await expectRight(store);
      }
    });

    it('is never wrong for a build that dies between rows and checkpoint', async () => {
      const store = await process();
      await append(...many(1700));
      store.diesAfterRows = new Error('died between rows and checkpoint');
      const projector = await projecting(store);
      await until(() => projector.status()[0]!.fault !== undefined, 'at fault');
      store.diesAfterRows = undefined;
      await caughtUp(projector);
      await expectRight(store);
    });

    const reachable = factory().cutsLedger ? ['views', 'ledger'] : ['views'];
    it.each(reachable)('reports that the %s cannot be reached, and heals without a restart', async (which) => {
      const stops: unknown[] = [];
      const store = await process();
      const projector = await projecting(store, all, { onStopped: (stopped) => stops.push(stopped) });
      await append(...many(10));
      await projector.untilReady();
      const heal = which === 'views' ? cutViews(store) : ledger.cut!();
      if (which === 'views') await append(...many(10));
      await until(() => projector.status()[0]!.fault !== undefined, 'at fault');
      expect(projector.ready()).toBe(false);
      expect(projector.status()[0]!.fault).toMatch(/connection/);
      expect(stops).toEqual([{ view: undefined, position: expect.any(Number), error: projector.status()[0]!.fault }]);
      await expect(projector.untilReady()).rejects.toThrow('connection');
      // Longer than its leases last.
      await wait(leaseMs * 2);
      heal();
      await caughtUp(projector);
      expect(projector.ready()).toBe(true);
      await append(...many(10));
      await caughtUp(projector);
      await expectRight(store);
      expect(stops).toHaveLength(1);
    });

    it('starts while its store cannot be reached', async () => {
      const store = await process();
      store.cut = new Error('not yet');
      await append(...many(10));
      const projector = await projecting(store);
      expect(projector.ready()).toBe(false);
      store.cut = undefined;
      await caughtUp(projector);
      await expectRight(store);
    });

    it('notifies readers elsewhere of changed rows before they count as reached, through a cut and a swap', async () => {
      const projector = await projecting(await process());
      const store = await process();
      const readers = await reading(store);
      await Promise.all([projector.untilReady(), readers.untilReady()]);
      const cached = new Map<string, Tally | undefined>();
      readers.onChange((view, ids) => {
        if (view !== 'tallies') return;
        if (ids === 'all') cached.clear();
        else for (const id of ids) cached.delete(id);
      });
      const through = async (id: string): Promise<Tally | undefined> => {
        if (!cached.has(id)) cached.set(id, await readers.view(tallies()).get(id));
        return cached.get(id);
      };
      for (let index = 1; index <= 20; index += 1) {
        if (index === 8) store.cut = new Error('connection refused');
        if (index === 14) await projector.rebuild();
        const position = await append(noted('a', 1));
        if (index === 8) {
          await until(() => readers.status()[0]!.fault !== undefined, 'at fault');
          expect([readers.ready(), readers.position()]).toEqual([false, 7]);
          await expect(readers.reached(position, 10)).rejects.toThrow(ViewsBehind);
          store.cut = undefined;
        }
        await readers.reached(position, 5000);
        expect((await through('a'))?.count).toBe(index);
        expect(readers.position()).toBeGreaterThanOrEqual(position);
      }
      expect(readers.ready()).toBe(true);
      await readers.settled();
      await expect(readers.rebuild()).rejects.toThrow('where the projector runs');
    });

    it('answers that it is behind when time runs out, and names the views there are', async () => {
      const projector = await projecting(await process());
      const readers = await reading();
      await Promise.all([projector.untilReady(), readers.untilReady()]);
      await expect(readers.reached(99, 5)).rejects.toThrow('have not reached 99 in 5 ms');
      await expect(projector.rebuild('no-such')).rejects.toThrow(RangeError);
    });
  });
}
