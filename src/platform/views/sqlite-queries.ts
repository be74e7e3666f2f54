import type Database from 'better-sqlite3';
import type { Projection, Row } from '../../../projections/projection.js';
import { writeCursor } from './cursor.js';
import { fieldSql, selectOf, type Select } from './query-sql.js';
import type { SpanRows } from './span-rows.js';
import type { Condition, Page, Query, Value } from './view-store.js';

/**
 * Rows that one condition may leave for them to be fetched and sorted; where it leaves more, rows are read in the
 * query's order instead, since those that are asked for are then not rare.
 */
export const mostCandidates = 5_000;
/** Rows that are read in the query's order for one page; a page may then hold fewer than were asked for. */
export const mostWalked = 10_000;
/** How many prepared queries are cached; their number is that of the program's query shapes. */
const mostShapes = 200;

/** A row with the value that it is sorted by. */
interface Sorted {
  readonly id: string;
  readonly row: string;
  readonly sorted: Value;
}

/** Pages of one table's rows, by its declared indexes. */
export class SqliteQueries<R extends Row> {
  readonly #shapes = new Map<string, Database.Statement>();

  constructor(
    private readonly db: Database.Database,
    private readonly table: string,
    private readonly projection: Projection<R>,
    private readonly spans: SpanRows,
  ) {}

  /** The declared indexes, each created when it is requested; an existing one is left as it is. */
  *indexing(): Generator<void> {
    for (const [index, fields] of this.projection.indexes.entries()) {
      this.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoted(`${this.table}_by_${index}`)} ON ${quoted(this.table)} (vendor, ` +
          `${fields.map(fieldSql).join(', ')}, id)`,
      );
      yield;
    }
  }

  /** @throws BadCursor, TypeError where no index is declared for the query */
  page(query: Query): Page<R> {
    const select = selectOf(this.projection, query);
    const others = query.where.filter((condition) => !('field' in condition && condition.field === query.sort?.field));
    if (others.length === 0 || this.#indexed(others, query)) return this.#page(select, query);
    const ids = this.#candidates(query.vendor, others);
    return ids === undefined ? this.#scanPage(query, others) : this.#page(select, query, ids);
  }

  #page(select: Select, query: Query, ids?: readonly string[]): Page<R> {
    const found = this.#select(select, query, query.limit + 1, ids);
    if (select.then !== undefined && found.length <= query.limit)
      found.push(...this.#select({ ...select.then, shape: select.shape }, query, query.limit + 1 - found.length, ids));
    return this.#shown(found, query.limit, select.shape, undefined);
  }

  #shown(found: readonly Sorted[], limit: number, shape: string, next: Omit<Sorted, 'row'> | undefined): Page<R> {
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : next;
    return {
      items: items.map(({ id, row }) => ({ id, row: JSON.parse(row) as R })),
      nextCursor: last === undefined ? null : writeCursor(shape, { value: last.sorted, id: last.id }),
    };
  }

  /** Whether a declared index holds the rows of equal values in the order that is asked for. */
  #indexed(others: readonly Condition[], { sort }: Query): boolean {
    if (!others.every((condition) => 'is' in condition)) return false;
    const equal = new Set(others.map(({ field }) => field));
    return this.projection.indexes.some(
      (fields) =>
        fields.length > equal.size &&
        fields.slice(0, equal.size).every((field) => equal.has(field)) &&
        fields[equal.size] === sort?.field,
    );
  }

  /** Ids of all rows that one of the conditions leaves, where these are few. */
  #candidates(vendor: string, conditions: readonly Condition[]): readonly string[] | undefined {
    for (const condition of conditions) {
      const ids =
        'path' in condition
          ? this.spans.candidates(vendor, condition, mostCandidates)
          : this.#idsOf(selectOf(this.projection, { vendor, where: [condition], limit: 1 }));
      if (ids !== undefined && ids.length <= mostCandidates) return ids;
    }
    return undefined;
  }

  #idsOf({ where, values }: Select): readonly string[] {
    const sql = `SELECT id FROM ${quoted(this.table)} WHERE ${where} LIMIT ${mostCandidates + 1}`;
    return (this.#prepared(sql).all(...values) as { readonly id: string }[]).map(({ id }) => id);
  }

  /** Reads rows in the query's order and leaves out those that do not meet the conditions, up to a bound. */
  #scanPage(query: Query, others: readonly Condition[]): Page<R> {
    const ordered = selectOf(this.projection, {
      ...query,
      where: query.where.filter((each) => !others.includes(each)),
    });
    const conditions = selectOf(this.projection, { vendor: query.vendor, where: others, limit: 1 });
    const sorted = query.sort === undefined ? 'NULL' : fieldSql(query.sort.field);
    const found: Sorted[] = [];
    for (const { where, values, orderBy } of ordered.then === undefined ? [ordered] : [ordered, ordered.then]) {
      const part = `${quoted(this.table)} WHERE ${where} ORDER BY ${orderBy}`;
      found.push(
        ...(this.#prepared(
          `SELECT id, row, ${sorted} AS sorted FROM (SELECT * FROM ${part} LIMIT ${mostWalked}) WHERE ` +
            `${conditions.where} LIMIT ?`,
        ).all(...values, ...conditions.values, query.limit + 1 - found.length) as Sorted[]),
      );
      if (found.length > query.limit) break;
      const last = this.#prepared(`SELECT id, ${sorted} AS sorted FROM ${part} LIMIT 1 OFFSET ${mostWalked - 1}`).get(
        ...values,
      ) as Sorted | undefined;
      if (last !== undefined) return this.#shown(found, query.limit, ordered.shape, last);
    }
    return this.#shown(found, query.limit, ordered.shape, undefined);
  }

  #select(
    { where, values, orderBy }: Select,
    query: Query,
    limit: number,
    ids: readonly string[] | undefined,
  ): Sorted[] {
    const sorted = query.sort === undefined ? 'NULL' : fieldSql(query.sort.field);
    const table = quoted(this.table);
    // CROSS JOIN keeps the order of the tables: ids first, each row by its key.
    const [head, from] =
      ids === undefined
        ? ['', table]
        : [
            'WITH wanted(wanted_id) AS (SELECT value FROM json_each(?)) ',
            `wanted CROSS JOIN ${table} ON id = wanted_id`,
          ];
    const sql = `${head}SELECT id, row, ${sorted} AS sorted FROM ${from} WHERE ${where} ORDER BY ${orderBy} LIMIT ?`;
    const parameters = ids === undefined ? values : [JSON.stringify(ids), ...values];
    return this.#prepared(sql).all(...parameters, limit) as Sorted[];
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#shapes.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    if (this.#shapes.size < mostShapes) this.#shapes.set(sql, statement);
    return statement;
  }
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
