import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Projection, Row } from '../../../projections/projection.js';
import { planOf, type Progress, stepOf } from '../projector/step.js';
import { settle } from '../projector/target.js';
import { ordered, satisfies } from './in-memory.js';
import type { Page, Query, StoredRow, View } from './view-store.js';

type Listener = (view: string, ids: readonly string[] | 'all') => void;

/** The live views and the source of their changes: the projector. */
export interface LiveViews {
  view<R extends Row>(projection: Projection<R>): View<R>;
  onChange(listener: Listener): () => void;
}

/**
 * The live views, and over them in memory the rows that supposed events would write. Events recorded meanwhile must
 * not mix with supposed ones, whose positions they take: `moved` is true once a row that was read has changed, and the
 * work must begin again.
 */
export class SupposedViews {
  readonly #tables = new Map<string, SupposedTable<Row>>();
  readonly #progress: readonly Progress[];
  readonly #listeners = new Set<Listener>();
  readonly #unfollow: () => void;
  #moved = false;

  constructor(live: LiveViews, projections: readonly Projection[], position: number) {
    this.#progress = projections.map((projection) => {
      this.#tables.set(projection.name, new SupposedTable(live.view(projection)));
      const handles = new Set<string>(projection.handles);
      return { projection, handles, checkpoint: { position, event: '' }, stopped: undefined };
    });
    this.#unfollow = live.onChange((view, ids) => (this.#moved ||= this.#tables.get(view)?.hasRead(ids) ?? false));
  }

  view<R extends Row>({ name }: Projection<R>): View<R> {
    const table = this.#tables.get(name);
    if (table === undefined) throw new RangeError(`nothing is supposed of the view ${name}`);
    return table as unknown as View<R>;
  }

  /** Projects supposed events, as the projector would. */
  async project(events: readonly Recorded[]): Promise<void> {
    for (const progress of this.#progress) {
      const { name } = progress.projection;
      const table = this.#tables.get(name)!;
      const plan = planOf(progress, events);
      const step = stepOf(progress.projection, plan, await table.stored(plan.ids));
      if (step.stopped !== undefined)
        throw new Error(`the view ${name} cannot take in a supposed event: ${step.stopped.error}`);
      table.write(step.rows);
      settle(progress, step);
      const ids = step.rows.map(({ id }) => id);
      if (ids.length > 0) for (const listener of this.#listeners) listener(name, ids);
    }
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether the ledger went on where this was read. */
  moved(): boolean {
    return this.#moved;
  }

  /** Follows the live views no more. */
  close(): void {
    this.#unfollow();
  }
}

/** How many rows of the live view are read at once. */
const pageSize = 500;

class SupposedTable<R extends Row> implements View<R> {
  readonly #written = new Map<string, StoredRow<R>>();
  readonly #read = new Set<string>();
  #readAll = false;

  constructor(private readonly living: View<R>) {}

  async get(id: string): Promise<R | undefined> {
    this.#read.add(id);
    const written = this.#written.get(id);
    return written === undefined ? this.living.get(id) : written.row;
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    const rows = new Map<string, R>();
    for (const id of ids) {
      const row = await this.get(id);
      if (row !== undefined) rows.set(id, row);
    }
    return rows;
  }

  /** Matched in memory where supposed rows are in play; a cursor then counts the rows before it. */
  async query(query: Query): Promise<Page<R>> {
    if (this.#written.size === 0) return this.#noted(await this.living.query(query));
    const found = new Map<string, R>();
    let cursor: string | undefined;
    do {
      const { cursor: _own, ...rest } = query;
      const page = this.#noted(
        await this.living.query({ ...rest, limit: pageSize, ...(cursor !== undefined && { cursor }) }),
      );
      for (const { id, row } of page.items) found.set(id, row);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    for (const [id, { row }] of this.#written) {
      if (row !== undefined && satisfies(row, query)) found.set(id, row);
      else found.delete(id);
    }
    const all = ordered(
      [...found].map(([id, row]) => ({ id, row })),
      query.sort,
    );
    const from = Number(query.cursor ?? 0);
    const to = from + query.limit;
    return { items: all.slice(from, to), nextCursor: to < all.length ? String(to) : null };
  }

  async *scan(): AsyncIterable<{ readonly id: string; readonly row: R; readonly position: number }> {
    this.#readAll = true;
    for await (const each of this.living.scan()) if (!this.#written.has(each.id)) yield each;
    for (const [id, { row, position }] of this.#written) if (row !== undefined) yield { id, row, position };
  }

  /** Rows of the live view as if no event had changed them yet: supposed ones follow all that is recorded. */
  async stored(ids: Iterable<string>): Promise<ReadonlyMap<string, StoredRow<R>>> {
    const rows = new Map<string, StoredRow<R>>();
    for (const [id, row] of await this.getMany([...ids])) rows.set(id, this.#written.get(id) ?? { row, position: 0 });
    return rows;
  }

  write(rows: readonly { readonly id: string; readonly row: Row | undefined; readonly position: number }[]): void {
    for (const { id, row, position } of rows) this.#written.set(id, { row: row as R | undefined, position });
  }

  hasRead(ids: readonly string[] | 'all'): boolean {
    return this.#readAll || ids === 'all' || ids.some((id) => this.#read.has(id));
  }

  #noted(page: Page<R>): Page<R> {
    for (const { id } of page.items) this.#read.add(id);
    return page;
  }
}
