import { importFields as fields } from '../../../domain/policy/import-fields.js';

export { fields };
export type Field = (typeof fields)[number];

/** A2: cells about persons. No fault, log or event holds their text. */
export const personalFields: ReadonlySet<Field> = new Set([
  'contact',
  'phone',
  'email',
  'manager',
  'managerPhone',
  'managerEmail',
  'note',
]);

/** Columns that a file may leave out. */
export const optionalFields: ReadonlySet<Field> = new Set(['managerPhone', 'managerEmail']);
