import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Projection, Row } from '../../../../projections/projection.js';
import { SqliteViewStore } from '../../../../src/platform/views/sqlite-view-store.js';
import {
  beginning,
  type Condition,
  type Query,
  type Value,
  type ViewStore,
  type ViewTable,
} from '../../../../src/platform/views/view-store.js';
import fc from '../../../support/fast-check.js';
import { freshFolder } from '../../../support/folder.js';
import { type TestViews, testViews } from '../../../support/mongodb/views-fixture.js';

interface Sample extends Row {
  readonly text?: string | null;
  readonly amount?: number | null;
  readonly open?: boolean | null;
  readonly product?: { readonly series?: string | null };
  readonly states: readonly {
    readonly from: string;
    readonly to: string | null;
    readonly state: string;
    readonly kind?: string;
  }[];
}
const samples: Projection<Sample> = {
  name: 'samples',
  version: 1,
  handles: [],
  indexes: [['text'], ['amount'], ['open', 'text'], ['product.series', 'amount']],
  spans: ['states'],
  rows: () => [],
  apply: () => ({ row: undefined }),
};
const plain = samples as unknown as Projection;

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ weight: 6, arbitrary: of }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });
/** Few of them, so that rows tie; of all lengths of UTF-8, and one that continues another. */
const texts = fc.constantFrom(
  '',
  ' ',
  'A',
  'AB',
  'A\u0000',
  'a',
  'é',
  '王',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '😀',
  '%',
  '$A',
  '.',
);
const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53), 0.1, 1e300, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
);
const days = fc.constantFrom('2024-12-31', '2025-01-01', '2025-06-30', '2026-01-01', '2027-01-01');
const states = fc.constantFrom('open', 'shut', 'gap');
const span = fc
  .record({ from: days, to: fc.option(days), state: states, kind: fc.constantFrom('x', 'y', undefined) })
  .map(({ kind, ...rest }) => ({ ...rest, ...(kind !== undefined && { kind }) }));

const row: fc.Arbitrary<Sample> = fc.record({
  vendor: fc.constantFrom('seeyon', 'seeyon', 'seeyon', 'other'),
  text: maybe(texts),
  amount: maybe(numbers),
  open: maybe(fc.boolean()),
  product: fc.constantFrom(undefined, {}, { series: null }, { series: 'EKP' }, { series: 'A8' }),
  states: fc.array(span, { maxLength: 3 }),
}) as fc.Arbitrary<Sample>;

/** Rows by id, some of them removed or stored again. */
const changes = fc.array(
  fc.record({
    id: fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((number) => `r${number}`),
      fc.constantFrom('é', '😀', '\uffff', 'R'),
    ),
    row: fc.oneof({ weight: 5, arbitrary: row }, { weight: 1, arbitrary: fc.constant(undefined) }),
  }),
  { minLength: 1, maxLength: 60 },
);

const nullable = <T extends Value>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 6 });
const onField = (field: string, values: fc.Arbitrary<string | number | boolean>): fc.Arbitrary<Condition> =>
  fc.oneof(
    nullable(values).map((is) => ({ field, is })),
    fc.array(nullable(values), { maxLength: 4 }).map((list) => ({ field, in: list })),
    values.map((from) => ({ field, from })),
    fc.tuple(values, values).map(([from, below]) => ({ field, from, below })),
    values.map((below) => ({ field, below })),
    fc.constant({ field, from: null }),
  );
const condition: fc.Arbitrary<Condition> = fc.oneof(
  onField('text', texts),
  texts.map((startsWith) => ({ field: 'text', startsWith })),
  onField('amount', numbers),
  onField('open', fc.boolean()),
  onField('product.series', fc.constantFrom('EKP', 'A8', 'none')),
  fc
    .record({
      covers: days,
      state: fc.constantFrom(undefined, 'open', 'gap', ['open', 'shut'], []),
      kind: fc.constantFrom(undefined, undefined, 'x', null, ['y', null]),
    })
    .map(({ covers, state, kind }) => ({
      path: 'states',
      covers,
      where: { ...(state !== undefined && { state }), ...(kind !== undefined && { kind }) },
    })),
);
const query: fc.Arbitrary<Omit<Query, 'cursor'>> = fc
  .record({
    vendor: fc.constantFrom('seeyon', 'seeyon', 'other', 'none'),
    where: fc.array(condition, { maxLength: 3 }),
    field: fc.constantFrom(undefined, 'text', 'amount', 'open', 'product.series'),
    descending: fc.boolean(),
    limit: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ field, descending, ...rest }) => (field === undefined ? rest : { ...rest, sort: { field, descending } }));

/** Every page, with the cursors between them. */
async function pages(table: ViewTable<Sample>, asked: Query): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await table.query(cursor === undefined ? asked : { ...asked, cursor });
    found.push(page);
    cursor = page.nextCursor;
  }
  return found;
}

describe('queries over MongoDB and over SQLite', () => {
  let views: TestViews;
  const stores: ViewStore[] = [];
  beforeAll(async () => {
    views = await testViews(process.env['MONGODB_URL']);
    stores.push(
      SqliteViewStore.open(freshFolder(), () => undefined),
      await views.open(),
    );
  });
  afterAll(async () => {
    await stores[0]!.close();
    await views.close();
  });

  const filled = async (store: ViewStore, rows: readonly { id: string; row: Sample | undefined }[]) => {
    const table = await store.aside(samples, 0, true);
    let follows = beginning;
    for (const [index, change] of rows.entries()) {
      const checkpoint = { position: index + 1, event: `e${index + 1}` };
      await store.commit({ table, rows: [{ ...change, position: index + 1 }], follows, checkpoint, fence: 0 });
      follows = checkpoint;
    }
    await store.swap(plain, 0);
    return (await store.live(samples))!;
  };

  it('give the same rows in the same pages with the same cursors, whatever is stored and asked for', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.array(query, { minLength: 10, maxLength: 25 }), async (rows, queries) => {
        const [embedded, shared] = await Promise.all(stores.map((store) => filled(store, rows)));
        for (const asked of queries) expect(await pages(shared!, asked)).toEqual(await pages(embedded!, asked));
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
