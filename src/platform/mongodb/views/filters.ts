import type { Filter } from 'mongodb';
import { fieldPath } from '../../../../migrations/mongodb/views.js';
import type { Place } from '../../views/cursor.js';
import type { Condition, Query, SpanValues, Value } from '../../views/view-store.js';
import { type RowDocument, spanKey, spanRanges } from './row-documents.js';

export type RowFilter = Filter<RowDocument>;
export type Covers = Extract<Condition, { readonly path: string }>;

const nothing: RowFilter = { _id: { $in: [] } };
/** Greater than any continuation of a text in the byte order of UTF-8. */
const lastCharacter = '\u{10ffff}';

export const allOf = (filters: readonly RowFilter[]): RowFilter => ({ $and: [...filters] });

/** One range of an index where there is one key. */
const anyOf = (keys: readonly string[], filterOf: (key: string) => RowFilter): RowFilter =>
  keys.length === 1 ? filterOf(keys[0]!) : { $or: keys.map(filterOf) };

/** Rows that meet the condition; for spans also some that do not: see `coversFilter`. */
export function conditionFilter(condition: Condition): RowFilter {
  if ('path' in condition) return coversFilter(condition);
  const path = fieldPath(condition.field);
  if ('is' in condition) return { [path]: bound(condition.is) };
  if ('in' in condition) return { [path]: { $in: condition.in.map(bound) } };
  if ('startsWith' in condition)
    return { [path]: { $gte: condition.startsWith, $lt: condition.startsWith + lastCharacter } };
  const { from, below } = condition;
  if (from === null || below === null) return nothing;
  return {
    [path]: { ...(from !== undefined && { $gte: bound(from) }), ...(below !== undefined && { $lt: bound(below) }) },
  };
}

/**
 * Rows with a span that has begun and one that has not ended, for each fact that is asked for: nearly always the same
 * span. Whether it is, is checked by the reader of the rows. Not every engine matches several members of one element.
 */
function coversFilter({ path, covers, where = {} }: Covers): RowFilter {
  return allOf(
    keysOf(path, where).map((keys) =>
      anyOf(keys, (key) => {
        const { ends, begins } = spanRanges(key, covers);
        return { ends: { $elemMatch: ends }, begins: { $elemMatch: begins } };
      }),
    ),
  );
}

/** The filters of one end each, by which few rows may be found. */
export function coversProbes({ path, covers, where = {} }: Covers): {
  readonly ends: RowFilter;
  readonly begins: RowFilter;
} {
  const [keys = []] = keysOf(path, where);
  return {
    ends: anyOf(keys, (key) => ({ ends: { $elemMatch: spanRanges(key, covers).ends } })),
    begins: anyOf(keys, (key) => ({ begins: { $elemMatch: spanRanges(key, covers).begins } })),
  };
}

/** For each fact the keys of the values that it may have. A fact that may be absent has no key. */
function keysOf(path: string, where: SpanValues): readonly (readonly string[])[] {
  const facts = Object.entries(where)
    .map(([name, value]) => ({ name, values: [value].flat() as readonly Value[] }))
    .filter(({ values }) => values.length > 0 && !values.includes(null))
    .map(({ name, values }) => values.map((value) => spanKey(path, [name, value])));
  return facts.length > 0 ? facts : [[spanKey(path)]];
}

/**
 * The parts of a query's order that follow a place, each read by one range of an index. Nulls come first going up and
 * last going down; a comparison finds values of its own type alone.
 */
export function partsAfter({ value, id }: Place, sort: Query['sort']): readonly RowFilter[] {
  if (sort === undefined) return [{ _id: { $gt: id } }];
  const path = fieldPath(sort.field);
  const beyond = sort.descending === true ? '$lt' : '$gt';
  const same: RowFilter = { [path]: bound(value), _id: { [beyond]: id } };
  if (value === null) return sort.descending === true ? [same] : [same, { [path]: { $ne: null } }];
  const next: RowFilter = { [path]: { [beyond]: bound(value) } };
  return sort.descending === true ? [same, next, { [path]: null }] : [same, next];
}

/** The order of a query: ties break by id. */
export const orderOf = (sort: Query['sort']): Record<string, 1 | -1> => {
  if (sort === undefined) return { _id: 1 };
  const direction = sort.descending === true ? -1 : 1;
  return { [fieldPath(sort.field)]: direction, _id: direction };
};

/** As `fieldOf` stores it. */
const bound = (value: Value): string | number | null => (typeof value === 'boolean' ? Number(value) : value);
