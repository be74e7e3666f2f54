import type { Projection, Row } from '../../../projections/projection.js';
import { checkQuery, shapeOf } from '../../../src/platform/views/check-query.js';
import { TableGone } from '../../../src/platform/views/commit-refused.js';
import { readCursor, writeCursor } from '../../../src/platform/views/cursor.js';
import { ordered, satisfies, valueOf } from '../../../src/platform/views/in-memory.js';
import type { Checkpoint, Page, Query, Stopped, StoredRow, ViewTable } from '../../../src/platform/views/view-store.js';

/** A table as it is stored. */
export interface StrictRows {
  readonly name: string;
  readonly declared: string;
  readonly version: number;
  /** Text, as an engine stores it: what JSON loses is lost. */
  readonly rows: Map<string, { readonly text: string | undefined; readonly position: number }>;
  checkpoint: Checkpoint;
  stopped: Stopped | undefined;
}

/** How many rows one call of a scan reads: between two calls, others write. */
const scanRows = 50;

export class StrictTable<R extends Row> implements ViewTable<R> {
  readonly table: string;
  readonly view: string;

  constructor(
    readonly data: StrictRows,
    private readonly projection: Projection<R>,
    private readonly call: <T>(work: () => T) => Promise<T>,
    private readonly isGone: () => boolean,
  ) {
    this.table = data.name;
    this.view = projection.name;
  }

  get(id: string): Promise<R | undefined> {
    return this.#read(() => this.#row(id));
  }

  /** Each row by a call of its own: others write between them. */
  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    const rows = new Map<string, R>();
    for (const id of ids) {
      const row = await this.get(id);
      if (row !== undefined) rows.set(id, row);
    }
    return rows;
  }

  query(query: Query): Promise<Page<R>> {
    return this.#read(() => {
      checkQuery(this.projection, query);
      const place = query.cursor === undefined ? undefined : readCursor(shapeOf(query), query.cursor);
      const sorted = ordered(
        this.#rows().filter(({ row }) => satisfies(row, query)),
        query.sort,
      );
      const valueIn = (row: Row) => (query.sort === undefined ? null : valueOf(row, query.sort.field));
      const isAfter = ({ id, row }: { readonly id: string; readonly row: R }): boolean => {
        if (place === undefined) return true;
        // A cursor may name a row that is elsewhere by now: whatever has its id and another value is not that place.
        const [mine, its] = [
          { id, row },
          { id: place.id, row: withValue(row, place.value, query.sort?.field) },
        ];
        return ordered([mine, its], query.sort)[0] === its;
      };
      const rest = sorted.filter(isAfter);
      const items = rest.slice(0, query.limit);
      const last = items.at(-1);
      return {
        items,
        nextCursor:
          last === undefined || rest.length <= query.limit
            ? null
            : writeCursor(shapeOf(query), { value: valueIn(last.row), id: last.id }),
      };
    });
  }

  async *scan(): AsyncIterable<{ readonly id: string; readonly row: R; readonly position: number }> {
    let last = '';
    for (;;) {
      const found = await this.#read(() =>
        ordered(
          this.#rows().filter(({ id }) => id > last),
          undefined,
        ).slice(0, scanRows),
      );
      for (const { id, row } of found) yield { id, row, position: this.data.rows.get(id)!.position };
      if (found.length < scanRows) return;
      last = found.at(-1)!.id;
    }
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#read(() => this.data.checkpoint);
  }

  stored(ids: Iterable<string>): Promise<ReadonlyMap<string, StoredRow<R>>> {
    return this.#read(() => {
      const rows = new Map<string, StoredRow<R>>();
      for (const id of ids) {
        const found = this.data.rows.get(id);
        if (found !== undefined) rows.set(id, { row: this.#row(id), position: found.position });
      }
      return rows;
    });
  }

  #row(id: string): R | undefined {
    const text = this.data.rows.get(id)?.text;
    return text === undefined ? undefined : (JSON.parse(text) as R);
  }

  #rows(): readonly { readonly id: string; readonly row: R }[] {
    return [...this.data.rows.keys()].flatMap((id) => {
      const row = this.#row(id);
      return row === undefined ? [] : [{ id, row }];
    });
  }

  #read<T>(work: () => T): Promise<T> {
    return this.call(() => {
      if (this.isGone()) throw new TableGone(this.view, this.table);
      return work();
    });
  }
}

/** The row with another value in a field that may lie deeper. */
const withValue = <R extends Row>(row: R, value: unknown, field: string | undefined): R => {
  if (field === undefined) return row;
  const copy = structuredClone(row) as Record<string, unknown>;
  const path = field.split('.');
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] = { ...(at[name] as object) } as Record<string, unknown>;
  at[path.at(-1)!] = value;
  return copy as unknown as R;
};
