import { afterAll, describe, expect, it } from '@jest/globals';
import fc from '../../../support/fast-check.js';
import type { Recorded } from '../../../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../../../projections/projection.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import { type LiveViews, SupposedViews } from '../../../../src/platform/views/supposed-views.js';
import type { Condition, Query, ViewTable } from '../../../../src/platform/views/view-store.js';
import { freshFolder } from '../../../support/folder.js';

interface Sample extends Row {
  readonly code: string;
  readonly size: number | null;
  readonly spans: readonly { readonly state: string; readonly from: string; readonly to: string | null }[];
}
type SampleWritten = { readonly type: 'Told'; readonly data: { readonly id: string; readonly row: Sample | null } };
const samples: Projection<Sample, SampleWritten> = {
  name: 'samples',
  version: 1,
  handles: ['Told'],
  indexes: [['code'], ['size']],
  spans: ['spans'],
  rows: ({ data }) => [data.id],
  apply: ({ data: { row } }) => ({ row: row ?? undefined }),
};

const events = (id: string, row: Sample | null, position: number) =>
  ({ vendor: 'v', position, id: `e${position}`, type: 'Told', data: { id, row } }) as unknown as Recorded;

const open: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of open) await close();
});

/** A live table with rows, and over it the views of suppositions. */
const fixture = async (rows: Readonly<Record<string, Sample>>) => {
  const store = SqliteViewStore.open(freshFolder(), () => undefined);
  open.push(() => store.close());
  const table = (await store.aside(samples as unknown as Projection, 0)) as unknown as ViewTable<Sample>;
  const write = async (changed: Readonly<Record<string, Sample | undefined>>, position: number) =>
    store.commit({
      table: table as unknown as ViewTable,
      rows: Object.entries(changed).map(([id, row]) => ({ id, row, position })),
      follows: await table.checkpoint(),
      checkpoint: { position, event: `e${position}` },
      fence: 0,
    });
  await write(rows, 1);
  const listeners = new Set<(view: string, ids: readonly string[] | 'all') => void>();
  const base: LiveViews = {
    view: () => table as never,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    table,
    put: write,
    listeners,
    views: new SupposedViews(base, [samples as unknown as Projection], 1),
    tell: (ids: readonly string[] | 'all', view = 'samples') => listeners.forEach((listener) => listener(view, ids)),
  };
};

const row = fc.record(
  {
    vendor: fc.constantFrom('v', 'w'),
    code: fc.constantFrom('A', 'AB', 'B', 'BA'),
    size: fc.constantFrom(null, 0, 1, 2, 3),
    spans: fc.array(
      fc.record(
        {
          state: fc.constantFrom('on', 'off'),
          from: fc.constantFrom('2026-01-01', '2026-02-01'),
          to: fc.constantFrom(null, '2026-02-01', '2026-03-01'),
        },
        { noNullPrototype: true },
      ),
      { maxLength: 2 },
    ),
  },
  { noNullPrototype: true },
);
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field: fc.constant('size'), is: fc.constantFrom(null, 1) }),
  fc.record({ field: fc.constant('size'), in: fc.constantFrom([1, 2], [null, 3]) }),
  fc.constantFrom<Condition>(
    { field: 'size', from: 1 },
    { field: 'size', below: 2 },
    { field: 'size', from: 0, below: 3 },
  ),
  fc.record({ field: fc.constant('code'), startsWith: fc.constantFrom('A', 'B', 'AB') }),
  fc.constantFrom<Condition>(
    { path: 'spans', covers: '2026-01-15' },
    { path: 'spans', covers: '2026-02-01', where: { state: 'on' } },
  ),
);
const query: fc.Arbitrary<Omit<Query, 'cursor'>> = fc.record({
  vendor: fc.constant('v'),
  where: fc.array(condition, { maxLength: 2 }),
  sort: fc.constantFrom({ field: 'size' }, { field: 'size', descending: true }),
  limit: fc.integer({ min: 1, max: 3 }),
});

const allPages = async (
  table: Pick<ViewTable<Sample>, 'query'>,
  question: Query,
): Promise<readonly (readonly string[])[]> => {
  const pages: (readonly string[])[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ViewTable<Sample>['query']>> = await table.query({
      ...question,
      ...(cursor !== null && { cursor }),
    });
    if (page.items.length > 0) pages.push(page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
};

describe('supposed views', () => {
  it('are asked like the live ones, had the events been recorded', async () => {
    const changes = fc.array(fc.tuple(id, fc.option(row)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(id, row, { noNullPrototype: true }),
        changes,
        query,
        async (rows, changed, question) => {
          const supposed = await fixture(rows);
          await supposed.views.project(changed.map(([one, next], index) => events(one, next, index + 2)));
          const real = await fixture(rows);
          for (const [index, [one, next]] of changed.entries()) await real.put({ [one]: next ?? undefined }, index + 2);
          const view = supposed.views.view(samples);
          expect(await allPages(view, question)).toEqual(await allPages(real.table, question));
          const ids = ['a', 'b', 'c'];
          expect(Object.fromEntries(await view.getMany(ids))).toEqual(
            Object.fromEntries(await real.table.getMany(ids)),
          );
          const scanned = async (table: Pick<ViewTable<Sample>, 'scan'>) => {
            const all: object[] = [];
            for await (const each of table.scan()) all.push(each);
            return all.sort((a, b) => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1));
          };
          expect(await scanned(view)).toEqual(await scanned(real.table));
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('leave the live rows alone, and notify their own followers', async () => {
    const a: Sample = { vendor: 'v', code: 'A', size: 1, spans: [] };
    const { table, views } = await fixture({ a });
    const response: unknown[] = [];
    views.onChange((view, ids) => response.push([view, ids]));
    await views.project([events('a', null, 2), events('b', a, 3)]);
    expect(response).toEqual([['samples', ['a', 'b']]]);
    expect(await views.view(samples).get('a')).toBeUndefined();
    expect([await table.get('a'), await table.get('b')]).toEqual([a, undefined]);
  });

  it('know when the ledger went on where they were read, and only there', async () => {
    const a: Sample = { vendor: 'v', code: 'A', size: 1, spans: [] };
    const reads: readonly ((views: SupposedViews) => Promise<unknown>)[] = [
      (views) => views.view(samples).get('a'),
      (views) => views.view(samples).query({ vendor: 'v', where: [], limit: 5 }),
      (views) => views.project([events('a', null, 2)]),
    ];
    for (const read of reads) {
      const { views, tell: notify, listeners } = await fixture({ a });
      await read(views);
      notify(['z']);
      notify(['a'], 'another');
      expect(views.moved()).toBe(false);
      notify(['z', 'a']);
      expect(views.moved()).toBe(true);
      views.close();
      expect(listeners.size).toBe(0);
    }
    const { views, tell: notify } = await fixture({ a });
    notify(['a']);
    expect(views.moved()).toBe(false);
    for await (const each of views.view(samples).scan()) expect(each.id).toBe('a');
    notify(['z']);
    expect(views.moved()).toBe(true);
  });
});
