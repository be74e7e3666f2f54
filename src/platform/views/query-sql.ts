import type { Projection, Row } from '../../../projections/projection.js';
import { checkedPath, checkQuery, shapeOf } from './check-query.js';
import { readCursor, type Place } from './cursor.js';
import type { Condition, Query, Value } from './view-store.js';

/** Greater than any continuation of a text in the byte order of UTF-8. */
const lastCharacter = '\u{10ffff}';

/** The column that holds a declared field beside the row, so that neither an index nor a query has to parse rows. */
export function fieldSql(path: string): string {
  return `"of.${checkedPath(path)}"`;
}

/** What the column holds: undefined is null, as in JSON. */
export function fieldOf(row: Row, path: string): string | number | null {
  let value: unknown = row;
  for (const name of path.split('.')) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return bound((value ?? null) as Value);
}

const spanSql = (path: string): string => `json_extract(span.value, '$.${checkedPath(path)}')`;

/**
 * Which part of the table a query reads, in order; `then`: what follows where this part ends before the page is full.
 */
export interface Select {
  readonly where: string;
  readonly values: readonly (string | number | null)[];
  readonly orderBy: string;
  readonly then?: Omit<Select, 'then'>;
  /** Names the order, for cursors. */
  readonly shape: string;
}

/**
 * @throws TypeError where the query asks for what the projection does not declare: a mistake of the program
 * @throws BadCursor
 */
export function selectOf(projection: Projection, query: Query): Select {
  checkQuery(projection, query);
  const conditions = query.where.map(conditionSql);
  // Every index begins with the vendor. By `+` none is used where all rows are read in the order of their ids: by an
  // index each page would sort all rows of the vendor.
  const vendor = query.where.length === 0 && query.sort === undefined ? '+vendor = ?' : 'vendor = ?';
  const base = {
    where: [vendor, ...conditions.map(({ sql }) => sql)].join(' AND '),
    values: [query.vendor, ...conditions.flatMap(({ values }) => values)],
  };

  const direction = query.sort?.descending === true ? 'DESC' : 'ASC';
  const sorted = query.sort === undefined ? undefined : fieldSql(query.sort.field);
  const order = {
    orderBy: sorted === undefined ? 'id' : `${sorted} ${direction}, id ${direction}`,
    shape: shapeOf(query),
  };
  if (query.cursor === undefined) return { ...base, ...order };
  return after(readCursor(order.shape, query.cursor), sorted, direction, base, order);
}

/** Nulls come first going up and last going down; a row value never compares with null. */
function after(
  place: Place,
  sorted: string | undefined,
  direction: 'ASC' | 'DESC',
  base: Pick<Select, 'where' | 'values'>,
  order: Pick<Select, 'orderBy' | 'shape'>,
): Select {
  const part = (where: string, ...values: Value[]): Select => ({
    ...order,
    where: `${base.where} AND ${where}`,
    values: [...base.values, ...values.map(bound)],
  });
  if (sorted === undefined) return part('id > ?', place.id);
  const beyond = direction === 'ASC' ? '>' : '<';
  const nulls = (): Select => part(`${sorted} IS NULL AND id ${beyond} ?`, place.id);
  if (place.value === null) return direction === 'DESC' ? nulls() : { ...nulls(), then: part(`${sorted} IS NOT NULL`) };
  const rest = part(`(${sorted}, id) ${beyond} (?, ?)`, place.value, place.id);
  return direction === 'ASC' ? rest : { ...rest, then: part(`${sorted} IS NULL`) };
}

interface Sql {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

function conditionSql(condition: Condition): Sql {
  if ('path' in condition) return coversSql(condition);
  const sql = fieldSql(condition.field);
  if ('is' in condition) return equals(sql, condition.is);
  if ('in' in condition) return oneOf(sql, condition.in);
  if ('startsWith' in condition)
    return { sql: `${sql} >= ? AND ${sql} < ?`, values: [condition.startsWith, condition.startsWith + lastCharacter] };
  const bounds: Sql[] = [];
  if (condition.from !== undefined) bounds.push({ sql: `${sql} >= ?`, values: [bound(condition.from)] });
  if (condition.below !== undefined) bounds.push({ sql: `${sql} < ?`, values: [bound(condition.below)] });
  return { sql: bounds.map((each) => each.sql).join(' AND '), values: bounds.flatMap(({ values }) => values) };
}

function coversSql(condition: Extract<Condition, { path: string }>): Sql {
  const [from, to] = [spanSql('from'), spanSql('to')];
  const alike = Object.entries(condition.where ?? {}).map(([name, value]) =>
    Array.isArray(value) ? oneOf(spanSql(name), value as readonly Value[]) : equals(spanSql(name), value as Value),
  );
  const all = [`${from} <= ?`, `(${to} IS NULL OR ${to} > ?)`, ...alike.map(({ sql }) => sql)].join(' AND ');
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(row, '$.${checkedPath(condition.path)}') AS span WHERE ${all})`,
    values: [condition.covers, condition.covers, ...alike.flatMap(({ values }) => values)],
  };
}

const oneOf = (sql: string, values: readonly Value[]): Sql => {
  const listed = `${sql} IN (SELECT value FROM json_each(?))`;
  return {
    sql: values.includes(null) ? `(${listed} OR ${sql} IS NULL)` : listed,
    values: [JSON.stringify(values)],
  };
};

const equals = (sql: string, value: Value): Sql =>
  value === null ? { sql: `${sql} IS NULL`, values: [] } : { sql: `${sql} = ?`, values: [bound(value)] };

/** JSON's true and false come out of SQLite as 1 and 0. */
const bound = (value: Value): string | number | null => (typeof value === 'boolean' ? Number(value) : value);
