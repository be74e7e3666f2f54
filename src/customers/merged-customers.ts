import { absorbedBy, mergedInto } from '../../domain/entitlement/sheet.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import type { View } from '../platform/views/view-store.js';

/** Where the customers' sheets are read from. */
export const CUSTOMER_SHEETS = Symbol(customerSheet.name);

/** A customer and all that were merged into it, as it is known now. */
export interface Family {
  /** Answers for all of them. */
  readonly survivorId: string;
  /** The survivor first. */
  readonly rows: readonly CustomerSheetRow[];
}

/** The family that a customer belongs to; null where the vendor has no such customer. */
export const familyOf = async (
  customers: View<CustomerSheetRow>,
  vendor: string,
  customerId: string,
): Promise<Family | null> => {
  const row = await customers.get(customerId);
  if (row === undefined || row.vendor !== vendor) return null;
  const into = mergedInto([row], Infinity);
  return into === null
    ? { survivorId: customerId, rows: [row, ...(await absorbed(customers, row))] }
    : familyOf(customers, vendor, into);
};

const absorbed = async (
  customers: View<CustomerSheetRow>,
  row: CustomerSheetRow,
): Promise<readonly CustomerSheetRow[]> => {
  const found: CustomerSheetRow[] = [];
  for (const id of absorbedBy([row], Infinity)) {
    const each = await customers.get(id);
    if (each !== undefined) found.push(each, ...(await absorbed(customers, each)));
  }
  return found;
};
