import type { Condition, View } from '../../platform/views/view-store.js';

const rowsAtATime = 50;

/** What is recorded of obligations that have not ended: they are claimed, or wait for another attempt. */
export const begunObligations: readonly Condition[] = [
  { field: 'subject', is: 'obligation' },
  { field: 'state', is: 'due' },
];

/** Rows that meet conditions, page by page; in the order of a field where one is given. */
export async function* pagesOf<R extends { readonly vendor: string }>(
  view: View<R>,
  vendor: string,
  where: readonly Condition[],
  { sort, limit = rowsAtATime }: { readonly sort?: string | undefined; readonly limit?: number } = {},
): AsyncGenerator<readonly R[]> {
  let cursor: string | undefined;
  do {
    const page = await view.query({
      vendor,
      where,
      limit,
      ...(sort !== undefined && { sort: { field: sort } }),
      ...(cursor !== undefined && { cursor }),
    });
    yield page.items.map(({ row }) => row);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The same; where ids are named, the rows of these of the vendor, whether or not they meet the conditions. */
export async function* pagesAmong<R extends { readonly vendor: string }>(
  view: View<R>,
  vendor: string,
  where: readonly Condition[],
  ids: readonly string[] | undefined,
): AsyncGenerator<readonly R[]> {
  if (ids === undefined) yield* pagesOf(view, vendor, where);
  else
    for (let start = 0; start < ids.length; start += rowsAtATime) {
      const rows = await view.getMany(ids.slice(start, start + rowsAtATime));
      yield [...rows.values()].filter((row) => row.vendor === vendor);
    }
}
