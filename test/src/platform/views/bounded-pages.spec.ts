import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Projection, Row } from '../../../../projections/projection.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import { mostCandidates, mostWalked } from '../../../../src/platform/views/sqlite-queries.js';
import {
  beginning,
  type Condition,
  type SpanValues,
  type ViewStore,
  type ViewTable,
} from '../../../../src/platform/views/view-store.js';
import { productLimits } from '../../../../src/platform/mongodb/client.js';
import { freshFolder } from '../../../support/folder.js';
import { testViews } from '../../../support/mongodb/views-fixture.js';

interface Sample extends Row {
  readonly kind: string;
  readonly rank: number | null;
  readonly states: readonly { readonly from: string; readonly to: string | null; readonly state: string }[];
}

const sample: Projection<Sample> = {
  name: 'sample',
  version: 1,
  handles: [],
  indexes: [['kind'], ['rank']],
  spans: ['states'],
  rows: () => [],
  apply: () => ({ row: undefined }),
};
const rows = mostWalked + mostCandidates + 1_000;
const rare = new Set([7, 70, rows - 2]);

/** Kinds: most rows are `common`; three are `rare`; `late` ones are many and all at the end of the order. */
const kindOf = (number: number): string => (rare.has(number) ? 'rare' : number >= mostWalked ? 'late' : 'common');

const engines: Readonly<Record<string, () => Promise<{ readonly store: ViewStore; close(): Promise<void> }>>> = {
  SQLite: async () => {
    const store = SqliteViewStore.open(freshFolder(), () => undefined);
    return { store, close: () => store.close() };
  },
  MongoDB: async () => {
    const views = await testViews();
    return { store: await views.open({ limits: productLimits }), close: () => views.close() };
  },
};

describe.each(Object.keys(engines))('a page of %s costs a bounded number of rows, whatever is asked for', (engine) => {
  let store: ViewStore;
  let close: () => Promise<void>;
  let table: ViewTable<Sample>;
  beforeAll(async () => {
    ({ store, close } = await engines[engine]!());
    table = await store.aside(sample, 0);
    const changes = Array.from({ length: rows }, (_, number) => ({
      id: `r${String(number).padStart(6, '0')}`,
      row: {
        vendor: 'seeyon',
        kind: kindOf(number),
        rank: number % 10 === 0 ? null : number,
        states: [
          { from: '2025-01-01', to: '2026-01-01', state: kindOf(number) },
          { from: '2026-01-01', to: null, state: 'over' },
        ],
      },
      position: number + 1,
    }));
    await store.commit({
      table,
      rows: changes,
      follows: beginning,
      checkpoint: { position: rows, event: 'e' },
      fence: 0,
    });
    await store.swap(sample as unknown as Projection, 0);
    table = (await store.live(sample))!;
  }, 60_000);
  afterAll(() => close());

  const all = async (where: readonly Condition[], descending = false) => {
    const ids: string[] = [];
    let pages = 0;
    for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
      const page = await table.query({
        vendor: 'seeyon',
        where,
        sort: { field: 'rank', descending },
        limit: 500,
        ...(cursor !== undefined && { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(500);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return { ids, pages };
  };
  const expected = (kind: string) =>
    Array.from({ length: rows }, (_, number) => number).filter((value) => kindOf(value) === kind).length;

  // A server of this process sorts all rows for each page.
  const isQuick = engine === 'SQLite';
  it.each(isQuick ? ['common', 'late', 'rare'] : ['late', 'rare'])(
    'all rows of kind %s are found once, in either order',
    async (kind) => {
      const filters = [
        [{ field: 'kind', is: kind }],
        [{ path: 'states', covers: '2025-06-01', where: { state: kind } }],
      ] as const;
      for (const where of isQuick ? filters : filters.slice(1))
        for (const descending of isQuick ? [false, true] : [false]) {
          const { ids } = await all(where, descending);
          expect([ids.length, new Set(ids).size]).toEqual([expected(kind), expected(kind)]);
        }
    },
    60_000,
  );

  it('few rows among many come on one page, many rows far off on short ones', async () => {
    expect((await all([{ field: 'kind', is: 'rare' }])).pages).toBe(1);
    const first = await table.query({
      vendor: 'seeyon',
      where: [{ field: 'kind', is: 'late' }],
      sort: { field: 'rank' },
      limit: 500,
    });
    expect(first.nextCursor).not.toBeNull();
  });

  it('one of several facts of a span is enough, and one that may be absent is no obstacle', async () => {
    const covers = '2025-06-01';
    const idsOf = async (where: SpanValues) => (await all([{ path: 'states', covers, where }])).ids;
    const found = async (where: SpanValues) => (await idsOf(where)).length;
    expect(await found({ state: ['rare', 'none'] })).toBe(expected('rare'));
    expect(new Set(await idsOf({ state: ['rare', 'late'] })).size).toBe(expected('rare') + expected('late'));
    expect(await found({ kind: null, state: 'rare' })).toBe(rare.size);
    expect(await found({ state: [] })).toBe(0);
  }, 60_000);

  it('a state that is over is not found, one that goes on is', async () => {
    expect((await all([{ path: 'states', covers: '2026-06-01', where: { state: 'rare' } }])).ids).toEqual([]);
    if (!isQuick) return;
    expect((await all([{ path: 'states', covers: '2026-06-01', where: { state: 'over' } }])).ids).toHaveLength(rows);
  }, 60_000);
});
