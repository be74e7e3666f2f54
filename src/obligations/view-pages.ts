import type { Condition, View } from '../platform/views/view-store.js';

const rowsAtATime = 50;

/** Rows that meet conditions, page by page. */
export async function* pagesOf<R extends { readonly vendor: string }>(
  view: View<R>,
  vendor: string,
  where: readonly Condition[],
): AsyncGenerator<readonly R[]> {
  let cursor: string | undefined;
  do {
    const page = await view.query({ vendor, where, limit: rowsAtATime, ...(cursor !== undefined && { cursor }) });
    yield page.items.map(({ row }) => row);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
