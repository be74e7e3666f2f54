import type { Projection, Row } from '../../../../projections/projection.js';
import { StoreUnusable } from '../../events/event-store-errors.js';
import { Overtaken, TableGone } from '../../views/commit-refused.js';
import type { Checkpoint, Page, Query, StoredRow, TableChanges, ViewTable } from '../../views/view-store.js';
import { type Catalog, checkpointOf, type Slot, slots, type ViewEntry } from './catalog.js';
import type { Checkpoints } from './checkpoints.js';
import { checkFence } from './leases.js';
import { documentOf, type RowDocument } from './row-documents.js';
import { RowQueries } from './row-queries.js';
import type { TableRows } from './table-rows.js';

/** Rows that a scan reads by one call. */
const scanRows = 500;

/** One table of a view, as a process reads and writes it. */
export class MongoViewTable<R extends Row> implements ViewTable<R> {
  readonly table: string;
  readonly view: string;
  readonly #queries: RowQueries<R>;
  /** Where the table was when it was written last. */
  #slot: Slot;
  /** The last checkpoint whose events concern the view; at first unknown. */
  #changed: number | undefined;

  /** @param isIndexed whether the table is known to have its indexes */
  constructor(
    private readonly catalog: Catalog,
    private readonly checkpoints: Checkpoints,
    private readonly rows: TableRows,
    private readonly projection: Projection<R>,
    isIndexed: boolean,
  ) {
    this.table = rows.table;
    this.view = projection.name;
    this.#slot = isIndexed ? 'live' : 'aside';
    this.#queries = new RowQueries(rows, projection, isIndexed);
  }

  async get(id: string): Promise<R | undefined> {
    const [found] = await this.rows.byId([id]);
    return found && parsed<R>(found);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>> {
    const rows = new Map<string, R>();
    for (const [id, { row }] of await this.stored(ids)) if (row !== undefined) rows.set(id, row);
    return rows;
  }

  async query(query: Query): Promise<Page<R>> {
    const page = await this.#queries.page(query).catch(async (error: unknown) => {
      // Such as an index that a dropped table has no more.
      if (error instanceof StoreUnusable) await this.rows.check();
      throw error;
    });
    // An absent collection has no rows, and a late write could have made it anew.
    await this.rows.check();
    return page;
  }

  async *scan(): AsyncIterable<{ readonly id: string; readonly row: R; readonly position: number }> {
    for (let last = ''; ;) {
      const found = await this.rows.find(
        { _id: { $gt: last }, row: { $ne: null } },
        { order: { _id: 1 }, limit: scanRows, fields: { row: 1, position: 1 } },
      );
      await this.rows.check();
      for (const document of found)
        yield { id: idOf(document), row: parsed<R>(document)!, position: document.position };
      if (found.length < scanRows) return;
      last = idOf(found.at(-1)!);
    }
  }

  async checkpoint(): Promise<Checkpoint> {
    const entry = await this.catalog.read(this.view);
    const slot = entry && this.#slotIn(entry);
    if (slot === undefined) throw new TableGone(this.view, this.table);
    return checkpointOf(entry![slot]!);
  }

  async stored(ids: Iterable<string>): Promise<ReadonlyMap<string, StoredRow<R>>> {
    const rows = new Map<string, StoredRow<R>>();
    for (const document of await this.rows.byId([...ids]))
      rows.set(idOf(document), { row: parsed<R>(document), position: document.position });
    return rows;
  }

  changedAfter(position: number, limit: number): Promise<readonly string[] | 'all'> {
    return this.rows.changedAfter(position, limit);
  }

  /** @throws Fenced, Overtaken, TableGone with the checkpoint unchanged */
  async write(changes: Omit<TableChanges, 'table'>): Promise<void> {
    const { rows, follows, checkpoint, stopped, untouched = false, fence } = changes;
    await this.rows.write(rows.map((change) => documentOf(this.projection as unknown as Projection, change)));
    const { view, table } = this;
    const changed = untouched ? (this.#changed ?? checkpoint.position) : checkpoint.position;
    this.#changed = changed;
    for (const slot of this.#slot === 'live' ? slots : slots.toReversed())
      if (await this.checkpoints.move({ view, slot, table, fence, follows, checkpoint, stopped, changed })) {
        this.#slot = slot;
        return;
      }
    await this.#refuse(follows, fence);
  }

  async #refuse(follows: Checkpoint, fence: number): Promise<never> {
    const entry = await this.catalog.read(this.view);
    const slot = entry && this.#slotIn(entry);
    // The rows may have made the collection of a dropped table anew; the name of a table is never used again.
    if (slot === undefined) await this.rows.drop();
    if (entry !== undefined) checkFence(entry, fence);
    if (slot === undefined) throw new TableGone(this.view, this.table);
    throw new Overtaken(this.view, follows.position, entry![slot]!.position);
  }

  #slotIn(entry: ViewEntry): Slot | undefined {
    return slots.find((slot) => entry[slot]?.table === this.table);
  }
}

const idOf = ({ _id }: RowDocument): string => String(_id);

const parsed = <R>({ row }: RowDocument): R | undefined => (row == null ? undefined : (JSON.parse(row) as R));
