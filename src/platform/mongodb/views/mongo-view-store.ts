import { randomBytes } from 'node:crypto';
import { tableIndexes } from '../../../../migrations/mongodb/views.js';
import type { Projection, Row } from '../../../../projections/projection.js';
import { TableGone } from '../../views/commit-refused.js';
import {
  beginning,
  type Lease,
  type Seen,
  type TableChanges,
  type ViewChanges,
  type ViewStore,
  type ViewTable,
} from '../../views/view-store.js';
import type { MongoConnection } from '../client.js';
import {
  Catalog,
  checkpointOf,
  declaredBy,
  isQuietAfter,
  isUsable,
  slots,
  type TableEntry,
  type ViewEntry,
} from './catalog.js';
import { Checkpoints } from './checkpoints.js';
import { checkFence, Leases } from './leases.js';
import { MongoViewTable } from './mongo-view-table.js';
import { TableRows } from './table-rows.js';

/** Views in a MongoDB database that processes share; see the README for what each promise rests on. */
export class MongoViewStore implements ViewStore {
  readonly #catalog: Catalog;
  readonly #checkpoints: Checkpoints;
  readonly #leases: Leases;
  /** Tables aside that have their indexes: a swap makes none of them again. */
  readonly #indexed = new Set<string>();

  /** @param now milliseconds since 1970, for leases; the server's clock where absent */
  constructor(
    private readonly connection: MongoConnection,
    now?: () => Promise<number>,
  ) {
    this.#catalog = new Catalog(connection);
    this.#checkpoints = new Checkpoints(this.#catalog);
    this.#leases = new Leases(this.#catalog, now ?? (() => this.#catalog.now()));
  }

  async live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined> {
    const entry = (await this.#catalog.read(projection.name))?.live;
    return isUsable(entry, projection as unknown as Projection)
      ? this.#table(entry.table, projection, true)
      : undefined;
  }

  /** The checkpoint is read before the ids: what changed up to it is among them. */
  async changesSince(projection: Projection, seen: Seen | undefined, limit: number): Promise<ViewChanges | undefined> {
    const live = (await this.#catalog.read(projection.name))?.live;
    if (!isUsable(live, projection)) return undefined;
    const found = { table: live.table, checkpoint: checkpointOf(live), stopped: live.stopped ?? undefined };
    if (seen?.table !== live.table) return { ...found, ids: 'all' };
    if (isQuietAfter(live, seen.position)) return { ...found, ids: [] };
    try {
      return { ...found, ids: await this.#table(live.table, projection, true).changedAfter(seen.position, limit) };
    } catch (error) {
      // Replaced meanwhile: the next table is among what changed.
      if (error instanceof TableGone) return this.changesSince(projection, undefined, limit);
      throw error;
    }
  }

  async aside<R extends Row>(projection: Projection<R>, fence: number, fresh = false): Promise<ViewTable<R>> {
    const plain = projection as unknown as Projection;
    for (;;) {
      const entry = await this.#catalog.ensured(projection.name);
      checkFence(entry, fence);
      if (!fresh && isUsable(entry.aside, plain)) {
        // The process that began it may have died before its collection was made.
        await this.#rows(plain, entry.aside.table).create();
        return this.#table(entry.aside.table, projection, false);
      }
      const begun = await this.#begin(entry, plain);
      if (begun === undefined) continue;
      await this.#rows(plain, begun).create();
      await this.#sweep(plain);
      return this.#table(begun, projection, false);
    }
  }

  /** All by one call: the server reads the collection once. */
  async index(projection: Projection, fence: number): Promise<void> {
    const { table } = await this.#aside(projection, fence);
    if (this.#indexed.has(table)) return;
    await this.#rows(projection, table).makeIndexes(tableIndexes(projection));
    await this.#aside(projection, fence);
    this.#indexed.add(table);
  }

  async swap(projection: Projection, fence: number): Promise<void> {
    await this.index(projection, fence);
    for (;;) {
      const aside = await this.#aside(projection, fence);
      const { table, position, event } = aside;
      const swapped = await this.#catalog.change(
        projection.name,
        { fence, 'aside.table': table, 'aside.position': position, 'aside.event': event },
        { $set: { live: aside }, $unset: { aside: '' } },
      );
      if (!swapped) continue;
      this.#indexed.delete(table);
      return this.#sweep(projection);
    }
  }

  async commit({ table, ...changes }: TableChanges): Promise<void> {
    if (!(table instanceof MongoViewTable)) throw new TypeError('the table belongs to another store');
    await (table as MongoViewTable<Row>).write(changes);
  }

  lease(view: string, owner: string, ms: number): Promise<Lease | undefined> {
    return this.#leases.lease(view, owner, ms);
  }

  renew(lease: Lease, ms: number): Promise<boolean> {
    return this.#leases.renew(lease, ms);
  }

  release(lease: Lease): Promise<void> {
    return this.#leases.release(lease);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** The name of a new table; undefined where another process changed the view meanwhile. */
  async #begin({ _id, fence, builds }: ViewEntry, projection: Projection): Promise<string | undefined> {
    const number = builds + 1;
    // By chance too: the numbers begin anew where the database was dropped.
    const table = `${_id}_v${projection.version}_${number}_${randomBytes(4).toString('hex')}`;
    const aside: TableEntry = {
      table,
      version: projection.version,
      declared: declaredBy(projection),
      ...beginning,
      stopped: null,
    };
    const begun = await this.#catalog.change(_id, { fence, builds }, { $set: { builds: number, aside } });
    return begun ? table : undefined;
  }

  /** @throws Fenced, TableGone: a swap whose answer arrived too late was applied after all */
  async #aside(projection: Projection, fence: number): Promise<TableEntry> {
    const entry = await this.#catalog.ensured(projection.name);
    checkFence(entry, fence);
    if (!isUsable(entry.aside, projection)) throw new TableGone(projection.name, 'aside');
    return entry.aside;
  }

  /** Drops the view's collections that are neither live nor aside any more; a newer one may be of another process. */
  async #sweep(projection: Projection): Promise<void> {
    const entry = await this.#catalog.ensured(projection.name);
    const used = slots.map((slot) => entry[slot]?.table);
    for (const name of await this.#catalog.collections()) {
      const number = numberIn(name, projection.name);
      if (number !== undefined && number <= entry.builds && !used.includes(name))
        await this.#rows(projection, name).drop();
    }
  }

  #table<R extends Row>(table: string, projection: Projection<R>, isIndexed: boolean): MongoViewTable<R> {
    const rows = this.#rows(projection as unknown as Projection, table);
    return new MongoViewTable(this.#catalog, this.#checkpoints, rows, projection, isIndexed);
  }

  #rows({ name }: Projection, table: string): TableRows {
    return new TableRows(this.connection, name, table);
  }
}

/** The number of a view's table; undefined where the collection is no table of the view. */
const numberIn = (collection: string, view: string): number | undefined => {
  if (!collection.startsWith(`${view}_v`)) return undefined;
  const [, number] = /^\d+_(\d+)_[0-9a-f]{8}$/.exec(collection.slice(view.length + 2)) ?? [];
  return number === undefined ? undefined : Number(number);
};
