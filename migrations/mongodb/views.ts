import type { MongoIndex, MongoMigration } from './migration.js';

/** The database of views. What it holds can be computed again: a step may change the form of tables, by `tableForm`. */
export const viewsMigrations: readonly MongoMigration[] = [
  { number: 1, title: 'a catalog of views, and a collection for each table', indexes: {} },
];

/** What a projection declares of its rows. */
interface Declared {
  readonly indexes: readonly (readonly string[])[];
  readonly spans?: readonly string[];
}

/** The form of a table's documents and indexes. A table of another form is not read, but built again. */
export const tableForm = 1;

/** Where a document holds a declared field: beside the row, so that a path of the row is one name. */
export const fieldPath = (path: string): string => `of.${fieldName(path)}`;
export const fieldName = (path: string): string => path.replaceAll('.', '_');

/** Where a document holds the ends of its spans. */
export const spanPaths = { ends: 'ends', begins: 'begins' } as const;

/** The name of the index of a projection's `number`th declared index. */
export const indexName = (number: number): string => `by_${number}`;

/**
 * The indexes of a table, derived from what its projection declares. `vendor` leads and `_id` ends each, so that a page
 * and its continuation come from the index; `position` finds what has changed.
 */
export const tableIndexes = ({ indexes, spans }: Declared): readonly MongoIndex[] => [
  ...indexes.map((fields, number) => ({
    name: indexName(number),
    fields: ['vendor', ...fields.map(fieldPath), '_id'],
  })),
  ...(spans === undefined ? [] : Object.values(spanPaths).map((path) => ({ name: path, fields: ['vendor', path] }))),
  { name: 'position', fields: ['position', '_id'] },
];
