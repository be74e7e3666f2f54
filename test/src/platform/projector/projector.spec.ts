import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from '../../../support/fast-check.js';
import type { NewEvent } from '../../../../domain/kernel/envelope.js';
import { SqliteEventStore } from '../../../../src/platform/events/sqlite-event-store.js';
import { Projector } from '../../../../src/platform/projector/projector.js';
import { ViewsBehind } from '../../../../src/platform/projector/views-behind.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import type { ViewStore } from '../../../../src/platform/views/view-store.js';
import { interruptReading } from '../../../support/embedded-ledger.js';
import { freshFolder } from '../../../support/folder.js';
import { noted, sizes, tallies, type Tally } from './counting.js';

const quiet = (what: string): void => {
  throw new Error(what);
};
let folder: string;
let events: SqliteEventStore;
let views: SqliteViewStore;
let revision: number;
const running: Projector[] = [];
beforeEach(() => {
  folder = freshFolder();
  events = SqliteEventStore.open(folder, Date.now);
  views = SqliteViewStore.open(folder, quiet);
  revision = -1;
});
afterEach(async () => {
  for (const projector of running.splice(0)) await projector.close();
  await events.close();
  await views.close();
});

const append = async (...batch: readonly NewEvent[]): Promise<string> => {
  const { token, revision: last } = await events.append('seeyon.sample-1', revision, batch);
  revision = last;
  return token;
};
const started = async (projections = [tallies(), sizes], store: ViewStore = views): Promise<Projector> => {
  const projector = new Projector(events.ordinals, store, projections);
  running.push(projector);
  await projector.start();
  return projector;
};
const rowsOf = async (projector: Projector, projection = tallies()): Promise<readonly { id: string; row: Tally }[]> => {
  const rows = [];
  for await (const each of projector.view(projection).scan()) rows.push(each);
  return rows;
};
/** The same engine without the way that does not wait. */
const pending = (store: SqliteViewStore): ViewStore => ({
  live: (projection) => store.live(projection),
  aside: (projection, fresh) => store.aside(projection, fresh),
  index: (projection) => store.index(projection),
  swap: (projection) => store.swap(projection),
  commit: (changes) => new Promise((resolve) => setImmediate(() => resolve(store.commit(changes)))),
  close: () => store.close(),
});
const many = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => noted(`s${index % 7}`, index, index % 13 === 12 ? { drop: true } : {}));

