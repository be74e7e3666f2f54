/**
 * The fields of an import record, as `imports.headings` of a policy names them, in the order of the export's columns:
 * of several faults the first column's is reported first.
 */
export const importFields = [
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
  'managerPhone',
  'managerEmail',
  'note',
] as const;
