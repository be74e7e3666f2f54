import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Row } from '../../projections/projection.js';
import { Problem } from '../platform/http/problems/problem.js';
import { shapeOf } from '../platform/views/check-query.js';
import { BadCursor, writeCursor } from '../platform/views/cursor.js';
import type { Page, Query, Value, View } from '../platform/views/view-store.js';
import { searchBounds } from './bounds.js';

/** Rows that are read at a time. */
const partRows = 250;

/**
 * A page of the rows that meet the query and what only names in memory know. Rows are read in the query's order, up to
 * a bound: a page may hold fewer than were asked for and still have a next one.
 * @param query sorted by a field whose values are texts at the top of the row
 * @throws Problem `cursor-invalid`
 */
export const filteredPage = async <R extends Row>(
  view: Pick<View<R>, 'query'>,
  query: Query & { readonly sort: NonNullable<Query['sort']> },
  accepts: ((row: R, id: string) => boolean) | undefined,
): Promise<Page<R>> => {
  const read = (part: Query): Promise<Page<R>> =>
    view.query(part).catch((error: unknown) => {
      throw error instanceof BadCursor ? new Problem('cursor-invalid') : error;
    });
  if (accepts === undefined) return read(query);
  const { limit, sort } = query;
  const items: Page<R>['items'][number][] = [];
  let part: Query = { ...query, limit: Math.max(partRows, limit + 1) };
  for (let rows = 0; ;) {
    const found = await read(part);
    for (const { id, row } of found.items) {
      if (!accepts(row, id)) continue;
      if (items.length === limit) return { items, nextCursor: cursorAfter(items.at(-1)!, query) };
      items.push({ id, row });
    }
    rows += found.items.length;
    const isShort = found.items.length < part.limit;
    if (found.nextCursor === null || isShort || rows >= searchBounds.rowsRead)
      return { items, nextCursor: found.nextCursor };
    part = { ...part, cursor: found.nextCursor };
    await nextTurn();
  }

  function cursorAfter({ id, row }: Page<R>['items'][number], of: Query): string {
    return writeCursor(shapeOf(of), { value: (row as unknown as Record<string, Value>)[sort.field]!, id });
  }
};