describe('Projector', () => {
  it('has projected an event before its append is acknowledged', async () => {
    const projector = await started();
    await projector.untilReady();
    for (let index = 1; index <= 20; index += 1) {
      await append(noted('a', index));
      expect((await projector.view(tallies()).get('a'))?.count).toBe(index);
      expect(projector.position()).toBe(index);
    }
  });

  it.each(['at once', 'waiting'])('computes the same rows in batches of any size, %s, live or rebuilt', async (way) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }), async (lengths) => {
        const home = freshFolder();
        const store = SqliteViewStore.open(home, quiet);
        const ledger = SqliteEventStore.open(home, Date.now);
        const projector = new Projector(ledger.ordinals, way === 'waiting' ? pending(store) : store, [
          tallies(),
          sizes,
        ]);
        await projector.start();
        await projector.untilReady();
        let last = -1;
        for (const length of lengths) last = (await ledger.append('seeyon.sample-1', last, many(length))).revision;
        await projector.reached(await ledger.head(), 5000);
        const live = await rowsOf(projector);
        await projector.rebuild();
        expect(await rowsOf(projector)).toEqual(live);

        const onePass = SqliteViewStore.open(freshFolder(), quiet);
        const again = new Projector(ledger.ordinals, onePass, [tallies(), sizes]);
        await again.start();
        await again.untilReady();
        expect(await rowsOf(again)).toEqual(live);
        expect(live.find(({ id }) => id === 'all')?.row.count).toBe(lengths.reduce((sum, length) => sum + length, 0));
        await Promise.all([projector.close(), again.close()]);
        await Promise.all([ledger.close(), store.close(), onePass.close()]);
      }),
      { numRuns: 6 },
    );
  });

  it('goes on where it was after it stopped between batches', async () => {
    const before = await started();
    await before.untilReady();
    await append(...many(30));
    await before.close();
    await append(...many(2500));
    await views.close();
    views = SqliteViewStore.open(folder, quiet);
    const projector = await started();
    await projector.untilReady();
    expect(projector.status().map(({ position, lag, building }) => ({ position, lag, building }))).toEqual([
      { position: 2530, lag: 0, building: undefined },
      { position: 2530, lag: 0, building: undefined },
    ]);
    const live = await rowsOf(projector);
    await projector.rebuild();
    expect(await rowsOf(projector)).toEqual(live);
  });

  it('stops a view before the event it cannot take in, and no other', async () => {
    const stops: unknown[] = [];
    const projector = new Projector(events.ordinals, views, [tallies(), sizes], {
      onStopped: (stopped) => stops.push(stopped),
    });
    running.push(projector);
    await projector.start();
    await projector.untilReady();
    const token = await append(noted('a', 1), noted('b', 1, { poison: true }), noted('a', 1));
    await append(noted('a', 1));
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
    expect((await projector.view(tallies()).get('a'))?.count).toBe(1);
    expect((await projector.view(sizes).get('a'))?.count).toBe(3);
    await expect(projector.reached(token, 1000)).rejects.toThrow(ViewsBehind);
    await projector.reached(token, 1000, ['sizes']);
    await expect(projector.rebuild('tallies')).rejects.toThrow('cannot take in b');
    expect((await projector.view(tallies()).get('a'))?.count).toBe(1);
  });

  it('takes a stopped view on with a mended projection', async () => {
    const first = await started();
    await first.untilReady();
    await append(noted('a', 1), noted('b', 1, { poison: true }), noted('a', 1));
    await first.close();
    const mended = tallies({
      version: 2,
      apply: (event, rows) => tallies().apply({ ...event, data: { ...event.data, poison: false } }, rows),
    });
    const projector = await started([mended, sizes]);
    await projector.untilReady();
    expect((await projector.view(mended).get('all'))?.count).toBe(3);
  });

  it('builds a new version aside, unready with progress, and swaps it in', async () => {
    const old = await started();
    await append(...many(3000));
    await old.untilReady();
    await old.close();
    const next = tallies({ version: 2 });
    const projector = await started([next, sizes]);
    expect(projector.ready()).toBe(false);
    expect(projector.status()[0]).toMatchObject({ position: 0, building: { of: 3000 } });
    await expect(projector.view(next).get('all')).rejects.toThrow(ViewsBehind);
    await append(noted('late', 1));
    await projector.untilReady();
    await append(noted('late', 1));
    expect(projector.ready()).toBe(true);
    expect((await projector.view(next).get('all'))?.count).toBe(3002);
    expect((await projector.view(next).get('late'))?.count).toBe(2);
  });

  it.each(['at once', 'waiting'])('rebuilds while appends go on and the live rows follow, %s', async (way) => {
    const projector = await started([tallies(), sizes], way === 'waiting' ? pending(views) : views);
    await append(...many(2000));
    await projector.untilReady();
    const seen: (readonly string[] | 'all')[] = [];
    projector.onChange((view, ids) => view === 'tallies' && seen.push(ids));
    let rebuilt = false;
    const rebuilding = projector.rebuild().then(() => (rebuilt = true));
    let token = '';
    let count = 2000;
    while (!rebuilt) {
      token = await append(noted('busy', 1));
      count += 1;
      if (way === 'at once') expect((await projector.view(tallies()).get('all'))?.count).toBe(count);
    }
    await rebuilding;
    await projector.reached(token, 5000);
    expect(count).toBeGreaterThan(2000);
    expect((await projector.view(tallies()).get('all'))?.count).toBe(count);
    expect(seen.filter((ids) => ids === 'all')).toHaveLength(1);
    expect(seen.filter((ids) => ids !== 'all')[0]).toEqual(['busy', 'all']);
  });

  it('computes views anew that belong to another ledger', async () => {
    const first = await started();
    await append(...many(10));
    await first.untilReady();
    await first.close();
    await events.close();
    folder = freshFolder();
    events = SqliteEventStore.open(folder, Date.now);
    revision = -1;
    await append(...many(10));
    await append(noted('other', 1));
    const projector = await started();
    expect(projector.ready()).toBe(false);
    await projector.untilReady();
    expect((await projector.view(tallies()).get('all'))?.count).toBe(11);
  });

  it('reports a ledger that cannot be read, answers on, and continues by itself when it can', async () => {
    const first = await started();
    await first.untilReady();
    await append(...many(5));
    await first.close();
    const token = await append(...many(2));
    const heal = interruptReading();
    const stops: unknown[] = [];
    const projector = new Projector(events.ordinals, views, [tallies(), sizes], {
      onStopped: (stopped) => stops.push(stopped),
    });
    running.push(projector);
    await projector.start();
    while (!projector.hasFault()) await new Promise(setImmediate);
    expect(stops).toEqual([{ view: undefined, position: 6, error: 'disk I/O error' }]);
    expect([projector.ready(), projector.status()[0]]).toMatchObject([
      false,
      { stopped: { position: 6 }, position: 5 },
    ]);
    expect((await projector.view(tallies()).get('all'))?.count).toBe(5);
    heal();
    await projector.reached(token, 5000);
    expect([projector.hasFault(), projector.ready()]).toEqual([false, true]);
    expect((await projector.view(tallies()).get('all'))?.count).toBe(7);
  });

  it('reports that it is behind when time runs out', async () => {
    const projector = await started([tallies(), sizes], pending(views));
    await projector.untilReady();
    await expect(projector.reached('99', 5)).rejects.toThrow(ViewsBehind);
    await expect(projector.reached('soon', 5)).rejects.toThrow(TypeError);
    await expect(projector.rebuild('no-such')).rejects.toThrow(RangeError);
  });
});
