import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import type { View } from '../platform/views/view-store.js';

/** Merges in a row that are followed. */
const deepest = 1_000;

/** The customers that answer for these ones, by the ids that were asked for; none for an unknown id. */
export const answeringCustomers = async (
  customers: Pick<View<CustomerListRow>, 'getMany'>,
  vendor: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CustomerListRow>> => {
  const rows = new Map<string, CustomerListRow>();
  let wanted = [...new Set(ids)];
  for (let step = 0; wanted.length > 0 && step < deepest; step += 1) {
    for (const [id, row] of await customers.getMany(wanted)) if (row.vendor === vendor) rows.set(id, row);
    wanted = wanted.flatMap((id) => {
      const into = rows.get(id)?.mergedInto ?? null;
      return into === null || rows.has(into) ? [] : [into];
    });
  }
  const survivor = (row: CustomerListRow, step = 0): CustomerListRow => {
    const into = row.mergedInto === null ? undefined : rows.get(row.mergedInto);
    return into === undefined || step > deepest ? row : survivor(into, step + 1);
  };
  return new Map(
    [...new Set(ids)].flatMap((id) => {
      const row = rows.get(id);
      return row === undefined ? [] : [[id, survivor(row)] as const];
    }),
  );
};
