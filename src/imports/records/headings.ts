import { withoutInvisible } from '../../../domain/kernel/spelling.js';
import { bounds } from '../bounds.js';
import { type Field, fields, optionalFields } from './fields.js';
import { FileFault } from '../reading/file-fault.js';
import { simplified, type Vocabulary } from './vocabulary.js';

export { type Field, fields } from './fields.js';

/** What the column of a field is called in the file. */
export const headingOf = (field: Field): string => simplified.headings[field][0]!;

/** One record as the file has it: the text of each field. */
export type Cells = Readonly<Record<Field, string>>;

/**
 * The column of each field, -1 of one that the file leaves out; columns the import does not know are named, so that
 * nothing is left behind in silence.
 */
export interface Columns {
  readonly at: Readonly<Record<Field, number>>;
  readonly width: number;
  readonly unknown: readonly string[];
}

/** As headings are compared: without spaces, marks of required columns and remarks in brackets at the end. */
const plainHeading = (heading: string): string =>
  withoutInvisible(heading)
    .normalize('NFKC')
    .replace(/[\s*:]/gu, '')
    .replace(/(?<=.)[([【].{0,20}[)\]】]$/u, '')
    .toUpperCase();

const fieldByHeading = (vocabulary: Vocabulary): ReadonlyMap<string, Field> =>
  new Map(
    [...fields].reverse().flatMap((field) => vocabulary.headings[field].map((name) => [plainHeading(name), field])),
  );

/** Whether a row, or a text with rows, holds so many headings that it can be one. */
export const holdsHeadings = (text: string, headings: readonly string[]): boolean =>
  headings.filter((heading) => text.includes(heading)).length >= 3;

/** Whether the row is the one with the headings: three of them are no coincidence. */
export const isHeadingRow = (row: readonly string[], vocabulary: Vocabulary = simplified): boolean => {
  const known = fieldByHeading(vocabulary);
  return new Set(row.map((heading) => known.get(plainHeading(heading))).filter(Boolean)).size >= 3;
};

/**
 * Finds the columns by heading, in any order; spaces, stars and full-width letters do not matter. The fault counts and
 * names what is missing, never what the row holds: a file without headings has persons there.
 * @throws FileFault
 */
export const findColumns = (row: readonly string[], vocabulary: Vocabulary = simplified): Columns => {
  const known = fieldByHeading(vocabulary);
  const found = row.map((heading) => known.get(plainHeading(heading)));
  const missing = fields.filter((field) => !found.includes(field) && !optionalFields.has(field));
  const repeated = fields.filter((field) => found.indexOf(field) !== found.lastIndexOf(field));
  if (missing.length > 0 || repeated.length > 0) {
    const listed = (of: readonly Field[]) => of.map((field) => vocabulary.headings[field][0]!).join(', ') || '-';
    throw new FileFault('headings', {
      missing: listed(missing),
      repeated: listed(repeated),
      rows: bounds.headingRows,
    });
  }
  const at = Object.fromEntries(fields.map((field) => [field, found.indexOf(field)])) as Record<Field, number>;
  const unknown = row
    .filter((_, column) => found[column] === undefined)
    .map((heading) => withoutInvisible(heading).replace(/\s+/gu, '').normalize('NFKC').slice(0, 100))
    .filter((heading) => heading !== '');
  return { at, width: row.findLastIndex((heading) => plainHeading(heading) !== '') + 1, unknown };
};

export const cellsOf = (row: readonly string[], columns: Columns): Cells =>
  Object.fromEntries(fields.map((field) => [field, row[columns.at[field]] ?? ''])) as Record<Field, string>;
