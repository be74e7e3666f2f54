/**
 * The fields of an import record, in the order of the export's columns: of several faults the first column's is
 * reported first.
 */
export const fields = [
  'customerCode',
  'name',
  'level',
  'region',
  'contractNo',
  'licenceNo',
  'series',
  'productName',
  'version',
  'modules',
  'purchasedOn',
  'renewals',
  'contact',
  'phone',
  'email',
  'manager',
  'note',
] as const;
export type Field = (typeof fields)[number];

/** A2: cells about persons. No fault, log or event holds their text. */
export const personalFields: ReadonlySet<Field> = new Set(['contact', 'phone', 'email', 'manager', 'note']);
