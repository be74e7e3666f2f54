import { importFields as fields } from '../../../domain/policy/import-fields.js';

export { fields };
export type Field = (typeof fields)[number];

/** A2: cells about persons. No fault, log or event holds their text. */
export const personalFields: ReadonlySet<Field> = new Set(['contact', 'phone', 'email', 'manager', 'note']);
