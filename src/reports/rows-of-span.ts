import type { Row } from '../../projections/projection.js';
import { Pace } from '../platform/pace.js';
import type { View } from '../platform/views/view-store.js';

/** Rows that are read at a time. */
const together = 500;

/** A span of values of one field, half open. */
export interface FieldSpan {
  readonly vendor: string;
  readonly field: string;
  readonly from: string;
  readonly below: string;
}

/**
 * The rows of a view in the order of a field, in portions: other requests get a turn between two of them. The order of
 * the rows must not change while they are read: the field is one that never changes.
 * @throws CallerGone where the caller is gone
 */
export async function* rowsOfSpan<R extends Row>(
  view: View<R>,
  { vendor, field, from, below }: FieldSpan,
  signal: AbortSignal,
): AsyncGenerator<readonly R[]> {
  const pace = new Pace(signal);
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Awaited<ReturnType<View<R>['query']>> = await view.query({
      vendor,
      where: [{ field, from, below }],
      sort: { field },
      limit: together,
      ...(cursor !== undefined && { cursor }),
    });
    yield page.items.map(({ row }) => row);
    cursor = page.nextCursor;
    await pace.turn();
  }
}
