import type { Document } from 'mongodb';
import { indexName, spanPaths } from '../../../../migrations/mongodb/views.js';
import type { Projection, Row } from '../../../../projections/projection.js';
import { checkQuery, shapeOf } from '../../views/check-query.js';
import { type Place, readCursor, writeCursor } from '../../views/cursor.js';
import { satisfies } from '../../views/in-memory.js';
import type { Condition, Page, Query } from '../../views/view-store.js';
import { allOf, conditionFilter, coversProbes, orderOf, partsAfter, type RowFilter } from './filters.js';
import { type RowDocument, sortedValue } from './row-documents.js';
import type { TableRows } from './table-rows.js';

/**
 * Rows that one condition may leave for them to be read by its index and sorted; where it leaves more, rows are read in
 * the query's order instead, since those that are asked for are then not rare.
 */
export const mostCandidates = 5_000;
/** Rows that are read in the query's order for one page; a page may then hold fewer than were asked for. */
export const mostWalked = 10_000;

/** How a part of the query's order is read. */
interface Way {
  /** The index to be used; undefined where none is known. */
  readonly hint?: string;
  /** Conditions that are judged row by row, in the query's order. */
  readonly judged: readonly Condition[];
}

interface Batch<R extends Row> {
  readonly found: readonly Found<R>[];
  /** Where reading ended before the end of the part; undefined at its end. */
  readonly until: Place | undefined;
  /** Reading ended because it was long, not because the batch is full. */
  readonly isLong: boolean;
}

interface Found<R extends Row> {
  readonly id: string;
  readonly row: R;
  readonly place: Place;
}

/** Pages of one table's rows, by its declared indexes. */
export class RowQueries<R extends Row> {
  constructor(
    private readonly rows: TableRows,
    private readonly projection: Projection<R>,
    /** The table has its indexes, which can be named. */
    private readonly isIndexed: boolean,
  ) {}

  /** @throws BadCursor, TypeError where no index is declared for the query */
  async page(query: Query): Promise<Page<R>> {
    checkQuery(this.projection, query);
    const place = query.cursor === undefined ? undefined : readCursor(shapeOf(query), query.cursor);
    const way = await this.#wayOf(query);
    // What the filters of spans leave to be checked.
    const exact: Query = { ...query, where: query.where.filter((condition) => 'path' in condition) };
    let parts: readonly RowFilter[] = place === undefined ? [{}] : partsAfter(place, query.sort);
    const items: Found<R>[] = [];
    let walked = 0;
    while (parts.length > 0) {
      const { found, until, isLong } = await this.#read(query, parts[0]!, way, query.limit + 1 - items.length);
      items.push(...found.filter(({ row }) => satisfies(row, exact)));
      if (items.length > query.limit) return this.#shown(query, items, items[query.limit - 1]!.place);
      if (until === undefined) {
        parts = parts.slice(1);
        continue;
      }
      walked += found.length;
      if (isLong || walked > mostWalked) return this.#shown(query, items, until);
      parts = partsAfter(until, query.sort);
    }
    return this.#shown(query, items, undefined);
  }

  #shown(query: Query, items: readonly Found<R>[], next: Place | undefined): Page<R> {
    return {
      items: items.slice(0, query.limit).map(({ id, row }) => ({ id, row })),
      nextCursor: next === undefined ? null : writeCursor(shapeOf(query), next),
    };
  }

  async #wayOf(query: Query): Promise<Way> {
    const { sort } = query;
    // All rows in the order of their ids: every declared index begins with the vendor, and would leave them to be sorted.
    if (query.where.length === 0 && sort === undefined) return { hint: '_id_', judged: [] };
    const others = query.where.filter((condition) => !('field' in condition && condition.field === sort?.field));
    const direct = this.#indexed(others, query);
    if (others.length === 0 || direct !== undefined) return { ...this.#hinted(direct), judged: [] };
    for (const condition of others)
      for (const { filter, hint } of this.#probes(condition)) {
        const probe = allOf([{ vendor: query.vendor }, filter]);
        if ((await this.rows.count(probe, mostCandidates + 1, hint)) <= mostCandidates)
          return { ...this.#hinted(hint), judged: [] };
      }
    return { ...this.#hinted(this.#leading(sort?.field)), judged: others };
  }

  /** A declared index that holds the rows of equal values in the order that is asked for. */
  #indexed(others: readonly Condition[], { sort }: Query): string | undefined {
    if (sort === undefined || !others.every((condition) => 'is' in condition)) return undefined;
    const equal = new Set(others.map(({ field }) => field));
    const number = this.projection.indexes.findIndex(
      (fields) => fields.slice(0, equal.size).every((field) => equal.has(field)) && fields[equal.size] === sort.field,
    );
    return number < 0 ? undefined : indexName(number);
  }

  #probes(condition: Condition): readonly { readonly filter: RowFilter; readonly hint: string | undefined }[] {
    if ('field' in condition) return [{ filter: conditionFilter(condition), hint: this.#leading(condition.field) }];
    const { ends, begins } = coversProbes(condition);
    return [
      { filter: ends, hint: spanPaths.ends },
      { filter: begins, hint: spanPaths.begins },
    ].map(({ filter, hint }) => ({ filter, hint: this.isIndexed ? hint : undefined }));
  }

  /** The index that begins with the field. */
  #leading(field: string | undefined): string | undefined {
    const number = this.projection.indexes.findIndex(([first]) => first === field);
    return number < 0 || !this.isIndexed ? undefined : indexName(number);
  }

  #hinted(hint: string | undefined): { readonly hint?: string } {
    return hint === undefined || !this.isIndexed ? {} : { hint };
  }

  async #read(query: Query, part: RowFilter, { hint, judged }: Way, want: number): Promise<Batch<R>> {
    const order = orderOf(query.sort);
    const ordered = query.where.filter((condition) => !judged.includes(condition)).map(conditionFilter);
    const filter = allOf([{ vendor: query.vendor }, ...ordered, part]);
    if (judged.length === 0) {
      const found = (await this.rows.find(filter, { order, limit: want, hint })).map((each) =>
        this.#found(query, each),
      );
      return { found, until: found.length < want ? undefined : found.at(-1)!.place, isLong: false };
    }
    const walk: readonly Document[] = [{ $match: filter }, { $sort: order }];
    const shown = { $project: { row: 1, of: 1 } };
    const found = (
      await this.rows.aggregate(
        [...walk, { $limit: mostWalked }, { $match: allOf(judged.map(conditionFilter)) }, { $limit: want }, shown],
        hint,
      )
    ).map((each) => this.#found(query, each));
    if (found.length >= want) return { found, until: found.at(-1)!.place, isLong: false };
    const [last] = await this.rows.aggregate([...walk, { $skip: mostWalked - 1 }, { $limit: 1 }, shown], hint);
    return { found, until: last && this.#found(query, last).place, isLong: true };
  }

  #found(query: Query, document: RowDocument): Found<R> {
    const id = String(document._id);
    return { id, row: JSON.parse(document.row!) as R, place: { value: sortedValue(document, query.sort?.field), id } };
  }
}
