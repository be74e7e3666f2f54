import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Projection, Row } from '../../projections/projection.js';
import { BadCursor } from '../../src/platform/views/cursor.js';
import type { Query, ViewStore, ViewTable } from '../../src/platform/views/view-store.js';

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
  reads: () => [],
  apply: () => [],
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

/** What every engine of views keeps. `open` opens the same store again after it was closed. */
export function viewStoreContract(name: string, factory: () => { open(): Promise<ViewStore> }): void {
  describe(`${name} keeps the contract of views`, () => {
    let store: ViewStore;
    let home: { open(): Promise<ViewStore> };
    let table: ViewTable<Sample>;
    beforeEach(async () => {
      home = factory();
      store = await home.open();
      table = await store.aside(samples);
    });
    afterEach(() => store.close());

    const write = (rows: Readonly<Record<string, Sample | undefined>>, position = 1, into = table): Promise<void> =>
      store.commit([
        {
          table: into,
          rows: Object.entries(rows).map(([id, each]) => ({ id, row: each, position })),
          checkpoint: { position, event: `e-${position}` },
        },
      ]);
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
      await store.swap(samples);
      const next = await store.aside(samples);
      await write({ a: row('NEW') }, 9, next);
      expect(await (await store.live(samples))!.get('a')).toEqual(row('A'));
      await store.swap(samples);
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
      expect((await (await store.aside(samples)).checkpoint()).position).toBe(5);
      const fresh = await store.aside(samples, true);
      expect(await fresh.checkpoint()).toEqual({ position: 0, event: '' });
      expect(await fresh.get('a')).toBeUndefined();
    });

    it('reads only its own version and indexes', async () => {
      await write({ a: row('A') });
      await store.swap(samples);
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
      const at = (covers: string, state?: string): Promise<readonly string[]> =>
        ask({ where: [{ path: 'states', covers, ...(state ? { where: { state } } : {}) }] });
      expect(await at('2024-12-31')).toEqual([]);
      expect(await at('2025-01-01')).toEqual(['a']);
      expect(await at('2025-12-31', 'lapsed')).toEqual([]);
      expect(await at('2026-01-01', 'lapsed')).toEqual(['a', 'b']);
      expect(await at('2026-01-01', 'in-term')).toEqual([]);
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
