import type { Row } from '../../projections/projection.js';
import type { Pace } from '../platform/pace.js';
import type { Condition, View } from '../platform/views/view-store.js';

const rowsAtATime = 500;

/**
 * The rows that meet conditions and were known, the latest first by a field. They are read in portions: other requests
 * get a turn between two of them.
 */
export async function* latestKnown<R extends Row>(
  view: View<R>,
  { vendor, where, field }: { readonly vendor: string; readonly where: readonly Condition[]; readonly field: string },
  known: (rows: readonly R[]) => readonly R[] | Promise<readonly R[]>,
  pace: Pace,
): AsyncGenerator<R> {
  const sort = { field, descending: true };
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { vendor, where, sort, limit: rowsAtATime, ...(cursor !== undefined && { cursor }) };
    const page: Awaited<ReturnType<View<R>['query']>> = await view.query(query);
    yield* await known(page.items.map(({ row }) => row));
    cursor = page.nextCursor;
    await pace.step();
  }
}
