import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Projection, Row } from '../../projections/projection.js';
import { Fenced, Overtaken, TableGone } from '../../src/platform/views/commit-refused.js';
import { BadCursor } from '../../src/platform/views/cursor.js';
import {
  beginning,
  type Query,
  type TableChanges,
  type ViewStore,
  type ViewTable,
} from '../../src/platform/views/view-store.js';

interface Sample extends Row {
  readonly code: string;
  readonly size: number | null;
  readonly open: boolean;
  readonly product: { readonly series: string };
  readonly states: readonly { readonly state: string; readonly from: string; readonly to: string | null }[];
}
const samples: Projection<Sample> = {
  name: 'sample-rows',
  version: 1,
  handles: [],
  indexes: [['code'], ['product.series', 'size'], ['size'], ['open']],
  spans: ['states'],
  rows: () => [],
  apply: () => ({ row: undefined }),
};
const row = (code: string, over: Partial<Sample> = {}): Sample => ({
  vendor: 'seeyon',
  code,
  size: 1,
  open: true,
  product: { series: 'EKP' },
  states: [],
  ...over,
});

const plain = samples as unknown as Projection;

/** A store that processes share; its clock gives the milliseconds that leases run by. */
export interface SharedViews {
  /** A process: the same store again after the one before was closed, or beside it. */
  open(): Promise<ViewStore>;
  readonly clock: { now: number };
}

