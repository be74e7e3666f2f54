import type { Row } from '../../projections/projection.js';
import type { Condition, View } from '../platform/views/view-store.js';

const rowsAtATime = 500;

/** Ids of the rows that meet conditions, the latest first by a field: so many, and how many others there are. */
export const latestRows = async <R extends Row>(
  view: View<R>,
  vendor: string,
  where: readonly Condition[],
  field: string,
  most: number,
): Promise<{ readonly ids: readonly string[]; readonly others: number }> => {
  const ids: string[] = [];
  let others = 0;
  let cursor: string | undefined;
  do {
    const sort = { field, descending: true };
    const query = { vendor, where, sort, limit: rowsAtATime };
    const page = await view.query(cursor === undefined ? query : { ...query, cursor });
    for (const { id } of page.items)
      if (ids.length < most) ids.push(id);
      else others += 1;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { ids, others };
};