/** What every engine of views keeps. */
export function viewStoreContract(name: string, factory: () => SharedViews): void {
  describe(`${name} keeps the contract of views`, () => {
    let store: ViewStore;
    let home: SharedViews;
    let table: ViewTable<Sample>;
    const others: ViewStore[] = [];
    beforeEach(async () => {
      home = factory();
      store = await home.open();
      table = await store.aside(samples, 0);
    });
    afterEach(async () => {
      for (const other of others.splice(0)) await other.close();
      await store.close();
    });
    const another = async (): Promise<ViewStore> => {
      const other = await home.open();
      others.push(other);
      return other;
    };

    type Rows = Readonly<Record<string, Sample | undefined>>;
    const write = async (rows: Rows, position = 1, into = table, over: Partial<TableChanges> = {}): Promise<void> =>
      store.commit({
        table: into,
        rows: Object.entries(rows).map(([id, each]) => ({ id, row: each, position })),
        follows: await into.checkpoint(),
        checkpoint: { position, event: `e-${position}` },
        fence: 0,
        ...over,
      });
    const live = async (of = store): Promise<ViewTable<Sample>> => (await of.live(samples))!;
    const ask = async (query: Partial<Query>): Promise<readonly string[]> =>
      (await table.query({ vendor: 'seeyon', where: [], limit: 100, ...query })).items.map(({ id }) => id);
    const allPages = async (query: Partial<Query>, limit: number): Promise<readonly string[]> => {
      const ids: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await table.query({ vendor: 'seeyon', where: [], ...query, limit, ...(cursor ? { cursor } : {}) });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return ids;
    };

    it('keeps, replaces and removes rows together with the checkpoint', async () => {
      await write({ a: row('A'), b: row('B') });
      await write({ a: row('A2'), b: undefined }, 7);
      expect(await table.get('a')).toEqual(row('A2'));
      expect(await table.get('b')).toBeUndefined();
      expect([...(await table.getMany(['a', 'b', 'c']))]).toEqual([['a', row('A2')]]);
      expect(await table.checkpoint()).toEqual({ position: 7, event: 'e-7' });
      const scanned = [];
      for await (const each of table.scan()) scanned.push(each);
      expect(scanned).toEqual([{ id: 'a', row: row('A2'), position: 7 }]);
    });

    it('skips an event at or before the position of a row, so that a repeat is harmless', async () => {
      await write({ a: row('A5'), b: row('B5') }, 5);
      await write({ a: row('A9') }, 9);
      // What a process that died before its checkpoint repeats, and one that was overtaken stores late.
      await write({ a: row('A7'), b: row('B7') }, 7, table, { checkpoint: await table.checkpoint() });
      await write({ b: row('again') }, 7, table, { checkpoint: await table.checkpoint() });
      expect(await table.get('a')).toEqual(row('A9'));
      expect(await table.get('b')).toEqual(row('B7'));
      expect([...(await table.stored(['a', 'b', 'c']))]).toEqual([
        ['a', { row: row('A9'), position: 9 }],
        ['b', { row: row('B7'), position: 7 }],
      ]);
    });

    it('keeps the position of a removed row: no older event brings it back', async () => {
      const states = [{ state: 'open', from: '2025-01-01', to: null }];
      await write({ a: row('A', { states }) }, 3);
      await write({ a: undefined }, 8);
      await write({ a: row('late', { states }) }, 5, table, { checkpoint: await table.checkpoint() });
      expect(await table.get('a')).toBeUndefined();
      expect([...(await table.getMany(['a']))]).toEqual([]);
      expect(await table.stored(['a'])).toEqual(new Map([['a', { row: undefined, position: 8 }]]));
      expect(await ask({})).toEqual([]);
      expect(await ask({ where: [{ field: 'code', is: null }] })).toEqual([]);
      expect(await ask({ where: [{ path: 'states', covers: '2025-06-01', where: { state: 'open' } }] })).toEqual([]);
      for await (const { id } of table.scan()) throw new Error(`${id} is gone`);
      await write({ a: row('new', { states }) }, 10);
      expect(await table.get('a')).toEqual(row('new', { states }));
      expect(await ask({ where: [{ path: 'states', covers: '2025-06-01', where: { state: 'open' } }] })).toEqual(['a']);
    });

    it('refuses a checkpoint that does not follow the one that is there', async () => {
      await write({ a: row('A') }, 5);
      for (const follows of [beginning, { position: 4, event: 'e-4' }, { position: 5, event: 'of another ledger' }])
        await expect(write({ b: row('B') }, 6, table, { follows })).rejects.toThrow(Overtaken);
      expect(await table.checkpoint()).toEqual({ position: 5, event: 'e-5' });
      await write({ b: row('B') }, 6);
      expect((await table.checkpoint()).position).toBe(6);
    });

    it('gives a view to one owner, and its fence refuses whoever held it before', async () => {
      const first = (await store.lease('sample-rows', 'first', 1000))!;
      const other = await another();
      expect(await other.lease('sample-rows', 'second', 1000)).toBeUndefined();
      expect(await other.lease('another-view', 'second', 1000)).toMatchObject({ view: 'another-view' });
      home.clock.now += 900;
      expect(await store.renew(first, 1000)).toBe(true);
      home.clock.now += 900;
      expect(await other.lease('sample-rows', 'second', 1000)).toBeUndefined();
      table = await store.aside(samples, first.fence, true);
      await write({ a: row('A') }, 1, table, { fence: first.fence });
      home.clock.now += 100;
      const second = (await other.lease('sample-rows', 'second', 1000))!;
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await store.renew(first, 1000)).toBe(false);
      await expect(write({ a: row('A2') }, 2, table, { fence: first.fence })).rejects.toThrow(Fenced);
      await expect(write({ a: row('A2') }, 2, table, { fence: 0 })).rejects.toThrow(Fenced);
      expect(await table.checkpoint()).toEqual({ position: 1, event: 'e-1' });
      await expect(store.aside(samples, first.fence)).rejects.toThrow(Fenced);
      await expect(store.aside(samples, first.fence, true)).rejects.toThrow(Fenced);
      await expect(store.index(plain, first.fence)).rejects.toThrow(Fenced);
      await expect(store.swap(plain, first.fence)).rejects.toThrow(Fenced);
      await other.swap(plain, second.fence);
      expect((await (await live()).checkpoint()).position).toBe(1);
    });

    it('renews a lease that ran out while nobody took it, and gives back what is released', async () => {
      const first = (await store.lease('sample-rows', 'first', 1000))!;
      home.clock.now += 5000;
      expect(await store.renew(first, 1000)).toBe(true);
      const other = await another();
      await store.release(first);
      const second = (await other.lease('sample-rows', 'second', 1000))!;
      await store.release(first);
      expect(await store.lease('sample-rows', 'first', 1000)).toBeUndefined();
      await other.release(second);
      const third = (await store.lease('sample-rows', 'first', 1000))!;
      expect([first.fence, second.fence, third.fence]).toEqual([first.fence, first.fence + 1, first.fence + 2]);
    });

    it('reports to another process what changed after a position, and that another table took over', async () => {
      const reader = await another();
      expect(await reader.changesSince(plain, undefined, 10)).toBeUndefined();
      await write({ a: row('A'), b: row('B') }, 1);
      await store.swap(plain, 0);
      const first = (await reader.changesSince(plain, undefined, 10))!;
      expect(first).toMatchObject({ checkpoint: { position: 1 }, ids: 'all', stopped: undefined });
      const seen = { table: first.table, position: 1 };
      expect(await reader.changesSince(plain, seen, 10)).toEqual({ ...first, ids: [] });
      await write({ b: row('B2'), c: row('C') }, 2);
      await write({ a: undefined }, 3);
      const next = (await reader.changesSince(plain, seen, 3))!;
      expect([next.table, next.checkpoint.position, [...next.ids].sort()]).toEqual([first.table, 3, ['a', 'b', 'c']]);
      expect((await reader.changesSince(plain, { ...seen, position: 2 }, 3))!.ids).toEqual(['a']);
      expect((await reader.changesSince(plain, seen, 2))!.ids).toBe('all');
      const rebuilt = await store.aside(samples, 0);
      await write({ b: row('B2'), c: row('C') }, 3, rebuilt);
      await store.swap(plain, 0);
      expect(await reader.changesSince(plain, { ...seen, position: 3 }, 10)).toMatchObject({ ids: 'all' });
    });

    it('reports why a view stopped until it goes on', async () => {
      const stopped = { position: 2, error: 'cannot be applied' };
      await write({ a: row('A') }, 1, table, { stopped });
      await store.swap(plain, 0);
      expect((await store.changesSince(plain, undefined, 1))!.stopped).toEqual(stopped);
      await write({ a: row('A2') }, 2);
      expect((await store.changesSince(plain, undefined, 1))!.stopped).toBeUndefined();
    });

    it('never uses the name of a table again, and refuses one that was replaced', async () => {
      const names = new Set<string>();
      let replaced = table;
      for (let build = 1; build <= 4; build += 1) {
        const next = await store.aside(samples, 0, true);
        names.add(next.table);
        await write({ a: row(`A${build}`) }, 1, next);
        await store.swap(plain, 0);
        await expect(replaced.get('a')).rejects.toThrow(TableGone);
        await expect(write({ a: row('late') }, 2, replaced, { follows: beginning })).rejects.toThrow(TableGone);
        await expect(replaced.query({ vendor: 'seeyon', where: [], limit: 1 })).rejects.toThrow(TableGone);
        await expect(replaced.scan()[Symbol.asyncIterator]().next()).rejects.toThrow(TableGone);
        await expect(replaced.checkpoint()).rejects.toThrow(TableGone);
        replaced = next;
      }
      expect(names.size).toBe(4);
      expect(await (await live()).get('a')).toEqual(row('A4'));
    });

    it('sorts text by its bytes, numbers by their size, and a field that is missing as null', async () => {
      const texts = ['', ' ', 'A', 'Ab', 'B', 'a', 'é', 'ÿ', '王', '\ue000', '\uffff', '\u{10000}', '😀', '\u{10fffe}'];
      await write(Object.fromEntries(texts.toReversed().map((code, index) => [`t${index}`, row(code)])));
      const byCode = await table.query({ vendor: 'seeyon', where: [], sort: { field: 'code' }, limit: 100 });
      expect(byCode.items.map((item) => item.row.code)).toEqual(texts);
      const sizes = [-1e15, -2, -1.5, 0, 0.1, 0.2, 1, 9, 10, 100, 2 ** 53 - 1, 1e300];
      const { size: _absent, ...missing } = row('none');
      table = await store.aside(samples, 0, true);
      await write({
        ...Object.fromEntries(sizes.toReversed().map((size, index) => [`n${index}`, row('N', { size })])),
        absent: missing as Sample,
        nothing: row('null', { size: null }),
      });
      for (const descending of [false, true]) {
        const ids = await allPages({ sort: { field: 'size', descending } }, 3);
        const expected = ['absent', 'nothing', ...sizes.map((_, index) => `n${sizes.length - 1 - index}`)];
        expect(ids).toEqual(descending ? expected.toReversed() : expected);
      }
      expect(await ask({ where: [{ field: 'size', is: null }] })).toEqual(['absent', 'nothing']);
      expect(await ask({ where: [{ field: 'size', from: -2, below: 0.2 }] })).toEqual(['n10', 'n7', 'n8', 'n9']);
      expect(await ask({ where: [{ field: 'size', in: [0.1, 1e300, null] }] })).toEqual([
        'absent',
        'n0',
        'n7',
        'nothing',
      ]);
    });

    it('scans every row once, by id', async () => {
      const ids = Array.from({ length: 1203 }, (_, index) => `r-${String(index).padStart(5, '0')}`);
      await write(Object.fromEntries(ids.map((id) => [id, row(id)])));
      const scanned: string[] = [];
      for await (const { id } of table.scan()) scanned.push(id);
      expect(scanned).toEqual(ids);
    });

    it('swaps a table in whole, and keeps rows and checkpoint over a restart', async () => {
      expect(await store.live(samples)).toBeUndefined();
      await write({ a: row('A') });
      await store.swap(plain, 0);
      const next = await store.aside(samples, 0);
      await write({ a: row('NEW') }, 9, next);
      expect(await (await store.live(samples))!.get('a')).toEqual(row('A'));
      await store.swap(plain, 0);
      expect(await (await store.live(samples))!.get('a')).toEqual(row('NEW'));
      await store.close();
      store = await home.open();
      const live = (await store.live(samples))!;
      expect(await live.get('a')).toEqual(row('NEW'));
      expect(await live.checkpoint()).toEqual({ position: 9, event: 'e-9' });
    });

    it('resumes a table that is being built, or begins afresh', async () => {
      await write({ a: row('A') }, 5);
      await store.close();
      store = await home.open();
      expect((await (await store.aside(samples, 0)).checkpoint()).position).toBe(5);
      const fresh = await store.aside(samples, 0, true);
      expect(await fresh.checkpoint()).toEqual({ position: 0, event: '' });
      expect(await fresh.get('a')).toBeUndefined();
    });

    it('reads only its own version and indexes', async () => {
      await write({ a: row('A') });
      await store.swap(plain, 0);
      expect(await store.live({ ...samples, version: 2 })).toBeUndefined();
      expect(await store.live({ ...samples, indexes: [['code']] })).toBeUndefined();
      expect(await (await store.live(samples))!.get('a')).toEqual(row('A'));
    });

    it('never shows one vendor rows of another', async () => {
      await write({ a: row('A'), b: row('A', { vendor: 'huaruan' }) });
      expect(await ask({ where: [{ field: 'code', is: 'A' }] })).toEqual(['a']);
    });

    it('finds rows by equality, lists, ranges and beginnings', async () => {
      await write({
        a: row('A', { size: 1 }),
        b: row('AB', { size: 2, open: false }),
        c: row('B%', { size: null }),
        d: row('甲乙', { size: 10, product: { series: 'HRHIS' } }),
      });
      expect(await ask({ where: [{ field: 'code', is: 'AB' }] })).toEqual(['b']);
      expect(await ask({ where: [{ field: 'open', is: false }] })).toEqual(['b']);
      expect(await ask({ where: [{ field: 'size', is: null }] })).toEqual(['c']);
      expect(await ask({ where: [{ field: 'size', in: [1, null] }] })).toEqual(['a', 'c']);
      expect(await ask({ where: [{ field: 'size', in: [1, 10] }] })).toEqual(['a', 'd']);
      expect(await ask({ where: [{ field: 'size', from: 2 }] })).toEqual(['b', 'd']);
      expect(await ask({ where: [{ field: 'size', from: 1, below: 10 }] })).toEqual(['a', 'b']);
      expect(await ask({ where: [{ field: 'code', startsWith: 'A' }] })).toEqual(['a', 'b']);
      expect(await ask({ where: [{ field: 'code', startsWith: '%' }] })).toEqual([]);
      expect(await ask({ where: [{ field: 'code', startsWith: 'B%' }] })).toEqual(['c']);
      expect(await ask({ where: [{ field: 'code', startsWith: '甲' }] })).toEqual(['d']);
      expect(
        await ask({
          where: [
            { field: 'product.series', is: 'EKP' },
            { field: 'size', from: 2 },
          ],
        }),
      ).toEqual(['b']);
    });

    it('T6: finds rows by the span that covers a day; the boundary belongs to what begins at it', async () => {
      const states = [
        { state: 'in-term', from: '2025-01-01', to: '2026-01-01' },
        { state: 'lapsed', from: '2026-01-01', to: null },
      ];
      await write({ a: row('A', { states }), b: row('B', { states: [states[1]!] }) });
      const at = (covers: string, state?: string | readonly string[]): Promise<readonly string[]> =>
        ask({ where: [{ path: 'states', covers, ...(state ? { where: { state } } : {}) }] });
      expect(await at('2024-12-31')).toEqual([]);
      expect(await at('2025-01-01')).toEqual(['a']);
      expect(await at('2025-12-31', 'lapsed')).toEqual([]);
      expect(await at('2026-01-01', 'lapsed')).toEqual(['a', 'b']);
      expect(await at('2026-01-01', 'in-term')).toEqual([]);
      expect(await at('2025-12-31', ['lapsed', 'in-term'])).toEqual(['a']);
      expect(await at('2026-01-01', ['lapsed', 'gap'])).toEqual(['a', 'b']);
      expect(await at('2026-01-01', ['gap'])).toEqual([]);
    });

    it.each([false, true])('walks pages that neither repeat nor leave out, descending %p', async (descending) => {
      const sizes = [3, null, 1, 3, null, 2, 3, 1, null];
      await write(Object.fromEntries(sizes.map((size, index) => [`r${index}`, row('X', { size })])));
      const whole = await ask({ sort: { field: 'size', descending } });
      const up = ['r1', 'r4', 'r8', 'r2', 'r7', 'r5', 'r0', 'r3', 'r6'];
      expect(whole).toEqual(descending ? up.toReversed() : up);
      for (const limit of [1, 2, 4, 9])
        expect(await allPages({ sort: { field: 'size', descending } }, limit)).toEqual(whole);
      expect(await allPages({}, 2)).toEqual([...up].sort());
    });

    it('refuses a cursor it did not give out for this order', async () => {
      await write({ a: row('A'), b: row('B') });
      const { nextCursor } = await table.query({ vendor: 'seeyon', where: [], sort: { field: 'code' }, limit: 1 });
      for (const cursor of [
        '',
        'x',
        '%%%',
        Buffer.from('["",1]').toString('base64url'),
        Buffer.from('["",{},"a"]').toString('base64url'),
        nextCursor!,
      ])
        await expect(table.query({ vendor: 'seeyon', where: [], limit: 1, cursor })).rejects.toThrow(BadCursor);
    });

    it('refuses what no index was declared for, and pages without bound', async () => {
      const refused: Partial<Query>[] = [
        { where: [{ field: 'vendor', is: 'seeyon' }] },
        { where: [{ field: "code') --", is: 'A' }] },
        { sort: { field: 'states' } },
        { where: [{ path: 'code', covers: '2025-01-01' }] },
        { where: [{ path: 'states', covers: '2025-01-01', where: { "a')": 1 } }] },
        { where: [{ field: 'size' }] },
        { limit: 0 },
        { limit: 1001 },
      ];
      for (const query of refused)
        await expect(table.query({ vendor: 'seeyon', where: [], limit: 10, ...query })).rejects.toThrow(TypeError);
    });
  });
}
